"""Cells of a table: each shape as it is written, and nothing of it unescaped."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from huiyin.desk import written
from huiyin.desk.clock import Due
from huiyin.desk.lists import Cell, Row

TODAY = date(2026, 3, 4)
LATE = Due(TODAY - timedelta(days=2), TODAY, -2)
PROVISIONAL = Due(TODAY + timedelta(days=9), TODAY, 6, provisional=True)
BAD = "<b>\"'&"
SAFE = "&lt;b&gt;&quot;&#x27;&amp;"


def row(*cells):
    return Row(SimpleNamespace(pk=1), "/desk/hotline/1/?a=1&b=2", "RX1", list(cells), False)


@pytest.mark.parametrize(
    ("cell", "html"),
    [
        pytest.param(
            Cell("编号", "reference", "RX1"),
            '<td class="reference" data-label="编号">'
            '<a href="/desk/hotline/1/?a=1&amp;b=2">RX1</a></td>',
            id="a number leads to its record",
        ),
        pytest.param(
            Cell("编号", "reference", ""),
            '<td class="reference" data-label="编号">'
            '<a href="/desk/hotline/1/?a=1&amp;b=2">（无编号）</a></td>',
            id="one without a number is opened all the same",
        ),
        pytest.param(
            Cell("状态", "state", "录入作废"),
            '<td class="state-cell" data-label="状态"><span class="state bad">录入作废</span></td>',
            id="a state in its colour",
        ),
        pytest.param(
            Cell("标题", "title", "路灯"),
            '<td class="title" data-label="标题" title="路灯">路灯</td>',
            id="a title that may be cut stands whole in its hint",
        ),
        pytest.param(
            Cell("日期", "date", "2026-03-04", day=TODAY),
            '<td class="date" data-label="日期">2026-03-04</td>',
            id="a day",
        ),
        pytest.param(Cell("日期", "date", ""), "<td></td>", id="nothing"),
        pytest.param(
            Cell(BAD, "title", BAD),
            f'<td class="title" data-label="{SAFE}" title="{SAFE}">{SAFE}</td>',
            id="what somebody typed is escaped",
        ),
    ],
)
def test_a_cell(cell, html):
    assert written.cells(row(cell)) == html


def test_the_days_left_stand_in_their_cell():
    cell = Cell("期限", "due", str(LATE.shown), due=LATE, day=LATE.day)
    assert written.cells(row(cell)) == (
        '<td class="date" data-label="期限"><span class="due late" '
        'title="2026-03-02 到期，已超期 2 个工作日"><svg class="bar" viewBox="0 0 100 6" '
        'preserveAspectRatio="none" aria-hidden="true"><rect width="100" height="6"/></svg>'
        '<span class="left">超期2个工作日</span></span></td>'
    )


def test_a_provisional_day_says_so():
    html = written.days_left(PROVISIONAL)
    assert 'title="2026-03-13（暂定） 到期，还剩 6 个工作日"' in html
    assert '<span class="left">剩6个工作日（暂定）</span>' in html
