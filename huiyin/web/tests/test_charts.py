"""Pictures say in words what they draw, and tell their series apart without colour."""

from decimal import Decimal

from django.template.loader import render_to_string
from lxml import etree

from huiyin.web import charts
from huiyin.web.charts import Row, Series

MONTHS = ("1月", "2月", "3月")
TWO = [
    Series("2020年", [3, 0, None], ["/a", "", ""]),
    Series("2019年", [1, 4, 2]),
]


def drawn(chart):
    page = render_to_string("web/_chart.html", {"chart": chart})
    return etree.fromstring(page.encode(), etree.XMLParser(recover=False))


def test_columns_say_every_number_and_bring_their_table():
    chart = charts.columns("k", "收到", MONTHS, TWO, "件")
    assert chart.text == ("柱状图。2020年：1月3件，2月0件，3月无；2019年：1月1件，2月4件，3月2件。")
    assert [[cell.text for cell in row] for row in chart.rows] == [
        ["1月", "3", "1"], ["2月", "0", "4"], ["3月", "—", "2"],
    ]  # fmt: skip
    assert chart.rows[0][1].address == "/a"
    assert len(chart.boxes) == 5
    heights = {box.height for box in chart.boxes if box.look == "second"}
    assert heights == {42.5, 170, 85}


def test_the_second_series_has_a_pattern():
    figure = drawn(charts.columns("k", "收到", MONTHS, TWO, "件"))
    looks = {box.get("fill") for box in figure.iter("rect")}
    assert looks == {None, "url(#k-hatch)"}
    assert figure.find(".//svg").get("aria-labelledby") == "k-title k-text"
    assert figure.find(".//pattern").get("id") == "k-hatch"


def test_a_line_is_interrupted_where_there_is_no_value():
    values = [Decimal("90"), None, Decimal("100")]
    chart = charts.lines("r", "率", MONTHS, [Series("2020年", values)])
    assert len(chart.paths) == 2
    assert chart.paths[1].points[0][1] == 26


def test_parts_are_stacked_to_their_whole():
    series = [Series("按时", [3, 1]), Series("未按时", [1, 0])]
    chart = charts.stacked("s", "单位", ["甲", "乙"], series, "件")
    assert [(box.x, box.width, box.look) for box in chart.boxes] == [
        (244, 159, "first"), (403, 53, "second"), (244, 53, "first"),
    ]  # fmt: skip
    assert "3＋1" in [word.text for word in chart.words]


def test_bars_are_as_long_as_their_numbers():
    chart = charts.bars("b", "数", [Row("甲", 4, "4件"), Row("乙", 1, "1件", "second")])
    assert [box.width for box in chart.boxes] == [212, 53]
    assert chart.text == "横条图：甲4件，乙1件。"


def test_nothing_is_no_picture():
    assert charts.columns("k", "收到", MONTHS, [Series("2020年", [0, None, None])], "件") is None
    assert charts.bars("b", "数", [Row("甲", 4, "4件")]) is None
    assert charts.spark("p", "数", [0, 0]) is None
    assert charts.stacked("s", "单位", [], [Series("按时", []), Series("未", [])], "件") is None
    assert render_to_string("web/_chart.html", {"chart": None}).strip() == ""


def test_the_scale_ends_in_a_round_number_above_all():
    for value in (1, 4, 5, 99, 100, 281, 12_345, 1_000_000):
        top = charts._round_up(value)
        assert value <= top < max(5, value * 2)
        assert top % 4 == 0


def test_a_spark_is_small_and_told():
    chart = charts.spark("p", "逐月", [1, 2, 4])
    assert (chart.width, chart.text) == (120, "逐月：1、2、4。")
    assert drawn(chart).get("tabindex") is None
