"""合计: parts that do not make up their stated total, in prose.

Two forms are read: `620件，其中甲7件、乙477件、丙136件` and `甲7件、乙477件、丙136件，合计620件`.
Numbers that tell a change (增长, 比上年) are no parts; what stands in brackets is read by itself.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .quantities import Quantity, quantities, shown, tolerance, total
from .registry import check, rule
from .sentences import sentences

_SOURCE = "政府信息公开条例第六条：公开的信息应当准确"
EXCEED = rule("sums.parts-exceed-total", "各项之和大于总数", Severity.ERROR, _SOURCE)
SHORT = rule("sums.parts-far-below-total", "各项之和远小于总数", Severity.NOTICE, _SOURCE)
DIFFER = rule("sums.parts-differ-from-total", "各项之和与总数不符", Severity.WARNING, _SOURCE)

_OF_WHICH = re.compile(r"其中[，,：:]?|分别(?:为|是|有)[：:]?|包括[：:]?|包含[：:]?")
_ALTOGETHER = re.compile(
    r"(?:合计|总计|共计)(?:达|为|是|办理|受理|收到|完成)?(?:约)?[：:]?\s*(?=[\d０-９])"
)
# a syllable of a change, a share or a guess; not where it is one of a thing's name (占道经营, 约谈)
_CHANGE = re.compile(
    r"增(?![设绿补殖派])|减(?![免排速灾刑])|升(?![级学旗])|降(?![尘噪水雨温解])|同比|环比|较(?![大重])|比上|比去|提高|回落"
    r"|翻(?![建修新])|倍|上年|去年|同期|占(?![道用地压绿据补])|每(?![日月])|平均|历年|累计|(?<![预节制大相])约(?![谈束定])"
)
_OPEN_LIST = re.compile(r"等[，,。；;、]|等\s*$|主要|左右|部分|其他略")
_BRACKETS = re.compile(r"[（(][^（()）]{0,400}[)）]")
_OTHER_WHOLE = re.compile(r"[一二三四五六七八九十]期|[总全共合]|年")
_TOTAL_LABEL = re.compile(r"[共合总]计?$|共[^，,、]{0,6}$")
_FAR, _NEAR, _MOST = 80, 60, 60
_SIGNS = ("其中", "分别", "包括", "包含", "计", "（", "(")
_ORDINAL = frozenset(
    {"栋", "期", "班", "组", "册", "科", "幅"}
)  # 3栋 is a name as often as a number
_SURE_SHARE = Decimal("0.1")
_MAYBE_SHARE = Decimal("0.35")
_FAR_SHARE, _SHORT_NAME = Decimal("0.6"), 12
_ALL_OF_THEM = re.compile(r"分别(?:为|是|有)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at its place in a block; `plain` has blanks where brackets stood."""

    block: Block
    base: int
    text: str
    plain: str

    def place(self, start: int, end: int) -> tuple[int, int]:
        return self.base + start, self.base + end


@check
def prose(document: Document, context: Context) -> Iterator[Finding]:
    """Sums in sentences."""
    for block in document.texts():
        if block.kind is Kind.CELL and len(block.text) < 30:
            continue
        if not any(mark in block.text for mark in _SIGNS):
            continue
        for base, text in sentences(block.text):
            plain = _BRACKETS.sub(lambda hit: "\x00" * len(hit[0]), text)
            sentence = Sentence(block, base, text, plain)
            yield from _of_which(sentence)
            yield from _altogether(sentence)
            for hit in _BRACKETS.finditer(text):
                yield from _in_brackets(sentence, hit)


def _of_which(sentence: Sentence) -> Iterator[Finding]:
    marks = list(_OF_WHICH.finditer(sentence.plain))
    numbers = quantities(sentence.plain) if marks else []
    for index, mark in enumerate(marks):
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(sentence.text)
        whole = _whole(sentence.plain, numbers, mark)
        if whole is not None:
            parts = _parts(sentence.plain, numbers, mark.end(), stop, whole)
            yield from _judge(sentence, whole, parts, stop)


def _whole(text: str, numbers: Sequence[Quantity], mark: re.Match[str]) -> Quantity | None:
    """The total: the last number before 其中, with at most a few words between."""
    before = [number for number in numbers if number.end <= mark.start()]
    if not before or before[-1].is_about or before[-1].is_share or before[-1].unit in _ORDINAL:
        return None
    between = text[before[-1].end : mark.start()]
    if len(between.replace("\x00", "")) > 12 or _CHANGE.search(between):
        return None
    return None if _is_change(before[-1]) else before[-1]


def _is_change(number: Quantity) -> bool:
    """增加5件 is a change, not a part."""
    label = number.label.replace("\x00", "").replace("累计", "")
    return bool(_CHANGE.search(label[-12:]))


def _parts(
    text: str, numbers: Sequence[Quantity], begin: int, stop: int, whole: Quantity
) -> list[Quantity]:
    """The numbers of the same unit up to the end of the sentence or to a new total."""
    parts: list[Quantity] = []
    last = begin
    for number in numbers:
        if number.start < begin or number.end > stop:
            continue
        between = text[last : number.start]
        if len(between.replace("\x00", "")) > _FAR:
            break
        last = number.end
        if number.is_share or number.unit != whole.unit:
            continue
        if _TOTAL_LABEL.search(number.label.replace("\x00", "")):
            break
        if _CHANGE.search(number.label.replace("\x00", "")[-14:]):
            continue
        parts.append(number)
    return parts


def _judge(
    sentence: Sentence, whole: Quantity, parts: list[Quantity], stop: int
) -> Iterator[Finding]:
    """Parts that exceed the total are wrong; parts that fall short of it may be a selection."""
    if not 0 < len(parts) <= _MOST or any(part.is_about for part in parts):
        return
    text = sentence.plain
    amount = total(parts)
    slack = tolerance([*parts, whole])
    difference = amount - whole.value
    larger = [part for part in parts if part.value > whole.value]
    if len(parts) > 1 and any(_OTHER_WHOLE.search(part.label) for part in larger):
        return  # 二期8平方米 is no part of 一期5平方米
    if abs(difference) <= slack or _is_nested(parts, whole, slack):
        return
    listed = " + ".join(shown(part.value) for part in parts[:12])
    place = sentence.place(whole.start, parts[-1].end)
    if difference > 0:
        message = f"各项之和 {listed} = {shown(amount)}，大于总数 {shown(whole.value)}，请核对"
        sure = len(parts) > 1 and not larger and _is_list(text, parts)
        yield EXCEED.at(
            sentence.block, *place, message, severity=None if sure else Severity.WARNING
        )
    elif len(parts) >= 2 and _is_closed_list(text, parts, whole, stop):
        share = -difference / whole.value
        names_all = bool(_ALL_OF_THEM.search(text[whole.end : parts[0].start]))
        if not names_all and share > (_MAYBE_SHARE if len(parts) >= 3 else _SURE_SHARE):
            short_names = all(len(part.label) <= _SHORT_NAME for part in parts)
            if len(parts) >= 3 and share >= _FAR_SHARE and short_names:
                message = (
                    f"各项之和 {listed} = {shown(amount)}，远小于总数 {shown(whole.value)}，请核对"
                    "有没有漏写数字；如果没有列全，请写明“等”或者“其他”"
                )
                yield SHORT.at(sentence.block, *place, message)
            return
        message = (
            f"各项之和 {listed} = {shown(amount)}，比总数 {shown(whole.value)} 少 "
            f"{shown(-difference)}，请核对；如果没有列全，请写明“等”或者“其他”"
        )
        yield DIFFER.at(sentence.block, *place, message)


def _is_nested(parts: list[Quantity], whole: Quantity, slack: Decimal) -> bool:
    """甲60件，包括一20件、二40件、乙40件: a part that is the sum of those after it is counted once."""
    for index, part in enumerate(parts):
        inner = Decimal(0)
        for last in range(index + 1, len(parts)):
            inner += parts[last].value
            if inner == part.value:
                rest = total(parts[:index]) + total(parts[last + 1 :]) + part.value
                if abs(rest - whole.value) <= slack:
                    return True
    return False


def _is_list(text: str, parts: list[Quantity]) -> bool:
    """Whether the parts follow each other as in a list, with a mark and a few words between."""
    return all(
        len(text[before.end : after.start]) <= 32
        and re.match(r"\x00*\s*[、，,和及]", text[before.end : after.start])
        for before, after in itertools.pairwise(parts)
    )


def _is_closed_list(text: str, parts: list[Quantity], whole: Quantity, stop: int) -> bool:
    """Whether nothing says that the list goes on."""
    if _OPEN_LIST.search(text[max(parts[0].start - 20, 0) : stop]):
        return False
    return bool(whole.value) and _is_list(text, parts)


def _in_brackets(sentence: Sentence, hit: re.Match[str]) -> Iterator[Finding]:
    """100件（投诉60件、求助40件）: the number before the bracket is the total."""
    cut = max(hit.start() - _NEAR, 0)
    text = sentence.text[cut : hit.end()]
    numbers = quantities(text)
    open_at = hit.start() - cut
    whole = next((number for number in numbers if number.end == open_at), None)
    if whole is None or whole.is_about or whole.is_share or whole.unit in _ORDINAL:
        return
    if _CHANGE.search(hit[0]) or _is_change(whole):
        return
    parts = [n for n in numbers if n.start > open_at and n.unit == whole.unit]
    if len(parts) >= 2 and not any(_TOTAL_LABEL.search(part.label) for part in parts):
        inner = Sentence(sentence.block, sentence.base + cut, text, text)
        yield from _judge(inner, whole, parts, len(text))


def _altogether(sentence: Sentence) -> Iterator[Finding]:
    """甲7件、乙477件，合计484件: the total comes last and must be the sum of a run before it."""
    marks = list(_ALTOGETHER.finditer(sentence.plain))
    numbers = quantities(sentence.plain) if marks else []
    for mark in marks[:_MOST]:
        after = next((number for number in numbers if number.start == mark.end()), None)
        if after is None or after.is_about or after.is_share:
            continue
        before = [n for n in numbers if n.start < mark.start() and n.unit == after.unit]
        parts = [number for number in before[-_MOST:] if not _is_change(number)]
        if len(parts) < 2 or any(part.is_about for part in parts):
            continue
        if not _is_list(sentence.plain, parts):
            continue
        sums = [total(parts[index:]) for index in range(len(parts))]
        slack = tolerance([*parts, after])
        if any(abs(amount - after.value) <= slack for amount in sums):
            continue
        listed = " + ".join(shown(part.value) for part in parts[:12])
        message = f"各项之和 {listed} = {shown(sums[0])}，合计写的是 {shown(after.value)}，请核对"
        yield DIFFER.at(sentence.block, *sentence.place(parts[0].start, after.end), message)
