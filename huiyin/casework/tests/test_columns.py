"""Every kind of column a model may have is typed, read from a table and shown as what it is."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.validators import MaxValueValidator
from django.db import models
from django.test.utils import isolate_apps

from huiyin.casework.cells import CellError
from huiyin.casework.ledgers import column_of
from huiyin.casework.record_forms import MatterForm, form_of
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.web.tables import fields

with isolate_apps("huiyin.casework"):

    class Form(models.TextChoices):
        ROOF = "roof", "楼顶广告"
        OLD = "墙面", "墙面广告"

    class Facility(models.Model):
        """户外广告设施, with a column of each kind."""

        form = models.CharField("类型", max_length=8, choices=Form.choices)
        area = models.DecimalField("面积", max_digits=6, decimal_places=2)
        height = models.DecimalField("高度", max_digits=4, decimal_places=1, null=True, blank=True)
        faces = models.PositiveSmallIntegerField("面数", validators=[MaxValueValidator(6)])
        floor = models.SmallIntegerField("楼层", default=1, blank=True)
        ends_on = models.DateField("设置期限止")
        is_used = models.BooleanField("是否在用", default=True)
        is_lit = models.BooleanField("是否亮灯")
        is_safe = models.BooleanField("是否安全", null=True)
        address = models.URLField("许可决定网址", max_length=60, blank=True)
        share = models.FloatField("占比", null=True)

        class Meta:
            app_label = "casework"


NAMES = ("form", "area", "height", "faces", "floor", "ends_on", "is_used", "is_lit", "is_safe")
SHEET = Sheet(
    Facility, Section("设施", *map(Field, (*NAMES, "address", "share"))), dated_by="ends_on"
)


def cell(name):
    return column_of(SHEET, SHEET.fields[name])


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("area", "24.50", Decimal("24.5")),
        ("area", "１，２３４．５", Decimal("1234.5")),
        ("area", 12, Decimal(12)),
        ("area", 0.1 * 3, Decimal("0.3")),
        ("area", "0", Decimal(0)),
        ("area", "1.5000", Decimal("1.5")),
        ("height", "", None),
        ("height", "-2.5", Decimal("-2.5")),
        ("faces", 2.0, 2),
        ("faces", "", None),
        ("floor", "-2", -2),
        ("floor", "", 1),
        ("is_used", "", True),
        ("is_used", "否", False),
        ("is_lit", "", False),
        ("is_safe", "", None),
        ("address", "", ""),
        ("address", "https://www.example.gov.cn/permits/8", "https://www.example.gov.cn/permits/8"),
    ],
)
def test_a_cell_becomes_what_the_column_holds(name, raw, value):
    got = cell(name).read(raw)
    assert (got, type(got)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("area", "约24", "请填写数字，小数点后最多2位"),
        ("area", "24.505", "小数点后有3位，最多2位"),
        ("area", "12345", "整数部分有5位，最多4位"),
        ("area", "12,34", "请填写数字"),
        ("area", "#N/A", "公式错误"),
        ("faces", "两面", "请填写 0 至 32767 的整数"),
        ("faces", "-1", "请填写 0 至 32767 的整数"),
        ("faces", 7, "小于或等于6"),
        ("floor", "1.5", "请填写 -32768 至 32767 的整数"),
        ("is_used", "也许", "只能填：是、否"),
        ("address", "permits/8", "请填写完整的网址"),
        ("address", "javascript:alert(1)", "请填写完整的网址"),
        ("address", "https://", "URL"),
    ],
)
def test_a_cell_that_the_column_cannot_hold_is_refused(name, raw, words):
    with pytest.raises(CellError, match=words):
        cell(name).read(raw)


def test_what_is_shown_reads_as_the_same():
    assert cell("floor").reader.show(1) == 1, "what a new record has is said, too"
    for name, value in (("area", Decimal("24.50")), ("floor", 1), ("is_used", False)):
        assert cell(name).read(cell(name).reader.show(value)) == value


def test_the_template_says_what_an_empty_cell_means():
    assert cell("is_used").reader.describe() == "只能填：是、否；空着即“是”"
    assert cell("form").reader.describe() == "只能填：楼顶广告、墙面广告"


def test_a_column_that_no_reader_knows_is_named():
    with pytest.raises(TypeError, match=r"casework\.Facility\.share is a FloatField: name its"):
        cell("share")


@pytest.fixture
def known(monkeypatch):
    """A form copies its record, and a copy asks for its model by name."""
    monkeypatch.setitem(apps.all_models["casework"], "facility", Facility)


def over(facility, today):
    assert facility.area > 0
    assert facility.faces > 0
    assert facility.ends_on > today


TYPED = {
    "form": "roof",
    "area": "24.5",
    "faces": "2",
    "ends_on": "2999-01-31",
    "address": "www.example.gov.cn/8",
}


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("area", "", "请填写面积"),
        ("area", "abc", "请填写数字（整数最多4位，小数最多2位）"),
        ("area", "24.505", "请填写数字（整数最多4位，小数最多2位）"),
        ("area", "12345", "请填写数字（整数最多4位，小数最多2位）"),
        ("faces", "x", "请填写不小于 0 的整数"),
        ("faces", "", "请填写面数"),
        ("floor", "x", "请填写整数"),
        ("address", "不是网址", "请填写完整的网址，例如 https://www.example.gov.cn/"),
    ],
)
def test_a_form_says_what_to_type_and_checks_nothing_that_is_not_there(known, name, typed, words):
    form = form_of(SHEET, MatterForm, (*NAMES, "address"), check=over)(TYPED | {name: typed})
    assert form.errors == {name: [words]}


def test_an_address_without_its_scheme_is_one_of_https(known):
    form = form_of(SHEET, MatterForm, (*NAMES, "address"), check=over)(TYPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["address"] == "https://www.example.gov.cn/8"


def test_a_value_is_said_in_words_wherever_it_is_shown():
    facility = Facility(
        form=Form.ROOF, area=Decimal(0), faces=2, ends_on=date(2028, 1, 31), is_lit=False
    )
    shown = {one.head: one.text(facility) for one in fields(Facility, *NAMES)}
    listed = {one.label: one.value(facility) for one in SHEET.columns(*NAMES)}
    assert shown["类型"] == listed["类型"] == "楼顶广告"
    assert shown["是否在用"] == listed["是否在用"] == "是"
    assert shown["是否亮灯"] == listed["是否亮灯"] == "否", "no is an answer"
    assert (shown["是否安全"], listed["是否安全"]) == ("", None)
    assert shown["面积"] == "0", "nought is a number"
    old = Facility(form=Form.OLD)
    assert fields(Facility, "form")[0].text(old) == SHEET.columns("form")[0].value(old) == "墙面"
