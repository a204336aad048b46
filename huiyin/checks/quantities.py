"""Numbers with their units as they stand in Chinese prose: 1,061件, 3.5万元, １２人次."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

UNITS = ["人次", "户次", "件次", "场次", "车次", "班次", "批次", "人", "名", "户", "家", "件", "起", "宗", "项", "个", "条", "次", "处", "篇", "份", "期", "场", "辆", "台", "套", "座", "栋", "亩", "公顷", "吨", "斤", "公里", "千米", "平方米", "平方公里", "立方米", "米", "元", "张", "本", "册", "块", "株", "棵", "盏", "只", "部", "所", "间", "类", "批", "例", "岗", "封", "宣传", "种", "支", "扇", "把", "顶", "盒", "箱", "袋", "头", "艘", "幅", "面", "科", "门", "组", "支队", "瓶", "立方", "车", "户籍", "班", "%", "％"]  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_FACTORS = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
}
NUMBER = re.compile(
    r"(?<![\d.,A-Za-z０-９〔\-—－~～至第/])(?<!(?<![收接达受])到)"
    r"(?P<n>[\d０-９]{1,3}(?:[,，][\d０-９]{3})+(?![\d０-９])|[\d０-９]{1,12})(?P<f>[.．][\d０-９]{1,6})?"
    rf"\s?(?P<m>千万|百万|[百千万亿])?\s?(?P<u>{_UNIT})(?![至到~～—－\-]|以[上下内]|月|百分|工作日|小时|自然日)"
)
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_ABOUT_BEFORE = re.compile(
    r"(?:约|近|超过?|逾|不足|不少于|不低于|大约|达到?近|接近|最高|至少|每|平均|人均)\s*$"
)
_ABOUT_AFTER = re.compile(r"\s*(?:左右|多|余|以上|以下|以内|上下|[/／]|每)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number and its unit. `value` is in the plain unit (元, not 万元); `step` is its last digit."""

    value: Decimal
    unit: str
    step: Decimal
    start: int
    end: int
    is_about: bool
    label: str = ""

    @property
    def is_share(self) -> bool:
        return self.unit == "%"

    def moved(self, by: int) -> "Quantity":
        """The same quantity at its place in a longer text."""
        return replace(self, start=self.start + by, end=self.end + by)


def quantities(text: str) -> list[Quantity]:
    """All quantities, in order; `label` is the text between the mark before and the number."""
    in_order: list[Quantity] = []
    for hit in NUMBER.finditer(text):
        number = hit["n"].translate(_WIDE).replace(",", "")
        fraction = (hit["f"] or "").translate(_WIDE)
        factor = _FACTORS[hit["m"] or ""]
        value = Decimal(number + fraction) * factor
        step = Decimal(factor).scaleb(-max(len(fraction) - 1, 0))
        about = bool(
            _ABOUT_BEFORE.search(text[max(hit.start() - 5, 0) : hit.start()])
            or _ABOUT_AFTER.match(text, hit.end())
        )
        unit = hit["u"].replace("％", "%")
        in_order.append(
            Quantity(value, unit, step, hit.start(), hit.end(), about, _label(text, hit.start()))
        )
    return in_order


_MARKS = re.compile(r"[，,、；;。：:（）()！？\n]")


def _label(text: str, start: int) -> str:
    before = text[max(start - 30, 0) : start]
    last = None
    for last in _MARKS.finditer(before):  # noqa: B007 - the last one is wanted
        pass
    return before[last.end() :] if last else before


def total(parts: Iterable[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def tolerance(parts: Iterable[Quantity]) -> Decimal:
    """How far a sum of rounded numbers may be off: half a last digit each; 0 for whole numbers."""
    rounded = [part.step for part in parts if part.step != 1]
    return sum(rounded, Decimal(0)) / 2


def shown(value: Decimal) -> str:
    """1061, 3.5: no trailing zeros, no exponent."""
    return f"{value.normalize():f}"
