"""导入台账: all rows are checked, then stored through the actions of their kind, in thousands.

A file can be imported any number of times: existing records stay as they are, so a broken-off
import is continued by running it again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.ledgers import Ledger, find
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.ingest.tables.sheets import MOST_ROWS, LedgerFileError, Sheet, Source, open_source
from huiyin.organisations.models import Organisation

from . import headers
from .headers import Found, Mapping
from .results import Result
from .rows import RowReader
from .sorting import Plan, Sorter
from .storing import Store

_YOUNG = 1
"""The generations of what came since the last step."""


def import_file(
    kind: str,
    source: Path | str | BinaryIO,
    *,
    agency: Organisation,
    actor: Actor,
    at: datetime,
    name: str = "",
    strict: bool = False,
    mapping: Path | str | Mapping | None = None,
    given: dict[str, str] | None = None,
) -> Result:
    """Read a ledger file into the records of `agency`. `name` is the file name of a stream.

    With `strict` one refused row and nothing is stored. `given`: what holds for the whole file in
    columns that it does not have, by their name.

    Raises:
        UnknownKindError: no such ledger.
        LedgerFileError: the file as a whole cannot be taken in.
        MoveForbiddenError: the actor may not register this kind for this agency.
    """
    ledger = find(kind)
    _permit(ledger, actor, agency)
    rules: Mapping | None = None
    if mapping is None or isinstance(mapping, Mapping):
        rules = mapping
    else:
        rules = headers.read_mapping(mapping, ledger)
    with _without_collector():
        return _Import(ledger, agency, actor, at, rules, given or {}).run(
            open_source(source, name), strict=strict
        )


def _permit(ledger: Ledger[Any], actor: Actor, agency: Organisation) -> None:
    label, _ = ledger.workflow.starts[ledger.start]
    if not ledger.workflow.may_start(ledger.start, actor, agency.pk):
        raise MoveForbiddenError(f"您没有在{agency}“{label}”的权限")


@contextmanager
def _without_collector() -> Iterator[None]:
    """Turn off garbage collection, which looks at everything there is again and again; the import
    sweeps up what is new after each step.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _sweeping(plans: Iterator[Plan]) -> Iterator[Plan]:
    """Free what the step before this one has left in circles, such as its statements."""
    for plan in plans:
        gc.collect(_YOUNG)
        yield plan


class _Import:
    """One import of one file."""

    def __init__(
        self,
        ledger: Ledger[Any],
        agency: Organisation,
        actor: Actor,
        at: datetime,
        mapping: Mapping | None,
        given: dict[str, str],
    ) -> None:
        self.ledger, self.agency = ledger, agency
        self.is_mapped = mapping is not None
        self.given = headers.defaults_of(given, ledger)
        self.mapping = headers.with_defaults(mapping or Mapping(), self.given)
        self.actor, self.at = actor, timezone.localtime(at)
        self.result = Result()

    def run(self, source: Source, *, strict: bool) -> Result:
        sheet, header = self._table(source)
        reader = RowReader(self.ledger, self.agency, header, self.mapping, sheet)
        self.result.header = header.cells
        self.result.absent = frozenset(column.header for column in reader.absent)
        self._note_fallbacks(header)
        if reader.others:
            names = "、".join(name for _, name in reader.others)
            self.result.notes.append(f"台账没有这些列，内容随记录保存在“原表其他列”：{names}")
        today = timezone.localdate(self.at)
        sorter = Sorter(self.ledger, self.agency, reader, self.result, today, self.actor)
        store = Store(self.ledger, self.agency, self.actor, self.at, sorter)
        plans = _sweeping(sorter.sort(reader.lines(sheet)))
        is_stored = store.store(source, plans, strict=strict)
        self.result.passed_over = reader.passed_over.rows
        self.result.notes += [*reader.passed_over.notes(), *reader.remarks.notes()]
        if not is_stored:
            self.result.is_stored = False
            self.result.created = self.result.updated = 0
        self.result.rejected.sort(key=lambda rejection: rejection.row)
        return self.result

    def _table(self, source: Source) -> tuple[Sheet, Found]:
        """The first sheet with a header of this ledger; further ones are named in a note."""
        chosen: tuple[Sheet, Found] | None = None
        for sheet in source.sheets:
            if not self.is_mapped and (known := headers.recognised(sheet, self.ledger)):
                self.mapping = headers.with_defaults(known, self.given)
                self.is_mapped = True
                self.result.notes.append(f"认出是{known.name}，已按随附的映射对应各列")
            header = headers.find_header(sheet, self.ledger, self.mapping)
            if header is None:
                continue
            if chosen is not None:
                if not headers.missing(header, self.ledger, self.mapping):
                    self.result.notes.append(
                        f"只导入了工作表“{chosen[0].name}”，工作表“{sheet.name}”请另存为单独的文件导入"
                    )
            else:
                chosen = sheet, header
        self._refuse_foreign(source, chosen)
        if chosen is None:
            raise LedgerFileError(
                f"前{headers.LOOK_AT}行里没有找到{self.ledger.label}的表头，请用 ledger-template 生成的模板填写"
            )
        lacking = headers.missing(chosen[1], self.ledger, self.mapping)
        if lacking:
            raise LedgerFileError(
                f"缺少必需的列：{'、'.join(lacking)}。整张表都一样的，可以在“补填”里写，"
                f"每行一列，如 {lacking[0]}=……，再导入一次"
            )
        if len(chosen[0].rows) - chosen[1].number > MOST_ROWS:
            raise LedgerFileError(f"一次最多导入{MOST_ROWS}行，请删除多余的行或按年度拆分后导入")
        return chosen

    def _refuse_foreign(self, source: Source, chosen: tuple[Sheet, Found] | None) -> None:
        """Say of which other ledger this table is."""
        kinds = [
            find(kind).label
            for sheet in source.sheets
            if (kind := headers.foreign(sheet)) not in ("", self.ledger.key)
        ]
        if kinds and (chosen is None or headers.missing(chosen[1], self.ledger, self.mapping)):
            raise LedgerFileError(
                f"这是{kinds[0]}的表，不是{self.ledger.label}；请在{kinds[0]}导入"
            )

    def _note_fallbacks(self, header: Found) -> None:
        there = {column.field for _, column in header.columns}
        absent = [
            column.header
            for column in self.ledger.columns
            if column.has_fallback
            and column.field not in there
            and column.header not in {*self.mapping.defaults, *self.mapping.copies}
        ]
        if absent:
            self.result.notes.append(f"没有这些列，新记录按本机关和其他列推定：{'、'.join(absent)}")
