"""数据标准校验: what keeps a record out of the file, by field; nothing is sent that the platform must refuse."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from huiyin.common import uscc
from huiyin.penalties.kinds import CONFISCATION, FINE, LICENCE
from huiyin.publicity.holders import HolderKind

from . import fieldlists


class Fault(NamedTuple):
    """What is wrong in which column, and what to do."""

    head: str
    said: str


def faults(content: str, record: Any) -> list[Fault]:
    """Of a record of this kind; empty: it can be sent."""
    return [*_lacking(content, record), *_holder(record), *_days(record), *_money(record)]


def _label(record: Any, name: str) -> str:
    return str(record._meta.get_field(name).verbose_name)


def _lacking(content: str, record: Any) -> Iterator[Fault]:
    said = fieldlists.of(content)
    whose = "person" if record.holder_kind == HolderKind.PERSON else "organisation"
    for name in (*said["required"], *said[whose]):
        value = getattr(record, name)
        if value is None or not str(value).strip():
            yield Fault(_label(record, name), "必填，没有填写")


def _holder(record: Any) -> Iterator[Fault]:
    code = record.holder_uscc
    if code and not uscc.is_valid(code):
        yield Fault(_label(record, "holder_uscc"), f"“{code}”校验码不对，请对照营业执照核对")
    if record.holder_kind == HolderKind.PERSON and code:
        yield Fault(_label(record, "holder_uscc"), "自然人不填统一社会信用代码")


ORDERED = (
    ("decided_on", "published_on"),
    ("committed_on", "published_on"),
    ("valid_from", "valid_to"),
    ("committed_on", "valid_to"),
)
"""No day may stand after the one beside it."""


def _days(record: Any) -> Iterator[Fault]:
    for first, last in ORDERED:
        before, after = getattr(record, first, None), getattr(record, last, None)
        if before and after and before > after:
            yield Fault(_label(record, last), f"{after} 早于{_label(record, first)} {before}")


def _money(record: Any) -> Iterator[Fault]:
    if not hasattr(record, "fine"):
        return
    chosen = record.all_kinds
    for kind, name, what in (
        (FINE, "fine", "罚款金额"),
        (CONFISCATION, "confiscated", "没收金额"),
        (LICENCE, "licence", "证照名称及编号"),
    ):
        value = getattr(record, name)
        if kind in chosen and not value:
            yield Fault(_label(record, name), f"处罚类别有“{kind}”，没有填写{what}")
        if value and kind not in chosen:
            yield Fault(_label(record, "kinds"), f"填写了{what}，处罚类别里没有“{kind}”")
