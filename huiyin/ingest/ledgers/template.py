"""台账模板: an empty table that import reads, with an example and the rule of each column."""

from datetime import date, datetime
from typing import Any, BinaryIO

import xlsxwriter

from huiyin.casework.cells import Code, Day, Number
from huiyin.casework.ledgers import Column, Ledger, find

from .notrecords import EXAMPLE

_LINES = 5000
_LONGEST_LIST = 255
"""The longest list of choices that Excel allows in a cell; longer ones are on the second sheet."""


def write_template(kind: str, target: BinaryIO, agency_id: int = 0) -> None:
    """Write the template of a ledger; with `agency_id` its reference tables are in the choices."""
    ledger = find(kind)
    book = xlsxwriter.Workbook(target)
    sheet, rules = book.add_worksheet(ledger.label), book.add_worksheet("填写说明")
    formats = {
        "head": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#EEF2F6"}
        ),
        "duty": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#FBE3D6"}
        ),
        "text": book.add_format({"num_format": "@"}),
        "plain": book.add_format({}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 48)
    for index, column in enumerate(ledger.columns):
        choices = column.reader.prepare(agency_id).choices()
        _write_column(sheet, index, column, choices, formats)
        _explain(rules, index + 3, column, formats["wrap"])
        if choices:
            sheet.data_validation(1, index, _LINES, index, _rule(book, index, choices))
    _introduce(rules, ledger, formats)
    sheet.activate()
    book.close()


def _write_column(
    sheet: Any, index: int, column: Column, choices: list[str], formats: dict[str, Any]
) -> None:
    is_day = isinstance(column.reader, Day)
    as_text = isinstance(column.reader, Code | Number) or not is_day
    sheet.set_column(index, index, 20, formats["text" if as_text else "day"])
    sheet.write_string(0, index, column.header, formats["duty" if column.required else "head"])
    if isinstance(column.example, date):
        moment = datetime(column.example.year, column.example.month, column.example.day)  # noqa: DTZ001 - Excel knows no zones
        sheet.write_datetime(1, index, moment, formats["day"])
    elif column.example != "":
        sheet.write_string(1, index, str(column.example), formats["text"])


def _rule(book: Any, index: int, choices: list[str]) -> dict[str, Any]:
    """The drop-down of a column; a list that is too long for a cell is on a hidden sheet."""
    rule: dict[str, Any] = {
        "validate": "list",
        "source": choices,
        "error_title": "填写有误",
        "error_message": "请从下拉列表中选择",
    }
    if len(",".join(choices)) > _LONGEST_LIST or any("," in choice for choice in choices):
        hidden = book.get_worksheet_by_name("选项") or book.add_worksheet("选项")
        hidden.hide()
        hidden.write_column(0, index, choices)
        letters = xlsxwriter.utility.xl_col_to_name(index, col_abs=True)
        rule["source"] = f"=选项!{letters}$1:{letters}${len(choices)}"
    return rule


def _introduce(rules: Any, ledger: Ledger[Any], formats: dict[str, Any]) -> None:
    rules.set_column(0, 0, 32)
    rules.set_column(1, 2, 18)
    rules.set_column(3, 3, 80)
    rules.write_string(
        0,
        0,
        f"{ledger.label}填写说明。底色较深的列必填；编号一律按文本填写；编号以“{EXAMPLE}”开头的示例行不会导入。",
    )
    for index, title in enumerate(("列名", "标准代码", "是否必填", "填写要求")):
        rules.write_string(2, index, title, formats["head"])


def _explain(rules: Any, line: int, column: Column, wrap: Any) -> None:
    if not column.required:
        duty = "选填"
    else:
        duty = "必填（缺列时按本机关推定）" if column.has_fallback else "必填"
    description = column.reader.describe()
    if column.aliases:
        description += f"。列名也可写作：{'、'.join(column.aliases)}"
    for index, text in enumerate((column.header, column.code, duty, description)):
        rules.write_string(line, index, text, wrap)
