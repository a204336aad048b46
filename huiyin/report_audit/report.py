"""A report as it was read: its numbers by their cells, its chapters, and what was odd about reading it."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from huiyin.checks import LABELS, Severity
from huiyin.common import folding
from huiyin.national_forms.forms import NationalForm, form_of, forms
from huiyin.national_forms.identities import cells

BETWEEN = "／"
_BLANK = frozenset({"", "-", "--", "/", "\\", "无", "―", "_", "~"})
_REMARK = re.compile(r"（[^（）]{8,}）$")
_UNITS = re.compile(r"(?:件|项|宗|个|万元|元|份|条)$")
_DIGITS = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,6})?")


class Code(StrEnum):
    """What is wrong, in the words of a table."""

    IDENTITY = "勾稽关系不成立"
    CARRIED = "结转数与上年报告不符"
    NORMATIVE = "规范性文件数与上年报告不衔接"
    SWAPPED = "栏目错位"
    NUMBER = "不是非负整数"
    UNREADABLE = "读不出数字"
    BLANK = "空白"
    LABEL = "项目名称与格式不同"
    LINE = "缺少项目"
    TABLE = "缺少表格"
    PICTURE = "表格是图片"
    CHAPTER = "缺少部分"
    BLOCK = "缺少内容"
    FEE = "没有说明信息处理费"
    TEXT = "文字与表格不符"
    WORDS = "文字自相矛盾"
    COPIED = "与上年报告雷同"
    DATE = "日期不可能"
    YEAR = "年度不一致"
    FORM = "格式与年度不符"
    LATE = "晚于公布期限"
    READ = "读取方式"


@dataclass(frozen=True)
class Fault:
    """One fault: where it is, what is wrong in numbers, and which cell is most likely wrong."""

    code: Code
    severity: Severity
    part: str
    message: str
    line: str = ""
    column: str = ""
    likely: str = ""
    cells: tuple[str, ...] = ()
    """Keys of the cells that are most likely wrong."""

    @property
    def severity_label(self) -> str:
        return LABELS[self.severity]

    @property
    def tone(self) -> str:
        """The colour of its mark on the desk."""
        return {Severity.ERROR: "bad", Severity.WARNING: "warn"}.get(self.severity, "")

    @property
    def where(self) -> str:
        return "，".join(filter(None, (self.part, self.line, self.column)))

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return {
            "code": self.code.name.lower(),
            "label": self.code.value,
            "severity": self.severity.value,
            "part": self.part,
            "row": self.line,
            "column": self.column,
            "message": self.message,
            "likely": self.likely,
            "cells": list(self.cells),
        }


@dataclass(frozen=True)
class Value:
    """What stands in a cell; `number` is None where it is none."""

    number: Decimal | None
    text: str

    @property
    def is_blank(self) -> bool:
        return self.number == 0 and not self.text.strip("+").isdecimal()

    @classmethod
    def of(cls, text: str) -> "Value":
        """１，０６１ is 1061; a blank or a dash is 0; 1O is nothing."""
        plain = "".join(folding.plain(text).split()).replace(",", "")
        plain = _UNITS.sub("", plain)
        if plain in _BLANK:
            return cls(Decimal(0), "")
        if _DIGITS.fullmatch(plain):
            return cls(Decimal(plain), plain)
        return cls(None, text.strip()[:40])


@dataclass(frozen=True)
class Report:
    """Of an agency, of a year."""

    name: str
    """of the file"""
    agency: str = ""
    year: int | None = None
    title: str = ""
    published_on: date | None = None
    values: dict[str, Value] = field(default_factory=dict)
    opening: tuple[str, ...] = ()
    chapters: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The paragraphs under each of the six headings that are there."""
    is_data: bool = False
    faults: tuple[Fault, ...] = ()
    """What was odd about reading it."""

    @property
    def form(self) -> NationalForm:
        """The form by its own tables: the parts of one may be older than those of another."""
        keys, own = self.values.keys(), form_of(self.year or forms()[-1].since)
        old, new = forms()[0], forms()[-1]
        lines = blocks = own
        if "r1.total" in keys:
            lines = old if "r3_6.total" in keys and "r3_6_3.total" not in keys else new
        if not keys.isdisjoint({"normative.public", "licences.before", "fees.before"}):
            blocks = old
        elif not keys.isdisjoint({"normative.in_force", "fees.charged"}):
            blocks = new
        return replace(own, lines=lines.lines, blocks=blocks.blocks)

    def place(self, key: str) -> tuple[str, str, str]:
        """Part, line and column of a cell, as a person names them."""
        return place(self.form, key)

    @property
    def numbers(self) -> dict[str, Decimal]:
        """The cells that hold a number."""
        return {key: value.number for key, value in self.values.items() if value.number is not None}


def place(form: NationalForm, key: str) -> tuple[str, str, str]:
    """（三）不予公开／1.属于国家秘密, 自然人: without the outermost groups and long remarks."""
    part, line, column = cells(form).get(key, ("", key, ""))
    words = _REMARK.sub("", line).split(BETWEEN)
    return part, BETWEEN.join(words[1:] or words), column.rpartition(BETWEEN)[2]
