"""A typed number that contradicts a figure is told at its sentence."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from huiyin.checks.quantities import quantities, shown

_OTHER = re.compile(r"上年|去年|上一?年度?|往年|\d{4}年|同比|环比|截至|累计|其中|月|季度|上半年|每")
"""The number is of another time, or a part."""
_ADVERBS = r"(?:全年|本年度?|我局|本机关|共|共计|合计|总计|全部|累计)*"
COUNTED = frozenset({"件", "条", "份", "个", "项", "元", "起", "次"})


@dataclass(frozen=True)
class Claim:
    """Words before a number, and what the number then is."""

    words: re.Pattern[str]
    cell: str
    figure: str


@dataclass(frozen=True)
class Contradiction:
    """A sentence of the office that says another number than the records."""

    sentence: str
    typed: str
    known: str
    label: str

    @property
    def advice(self) -> str:
        return (
            f"“{self.sentence}”写的是{self.typed}，{self.label}是{self.known}。"
            "请核对；引用数据的，写作 {数据名称}，数字由系统填"
        )


Known = Callable[[Claim], tuple[str, Decimal] | None]
"""Label and number of what a claim is about, in 元 where it is money."""


@cache
def claims() -> tuple[Claim, ...]:
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tuple(
        Claim(
            re.compile(rf"{_ADVERBS}{one['words']}(?:共|共计|合计)?"),
            one.get("cell", ""),
            one.get("figure", ""),
        )
        for one in tomllib.loads(text)["claim"]
    )


def contradictions(text: str, known: Known) -> Iterator[Contradiction]:
    """Each typed number of this text that the records contradict."""
    for number in quantities(text):
        if number.is_about or number.is_share or number.unit not in COUNTED:
            continue
        clause = text[_begin(text, number.start) : number.end]
        if _OTHER.search(clause[: -(number.end - number.start)]):
            continue
        for claim in claims():
            about = known(claim) if claim.words.fullmatch(number.label.strip()) else None
            if about is not None and abs(about[1] - number.value) > _slack(number.step):
                typed = text[number.start : number.end]
                yield Contradiction(clause, typed, shown(about[1]), about[0])


def _slack(step: Decimal) -> Decimal:
    """3.5万元 may stand for any amount that rounds to it."""
    return step / 2 if step > 1 else Decimal(0)


def _begin(text: str, place: int) -> int:
    """Where the sentence of that place begins."""
    return max(text.rfind(mark, 0, place) for mark in "。；;！？\n") + 1
