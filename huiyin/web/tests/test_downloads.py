"""A list leaves whole, with its length, or not at all."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import OperationalError
from python_calamine import CalamineWorkbook

from huiyin.web import downloads

HEADS = ("名称", "件数")


def table(rows):
    return downloads.Table("list", "清单", HEADS, rows)


@pytest.mark.django_db
def test_each_form_has_every_row_and_its_length():
    rows = [("=甲", 1), ("乙" * 10, 2)]
    missed = []
    for form in ("csv", "json", "xlsx"):
        answer = downloads.answer(table(iter(rows)), form)
        body = answer.getvalue()
        if int(answer["Content-Length"]) != len(body) or f"list.{form}" not in str(answer.headers):
            missed.append((form, answer.headers))
        if form == "csv":
            assert body.decode("utf-8-sig") == f"名称,件数\r\n'=甲,1\r\n{'乙' * 10},2\r\n"
        elif form == "json":
            assert [tuple(one.values()) for one in json.loads(body)] == rows
        else:
            sheet = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)
            assert [tuple(row) for row in sheet.to_python()] == [HEADS, *rows]
    assert not missed
    assert downloads.answer(table([]), "json").getvalue() == b"[]\n"


@pytest.mark.django_db
def test_a_head_is_no_formula_either():
    """An export carries columns that a stranger's table named."""
    named = downloads.Table("list", "清单", ("=HYPERLINK(1)", "名称"), [("甲", "乙")])
    assert (
        downloads.answer(named, "csv")
        .getvalue()
        .decode("utf-8-sig")
        .startswith("'=HYPERLINK(1),名称")
    )


@pytest.mark.django_db
def test_a_lost_connection_leaves_no_answer_that_looks_whole():
    def rows():
        yield ("甲", 1)
        raise OperationalError("server closed the connection unexpectedly")

    for form in ("csv", "json", "xlsx"):
        with pytest.raises(OperationalError):
            downloads.answer(table(rows()), form)


def test_each_kind_of_cell_is_a_cell_of_its_kind():
    row = ["=1", 12, 1.5, True, date(2026, 1, 2), Decimal("1.25"), "1" * 16, None, ""]
    content = downloads.content(
        downloads.Table("", "表", [str(n) for n in range(9)], [row]), "xlsx"
    )
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    assert sheet.to_python()[1][:7] == ["=1", 12, 1.5, True, date(2026, 1, 2), 1.25, "1" * 16]
