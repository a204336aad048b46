"""用语表 as a file, with the same columns for import and export."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError

from huiyin.web import downloads

from .actions import day_of, level_of
from .models import Level, Term
from .table import NoTableError, table_of

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
LOOK = downloads.Look(head=None, widths=(22, 22))


def content(terms: Iterable[Term], form: str) -> bytes:
    """As xlsx or csv."""
    rows = [[_shown(term, name) for name in COLUMNS.values()] for term in terms]
    return downloads.content(downloads.Table("", "用语表", tuple(COLUMNS), rows, LOOK), form)


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
    try:
        rows = table_of(content, name, MOST + 2)
    except NoTableError as error:
        raise ValidationError(str(error)) from error
    table = [row for row in rows if any(str(cell).strip() for cell in row)]
    heads = [str(cell).strip() for cell in table[0]] if table else []
    if "不当用语" not in heads:
        raise ValidationError("第一行应为表头，至少要有“不当用语”一列；可先导出一份照着填")
    if len(table) > MOST + 1:
        raise ValidationError(f"一次最多导入{MOST}行，请拆成几个文件")
    faults: list[str] = []
    terms = []
    for number, row in enumerate(table[1:], start=2):
        try:
            terms.append(_values(dict(zip(heads, row, strict=False))))
        except ValueError:
            faults.append(f"第{number}行：日期应写作 2026-01-31 的样子")
    if faults:
        raise ValidationError(faults)
    return terms


def _values(cells: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for head, name in COLUMNS.items():
        if head not in cells:
            continue
        value = cells[head]
        if name.startswith("valid_"):
            values[name] = day_of(value)
        elif name == "is_active":
            values[name] = str(value).strip() not in _NO
        else:
            text = "" if value is None else str(value).strip().removeprefix("'")
            values[name] = level_of(text or Level.WARNING) if name == "level" else text
    return values
