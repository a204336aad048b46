"""表格合计: total rows and total columns that are not the sum of what they total.

A table does not mark what a total covers, so several readings are tried, and a fault is reported
only if one reading fits the rest of the table: a total that never fits totals something else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .document import Block, Cell, Context, Document, Table
from .finding import Finding, Severity
from .quantities import shown
from .registry import check, rule

TOTAL = rule(
    "sums.table-total",
    "表格合计不符",
    Severity.WARNING,
    "政府信息公开条例第六条：公开的信息应当准确",
)

_NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|-?\d{1,14}(?:\.\d{1,6})?")
_TOTAL = re.compile(r"(?:合\s*计|总\s*计|共\s*计)(?:[（(].{0,12}[)）]|数|人数|件数|金额)?[：:]?")
_SUBTOTAL = re.compile(r".{0,8}小\s*计[：:]?")
_OF_WHICH = re.compile(r"\s*(?:其中|#|\d+\.\d|[(（]?其中)")
_NOT_ADDED = re.compile(
    r"率|比|均|单价|序号|年|排名|编号|代码|电话|标准|%|％|日期|时间|面积占|文号"
)
_BLANK = frozenset({"", "-", "—", "——", "/", "／", "－", "无", "--", "―", "\\"})
_WIDE = str.maketrans("０１２３４５６７８９．，－", "0123456789.,-")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Line:
    """A row, or a column, of a table: its name and its numbers (None: no number)."""

    name: str
    numbers: list[Decimal | None]
    cells: Sequence[Cell | None]


@check
def totals(document: Document, context: Context) -> Iterator[Finding]:
    """Rows named 合计, then the same with rows and columns exchanged."""
    for table in document.body.tables:
        rows = table.rows[:_MOST]
        if len(rows) < 3 or not rows[0]:
            continue
        turned = tuple(tuple(row[column] for row in rows) for column in range(len(rows[0])))
        yield from _totals(document, table, rows)
        yield from _totals(document, table, turned)


def _totals(
    document: Document, table: Table, rows: Sequence[Sequence[Cell | None]]
) -> Iterator[Finding]:
    if len(rows) < 3 or not any(_has_total(row) for row in rows):
        return
    heads = ["".join(cell.text for cell in (row[c] for row in rows[:2]) if cell) for c in range(len(rows[0]))]  # fmt: skip
    lines = [Line(_name(row), [_number(cell) for cell in row], row) for row in rows]
    for index, line in enumerate(lines):
        if _TOTAL.fullmatch(line.name):
            yield from _judge(document, heads, lines, index)


def _has_total(row: Sequence[Cell | None]) -> bool:
    return bool(_TOTAL.fullmatch(_name(row)))


def _name(row: Sequence[Cell | None]) -> str:
    """The first cell with words, among the first three."""
    for cell in row[:3]:
        if cell and cell.text and not _NUMBER.fullmatch(cell.text.translate(_WIDE)):
            return cell.text.strip()
    return ""


def _number(cell: Cell | None) -> Decimal | None:
    text = cell.text.translate(_WIDE).replace(" ", "") if cell else ""
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _judge(
    document: Document, heads: list[str], lines: list[Line], index: int
) -> Iterator[Finding]:
    total = lines[index]
    columns = [
        c
        for c, number in enumerate(total.numbers)
        if number is not None and not _NOT_ADDED.search(heads[c]) and not _is_repeated(total, c)
    ]
    best: tuple[int, list[tuple[int, Decimal]]] | None = None
    for reading in _readings(lines, index):
        right, wrong = _try(total, reading, columns)
        if not wrong:
            return
        if best is None or right > best[0]:
            best = (right, wrong)
    if best is None:
        return
    right, wrong = best
    if right < max(len(wrong), 1) and not _is_slip(total, columns, wrong):
        return
    for column, amount in wrong:
        yield _finding(document, total, column, amount, sure=right >= 2 and len(wrong) == 1)


def _is_repeated(total: Line, column: int) -> bool:
    """Whether a cell that spans several columns was already judged."""
    return column > 0 and total.cells[column] is total.cells[column - 1]


def _is_slip(total: Line, columns: list[int], wrong: list[tuple[int, Decimal]]) -> bool:
    """With a single column of numbers: the sum is close to the total, so the total was meant."""
    if len(columns) != 1:
        return False
    written = total.numbers[wrong[0][0]]
    if not written:
        return False
    return abs(wrong[0][1] - written) * 5 <= abs(written)


def _readings(lines: list[Line], index: int) -> Iterator[list[Line]]:
    """What a total may cover: rows since the last total, without 其中, subtotals, rows below."""
    above: list[Line] = []
    for line in reversed(lines[:index]):
        if _TOTAL.fullmatch(line.name):
            break
        above.append(line)
    below = []
    for line in lines[index + 1 :]:
        if _TOTAL.fullmatch(line.name):
            break
        below.append(line)
    for run in (above, below):
        subtotals = [line for line in run if _SUBTOTAL.fullmatch(line.name)]
        plain = [line for line in run if not _SUBTOTAL.fullmatch(line.name)]
        without = [line for line in plain if not _OF_WHICH.match(line.name)]
        for reading in (subtotals, plain, without):
            if sum(any(number is not None for number in line.numbers) for line in reading) >= 2:
                yield reading


def _try(
    total: Line, reading: list[Line], columns: list[int]
) -> tuple[int, list[tuple[int, Decimal]]]:
    """The number of columns that fit, and the sums of those that do not."""
    right, wrong = 0, []
    for column in columns:
        numbers = [line.numbers[column] for line in reading]
        texts = [line.cells[column] for line in reading]
        known = [number for number in numbers if number is not None]
        strange = sum(
            number is None and cell is not None and cell.text.strip() not in _BLANK
            for number, cell in zip(numbers, texts, strict=True)
        )
        if len(known) < 2 or strange > 1:
            continue
        amount = sum(known, Decimal(0))
        written = total.numbers[column]
        places = max((-int(number.as_tuple().exponent) for number in known), default=0)
        slack = Decimal(len(known)).scaleb(-places) / 2 if places else Decimal(0)
        if written is not None and abs(amount - written) <= slack:
            right += bool(written)
        else:
            wrong.append((column, amount))
    return right, wrong


def _finding(
    document: Document, total: Line, column: int, amount: Decimal, *, sure: bool
) -> Finding:
    cell = total.cells[column]
    message = (
        f"“{total.name}”写的是 {cell.text if cell else ''}，各项相加是 {shown(amount)}，请核对"
    )
    block = document.body.blocks[cell.block] if cell and 0 <= cell.block < len(document.body.blocks) else Block(0, "")  # fmt: skip
    severity = Severity.ERROR if sure else None
    return TOTAL.at(block, 0, len(block.text), message, severity=severity)
