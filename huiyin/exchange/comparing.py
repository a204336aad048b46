"""核对: the made file is read back as any table is, and compared with the ledger cell by cell."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from huiyin.ingest.ledgers import headers
from huiyin.ingest.ledgers.rows import Line, RowReader
from huiyin.ingest.tables.sheets import LedgerFileError, Source, open_source
from huiyin.organisations.models import Organisation

from . import archive, packing
from .layouts import Layout, digest_of, shown, stable, value_of

MOST = 20
"""Differences that are named; all are counted."""


@dataclass
class Comparison:
    """How many rows and cells were read back, and what differs."""

    rows: int = 0
    cells: int = 0
    since_changed: int = 0
    """Rows whose record says something else by now: compared with what was frozen alone."""
    differences: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"读回 {self.rows} 行，逐格核对 {self.cells} 格"
        if self.since_changed:
            said += f"；其中 {self.since_changed} 条记录报送后有变动，只核对冻结时的内容"
        if not self.differences:
            return f"{said}，与台账一致"
        named = "；".join(self.differences[:MOST])
        more = len(self.differences) - MOST
        return f"{said}，{len(self.differences)} 处不一致：{named}" + (
            f"；另有 {more} 处" if more > 0 else ""
        )


@dataclass(frozen=True)
class Frozen:
    """A row as it was frozen: the digest of its cells; the record, unless it changed since."""

    digest: str
    record: Any = None


def compare(
    content: bytes,
    layout: Layout,
    agency: Organisation,
    rows: Mapping[str, Frozen],
    withdrawn: Sequence[str],
) -> Comparison:
    """Of a package against its rows, by paper number, and the records that are to be taken down."""
    result, left = Comparison(), dict(rows)
    for name, table in archive.unpacked(content).items():
        source = _source(name, table, result)
        if source is None:
            continue
        if name.rsplit(".", 1)[0].endswith(f"-{packing.WITHDRAWALS}"):
            _compare_withdrawn(source, withdrawn, result)
        else:
            _compare_rows(source, layout, agency, left, result)
    result.differences += [f"{reference} 不在文件里" for reference in left]
    return result


def _source(name: str, table: bytes, result: Comparison) -> Source | None:
    try:
        return open_source(io.BytesIO(table), name)
    except LedgerFileError as error:
        result.differences.append(f"{name}：{error}")
        return None


def _compare_withdrawn(source: Source, withdrawn: Sequence[str], result: Comparison) -> None:
    read = [str(row[0]) for row in source.sheets[0].rows[1:] if row]
    result.rows += len(read)
    result.cells += len(read)
    for reference in set(read) ^ set(withdrawn):
        result.differences.append(f"撤下清单：{reference} 与批次不一致")


def _compare_rows(
    source: Source,
    layout: Layout,
    agency: Organisation,
    left: dict[str, Frozen],
    result: Comparison,
) -> None:
    sheet = source.sheets[0]
    mapping = headers.recognised(sheet, layout.ledger) or headers.Mapping()
    header = headers.find_header(sheet, layout.ledger, mapping)
    if header is None or header.number != 1 or header.cells != layout.texts:
        result.differences.append("表头与字段标准不一致")
        return
    reader = RowReader(layout.ledger, agency, header, mapping, sheet)
    readers = layout.readers(agency.pk)
    for line in reader.lines(sheet):
        result.rows += 1
        frozen = left.pop(line.key, None)
        if frozen is None:
            result.differences.append(f"第 {line.number} 行（{line.key}）不在批次里")
            continue
        cells = [str(cell) for cell in line.cells[: len(layout.heads)]]
        if digest_of(stable(layout, cells)) != frozen.digest:
            result.differences.append(f"{line.key} 与冻结时的内容不一致")
        if frozen.record is None:
            result.since_changed += 1
        else:
            result.cells += len(cells)
            result.differences += _unlike(layout, readers, line, frozen.record)


def _unlike(layout: Layout, readers: Sequence[Any], line: Line, record: Any) -> Iterator[str]:
    """Where what was read is not what the ledger says."""
    for fault in line.faults:
        yield f"{line.key} {fault.column}：{fault.message}"
    for head, reader in zip(layout.heads, readers, strict=True):
        if head.column is None or head.column.field not in line.values:
            continue
        read = shown(reader, line.values[head.column.field])
        said = shown(reader, value_of(head.column, record))
        if read != said:
            yield f"{line.key} {head.text}：读回的与台账不一致"
