"""百分比: shares that make more than a hundred, a share of a total, growth from two given years."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from .document import Block, Context, Document
from .finding import Finding, Severity
from .quantities import Quantity, quantities, shown
from .registry import check, rule
from .sentences import sentences

_SOURCE = "政府信息公开条例第六条：公开的信息应当准确"
OVER = rule("sums.percentages-exceed-100", "占比之和超过100%", Severity.WARNING, _SOURCE)
SHARE = rule("sums.share", "占比与数字不符", Severity.WARNING, _SOURCE)
GROWTH = rule("sums.growth", "增减幅度与数字不符", Severity.WARNING, _SOURCE)

_SHARE_OF = re.compile(r"(?:占(?:总数|总量|全部|比)?(?:的)?(?:比例)?(?:为|约)?)\s*$")
_CHANGE = re.compile(
    r"(?:同比|环比)?(增长|增加|上升|提高|增幅|下降|减少|降低|降幅)(?:了|为|达|约)?\s*$"
)
_BEFORE = re.compile(r"(?:去年|上年|上一年|(?:19|20)\d{2}年)(?:同期|全年|度)?[^，。；、]{0,10}$")
_UP = frozenset({"增长", "增加", "上升", "提高", "增幅"})
_LEAST = Decimal("0.6")
_FROM_TO = re.compile(
    r"(?:由|从)[^。；，,由从]{0,24}?的?(?P<a>\d{1,9}(?:\.\d{1,4})?)(?P<u>[万亿]?[件人户元次个家起宗吨项])"
    r"(?:增长|增加|上升|提高|下降|减少|降低|降)(?:到|至|为)[^。；，,]{0,16}?(?P<b>\d{1,9}(?:\.\d{1,4})?)(?P=u)"
    r"[，,](?:同比)?(?P<w>增长|增加|上升|提高|下降|减少|降低|增幅|降幅)(?:了|为|达|约)?(?P<p>\d{1,5}(?:\.\d{1,3})?)[%％]"
)


@check
def shares(document: Document, context: Context) -> Iterator[Finding]:
    """Percentages in sentences."""
    for block in document.texts():
        if "%" not in block.text and "％" not in block.text:
            continue
        for base, text in sentences(block.text):
            if "%" in text or "％" in text:
                numbers = [number.moved(base) for number in quantities(text)]
                yield from _over(block, numbers)
                yield from _share_of(block, numbers)
                yield from _growth(block, numbers)
        for hit in _FROM_TO.finditer(block.text):
            a, b, p = (Decimal(hit[name]) for name in "abp")
            if a:
                yield from _compare(block, hit.span("p"), a, b, p, hit["w"] in _UP)


def _is_share(block: Block, number: Quantity) -> bool:
    return number.is_share and bool(
        _SHARE_OF.search(block.text[max(number.start - 14, 0) : number.start])
    )


def _over(block: Block, numbers: list[Quantity]) -> Iterator[Finding]:
    """甲占60%、乙占30%、丙占25%: only where the shares come one after another."""
    run = [number for number in numbers if _is_share(block, number) and not number.is_about]
    if len(run) < 2 or "其中" in block.text[run[0].start : run[-1].end]:
        return
    if any(len(block.text[a.end : b.start]) > 24 for a, b in itertools.pairwise(run)):
        return
    amount = sum((number.value for number in run), Decimal(0))
    slack = sum((number.step for number in run), Decimal(0)) / 2
    if 100 + slack < amount <= 130 and all(number.value < 100 for number in run):
        message = f"各项占比之和为 {shown(amount)}%，超过100%，请核对"
        yield OVER.at(block, run[0].start, run[-1].end, message)


def _share_of(block: Block, numbers: list[Quantity]) -> Iterator[Finding]:
    """共100件，其中投诉30件，占25%: share, part right before it, total before that."""
    for index, number in enumerate(numbers):
        if index < 2 or number.is_about or not _is_share(block, number):
            continue
        part = numbers[index - 1]
        if part.is_share or part.is_about or len(block.text[part.end : number.start]) > 8:
            continue
        wholes = [n for n in numbers[: index - 1] if n.unit == part.unit and n.value >= part.value]
        if not wholes or "其中" not in block.text[wholes[0].end : part.start]:
            continue
        wanted = [part.value * 100 / whole.value for whole in wholes if whole.value]
        slack = max(number.step * _LEAST, Decimal("0.05"))
        if wanted and all(abs(value - number.value) > slack for value in wanted):
            right = shown(round(wanted[0], max(-int(number.step.adjusted()), 0)))
            message = (
                f"{shown(part.value)} 占 {shown(wholes[0].value)} 的 {right}%，"
                f"写的是 {shown(number.value)}%，请核对"
            )
            yield SHARE.at(block, number.start, number.end, message)


def _growth(block: Block, numbers: list[Quantity]) -> Iterator[Finding]:
    """今年120件，去年100件，增长25%: both years in the same unit, and the change after them."""
    for index, number in enumerate(numbers):
        text = block.text[max(number.start - 12, 0) : number.start]
        hit = _CHANGE.search(text) if number.is_share and not number.is_about else None
        if hit is None or index < 2:
            continue
        now, then = numbers[index - 2], numbers[index - 1]
        before = block.text[max(then.start - 24, 0) : then.start]
        near = then.start - now.end <= 24 and number.start - then.end <= 12
        if not near or now.unit != then.unit or not then.value or not _BEFORE.search(before):
            continue
        if (
            _BEFORE.search(block.text[max(now.start - 24, 0) : now.start])
            or now.is_about
            or then.is_about
        ):
            continue
        yield from _compare(
            block, (number.start, number.end), then.value, now.value, number.value, hit[1] in _UP
        )


def _compare(
    block: Block, place: tuple[int, int], then: Decimal, now: Decimal, stated: Decimal, up: bool
) -> Iterator[Finding]:
    change = (now - then) * 100 / then
    digits = max(-int(stated.as_tuple().exponent), 0)
    slack = Decimal(1).scaleb(-digits) * _LEAST
    written = stated if up else -stated
    if abs(change - written) > max(slack, Decimal("0.1")):
        word = "增长" if change >= 0 else "下降"
        right = shown(round(abs(change), max(digits, 1)))
        yield GROWTH.at(
            block, *place, f"由 {shown(then)} 到 {shown(now)} 是{word} {right}%，请核对"
        )
