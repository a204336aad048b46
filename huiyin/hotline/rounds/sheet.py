"""收集记录、应收集半日: their fields."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Self

from huiyin.casework.cells import CellError, Reader, plain_text
from huiyin.casework.sheets import Field, Section, Sheet
from huiyin.hotline.models import Channel, HalfDay, Round, in_order

_NUMBER = re.compile(r"(?<!\d)\d{1,5}$")


def names() -> dict[str, str]:
    """Key of each channel → its name, in their order."""
    return dict(Channel.objects.values_list("key", "name"))


def in_words(counts: Mapping[str, int], unit: str, named: Mapping[str, str]) -> str:
    """市长热线 3件、政民互动 0件."""
    return "、".join(f"{name} {number}{unit}" for name, number in in_order(counts, named))


@dataclass(frozen=True)
class Clock(Reader):
    """A time of the day: 9:30, or the form in which a spreadsheet stores it."""

    def read(self, raw: Any) -> Any:
        if isinstance(raw, datetime | time):
            return time(raw.hour, raw.minute)
        match = re.fullmatch(r"(\d{1,2})[:：](\d{2})(?:[:：]\d{2})?", plain_text(raw))
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise CellError("请填写时间，如 9:30")
        return time(int(match[1]), int(match[2]))

    def show(self, value: Any) -> Any:
        return f"{value:%H:%M}" if value else ""

    def describe(self) -> str:
        return "时间，如 9:30"


@dataclass(frozen=True)
class Counts(Reader):
    """The doors that were looked at, each with how many were new: 市长热线 3；政民互动 0."""

    blank: Any = field(default_factory=dict)
    named: Mapping[str, str] = field(default_factory=dict)

    def prepare(self, agency_id: int) -> Self:
        return replace(self, named=names())

    def read(self, raw: Any) -> Any:
        keys = {name: key for key, name in self.named.items()} | {key: key for key in self.named}
        counts: dict[str, int] = {}
        for part in filter(None, map(str.strip, re.split(r"[；;、\n]", plain_text(raw)))):
            match = _NUMBER.search(text := part.removesuffix("件").rstrip())
            name = text[: match.start()].rstrip(" :：") if match else ""
            key = keys.get(name)
            if match is None or key is None:
                names = "、".join(self.named.values())
                raise CellError(f"“{part[:50]}”看不懂，请写成“渠道 件数”。现有渠道：{names}")
            if key in counts:
                raise CellError(f"“{name}”写了两次")
            counts[key] = int(match[0])
        return {key: counts[key] for key in self.named if key in counts}

    def show(self, value: Any) -> Any:
        return "；".join(f"{name} {number}" for name, number in in_order(value, self.named))

    def describe(self) -> str:
        return "查看过的渠道和新收件数，如：市长热线 3；政民互动 0"


SHEET = Sheet(
    Round,
    Field("reference", asked=False, aliases=("编号",), example="（示例）SJ2026-00001"),
    Section(
        "收集",
        Field("collected_on", asked=False, aliases=("日期",), example=date(2026, 1, 5)),
        Field("collected_time", asked=False, on_page=False, cell=Clock(), aliases=("时间",),
              example="9:30"),
        Field("collector", asked=False, aliases=("登记人",), example="周示例"),
        Field("counts", asked=False, on_page=False, cell=Counts(), required=True,
              aliases=("渠道件数",), example="市长热线 3；政民互动 0"),
        Field("remark", example="市长热线平台 9:10 恢复登录"),
        "half_day",
        "void_reason",
    ),
    dated_by="collected_on",
)  # fmt: skip
HALF_DAYS = Sheet(
    HalfDay,
    Section("半日", "day", "half", "kept_on", "lapsed_on"),
    dated_by="day",
)
