"""比率: rates that contradict the numbers beside them, and impossible rates."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .document import Block, Context, Document
from .finding import Finding, Severity
from .quantities import Quantity, quantities, shown
from .registry import check, rule
from .sentences import sentences

_SOURCE = "政府信息公开条例第六条：公开的信息应当准确"
RATE = rule("sums.rate", "比率与数字不符", Severity.WARNING, _SOURCE)
ABOVE = rule("sums.rate-above-100", "不可能超过100%的比率", Severity.ERROR, _SOURCE)
TIMES = rule(
    "sums.decrease-in-times", "减少用了倍数", Severity.WARNING, "数量减少只用百分比或者分数"
)

# a rate and, in front of the number, nothing but a word like 达到
_NAMED = re.compile(
    r"(?P<stem>[\u4e00-\u9fff]{2,8}?)(?:比)?率(?:均|都|已|就|也|分别|同样)?(?:达到?了?|为|是|到)?[：:]?\s?$"
)
_PARTS_OF_A_WHOLE = (
    "办结", "办理", "受理", "答复", "回复", "处置", "处理", "整改", "合格", "满意", "及时", "按期",
    "按时", "达标", "完好", "亮灯", "入学", "参保", "签约", "通过", "知晓", "普及", "公开", "回访",
    "结案", "查处", "反馈", "响应", "到位", "化解", "覆盖", "出勤", "参与", "销号", "收集", "解决",
    "修复", "出警", "接通", "优良", "安装", "发放",
)  # fmt: skip
_IN_TIME = re.compile(r"按期|按时|及时|限时|一次|首次")
_WHOLE = re.compile(
    r"[共总应]|受理|接到|接收|收到|接|收|抽|检|排查|发现|立案|登记|交办|转办|派|问卷|回访|参|巡查|申请|申报|需|有"
)
_LOSS = re.compile(
    r"(?:下降|减少|降低|缩减|压减|降幅)(?:了|为|达到?|约)?\s{0,3}(?P<p>\d{3,5}(?:\.\d{1,4})?)\s?[%％]"
)
_MAY_TURN = re.compile(r"利润|收益|净|盈|亏|增速|增幅|余额")
_SHARE = re.compile(r"占[\u4e00-\u9fff]{0,10}?(?:的|比|达|为)?(?P<p>\d{3,5}(?:\.\d{1,4})?)\s?[%％]")
_TIMES = re.compile(
    r"(?:减少|下降|降低|缩短|缩小|缩减|压缩|减轻|下跌)(?:了|近|约|到|至|为|将近|超过?){0,2}\s?"
    r"(?P<n>\d{1,5}(?:\.\d{1,3})?|[一二两三四五六七八九十几数]{1,3})\s?(?:多|余)?\s?倍(?!数|率|频)"
)
_REACH, _NEAR = 90, 16


@check
def rates(document: Document, context: Context) -> Iterator[Finding]:
    """接到27起，办结25起，办结率100%: compare the rate with its part and the whole before it."""
    for block in document.texts():
        if "率" not in block.text:
            continue
        for base, text, begin in _with_the_one_before(block.text):
            numbers = quantities(text)
            for index, number in enumerate(numbers):
                if number.start < begin or not number.is_share or number.is_about:
                    continue
                stem = _stem(text, number)
                if stem and number.value > 100:
                    message = f"“{stem}率”不会超过100%，请核对"
                    yield ABOVE.at(block, base + number.start, base + number.end, message)
                elif stem and (part := _part(text, numbers, index, stem)):
                    yield from _judge(block, base, number, part, _wholes(numbers, part), stem)


def _with_the_one_before(text: str) -> Iterator[tuple[int, str, int]]:
    """Each sentence with a rate: place and words from the sentence before it, and where it begins."""
    before = None
    for base, sentence in sentences(text):
        if "率" in sentence and ("%" in sentence or "％" in sentence):
            begin = before if before is not None and base - before <= _REACH else base
            yield begin, text[begin : base + len(sentence)], base - begin
        before = base


def _stem(text: str, number: Quantity) -> str:
    """The name of a rate, 按期办结 of 按期办结率为98%, if it is a part of a whole."""
    begin = max(number.start - 20, 0)
    hit = _NAMED.search(text, begin, number.start)
    if hit is None:
        return ""
    stem = hit["stem"]
    kind = next((one for one in _PARTS_OF_A_WHOLE if stem.endswith(one)), "")
    in_time = _IN_TIME.search(stem[: -len(kind)]) if kind else None
    return stem[in_time.start() :] if in_time else kind


def _part(text: str, numbers: list[Quantity], index: int, stem: str) -> Quantity | None:
    """The number with the same name as the rate: the nearest before it, else after it."""
    rate = numbers[index]
    for number in reversed(numbers[:index]):
        if rate.start - number.end > _REACH:
            break
        if number.is_share and _stem(text, number) == stem:
            return None
        if not number.is_share and _is_of(text, number, stem):
            return None if number.is_about else number
    for number in numbers[index + 1 :]:
        if number.is_share or number.start - rate.end > _REACH:
            return None
        if _is_of(text, number, stem):
            return None if number.is_about else number
    return None


def _is_of(text: str, number: Quantity, stem: str) -> bool:
    near = text[number.end : number.end + len(stem) + 1]
    label = number.label
    if "未" in label or "不" in label or "无" in label or f"{stem}率" in label:
        return False
    return stem in label[-_NEAR:] or (
        near.lstrip().startswith(stem) and not near.lstrip()[len(stem) :].startswith("率")
    )


def _wholes(numbers: list[Quantity], part: Quantity) -> list[Quantity]:
    """Candidates for the whole: same unit, not smaller, before the part; one labelled as total."""
    candidates = [
        number
        for number in numbers
        if number is not part
        and number.unit == part.unit
        and number.value >= part.value
        and number.end <= part.start
        and part.start - number.end <= _REACH
    ]
    sure = [number for number in candidates if _WHOLE.search(number.label) and not number.is_about]
    return candidates if sure else []


def _judge(
    block: Block, base: int, rate: Quantity, part: Quantity, wholes: list[Quantity], stem: str
) -> Iterator[Finding]:
    wanted = [part.value * 100 / whole.value for whole in wholes if whole.value]
    slack = rate.step * Decimal("0.6")
    if not wanted or any(_fits(value, rate, slack) for value in wanted):
        return
    whole = wholes[-1]
    digits = max(-int(rate.step.adjusted()), 1)
    right = shown(round(part.value * 100 / whole.value, digits))
    message = (
        f"{shown(part.value)} 除以 {shown(whole.value)} 是 {right}%，"
        f"“{stem}率”写的是 {shown(rate.value)}%，请核对三个数"
    )
    yield RATE.at(block, base + rate.start, base + rate.end, message)


def _fits(value: Decimal, rate: Quantity, slack: Decimal) -> bool:
    """All of them is 100 %, and only all of them."""
    if (value == 100) != (rate.value == 100):
        return False
    return abs(value - rate.value) <= slack


@check
def impossible(document: Document, context: Context) -> Iterator[Finding]:
    """A share above 100 %, a decrease of more than 100 % or "by times"."""
    for block in document.texts():
        text = block.text
        for hit in _SHARE.finditer(text) if "占" in text else ():
            if Decimal(hit["p"]) > 100:
                yield ABOVE.at(block, *hit.span("p"), "所占的比例不会超过100%，请核对")
        for hit in _LOSS.finditer(text):
            if Decimal(hit["p"]) > 100 and not _MAY_TURN.search(
                text[max(hit.start() - 16, 0) : hit.start()]
            ):
                yield ABOVE.at(block, *hit.span("p"), "减少不会超过100%，请核对")
        for hit in _TIMES.finditer(text) if "倍" in text else ():
            if not hit["n"].startswith("0"):
                message = "减少不能用倍数，请改成百分比或者分数，如“减少50%”“减少一半”"
                yield TIMES.at(block, *hit.span(), message)
