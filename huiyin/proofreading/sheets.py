"""用语表 as a file: the same columns out and in."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook

from .actions import day_of, level_of
from .models import Level, Term

COLUMNS = {
    "不当用语": "wrong",
    "应为": "right",
    "程度": "level",
    "说明": "note",
    "除外": "unless",
    "前接": "before",
    "后接": "after",
    "起用日期": "valid_from",
    "停用日期": "valid_until",
    "启用": "is_active",
}
MOST = 5000
_NO = frozenset({"否", "停用", "0", "false", "False"})
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def to_xlsx(terms: Iterable[Term]) -> bytes:
    """One sheet; text stays text."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("用语表")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 1, 22)
        for number, row in enumerate(_rows(terms)):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
    return out.getvalue()


def to_csv(terms: Iterable[Term]) -> bytes:
    """With the mark by which Excel knows UTF-8; what begins like a formula gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in _rows(terms):
        writer.writerow([f"'{value}" if value.startswith(_RISKY) else value for value in row])
    return out.getvalue().encode("utf-8-sig")


def _rows(terms: Iterable[Term]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for term in terms:
        yield [_shown(term, name) for name in COLUMNS.values()]


def _shown(term: Term, name: str) -> str:
    value = getattr(term, name)
    if name == "is_active":
        return "是" if value else "否"
    if name == "level":
        return str(Level(value).label).partition("（")[0]
    return "" if value is None else str(value)


def read(content: bytes, name: str) -> list[dict[str, Any]]:
    """The rows of a file, by the names of the columns.

    Raises:
        ValidationError: not a table, a column is missing, a cell cannot be: with its row.
    """
    table = [row for row in _table(content, name) if any(str(cell).strip() for cell in row)]
    heads = [str(cell).strip() for cell in table[0]] if table else []
    if "不当用语" not in heads:
        raise ValidationError("第一行应为表头，至少要有“不当用语”一列；可先导出一份照着填")
    if len(table) > MOST + 1:
        raise ValidationError(f"一次最多导入{MOST}行，请拆成几个文件")
    faults: list[str] = []
    found = []
    for number, row in enumerate(table[1:], start=2):
        try:
            found.append(_values(dict(zip(heads, row, strict=False))))
        except ValueError:
            faults.append(f"第{number}行：日期应写作 2026-01-31 的样子")
    if faults:
        raise ValidationError(faults)
    return found


def _values(cells: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for head, name in COLUMNS.items():
        if head not in cells:
            continue
        value = cells[head]
        if name.startswith("valid_"):
            told[name] = day_of(value)
        elif name == "is_active":
            told[name] = str(value).strip() not in _NO
        else:
            text = "" if value is None else str(value).strip().removeprefix("'")
            told[name] = level_of(text or Level.WARNING) if name == "level" else text
    return told


def _table(content: bytes, name: str) -> list[list[Any]]:
    if name.lower().endswith(".csv"):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return [list(row) for row in csv.reader(io.StringIO(content.decode(encoding)))]
            except (UnicodeDecodeError, csv.Error):
                continue
        raise ValidationError("文件读不出来，请另存为 xlsx 后再上传")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python(nrows=MOST + 2)]
    except (CalamineError, IndexError, ValueError, OSError) as error:
        raise ValidationError("文件打不开，请另存为 xlsx 或者 csv 后再上传") from error
