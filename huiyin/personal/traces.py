"""个人的痕迹: the places in a text for publication that identify a person.

The one reader before publication of whatever began as a person's matter: an answer that becomes
proactive (条例第四十四条), a published question, an opinion of a consultation. It knows what the record
holds of its people and every number and home in general. Spacing, punctuation, width, traditional
forms and case hide nothing from it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from huiyin.common import divisions, masking, surnames
from huiyin.common.folding import LETTERS, Folded, is_telling, letters
from huiyin.common.homes import homes
from huiyin.common.numbers_of_persons import (
    CARD,
    EMAIL,
    LABELS,
    LANDLINE,
    MOBILE,
    PersonalNumber,
    numbers,
)  # fmt: skip

from . import keys
from .fields import is_readable

REMOVED = "×××"
CODE_LENGTH = 8
_CODE = re.compile(r"[2-9a-hjkmnp-z]+")
"""As the query codes of matters are given out: none of them has 0, 1, I, L or O."""
_TITLES = "先生|女士|小姐|同志|某某|某"
_DIGITS = re.compile(r"\d+")
_LEAST_DIGITS = 7
_LEAST_TAIL = 4


@dataclass(frozen=True)
class Trace:
    """One place: characters `start` to `end`, as what it is, and how it may be shown."""

    start: int
    end: int
    label: str
    shown: str


@dataclass(frozen=True)
class Known:
    """A value that the record holds of its people, and how it may be shown."""

    label: str
    value: str
    mask: masking.Mask


def traces(
    text: str,
    known: Iterable[Known] = (),
    *,
    surname_of: str = "",
    code_digest: str = "",
    public: Iterable[str] = (),
    may_name_offices: bool = False,
    doubtful: bool = True,
) -> list[Trace]:
    """Every place that identifies these people, and every personal number and home address.

    `surname_of` is a person who may not be called 王先生 either, `code_digest` the digest of the
    matter's query code, `public` the telephones that everybody may read; an office's answer may name
    the telephones and mail of offices. `doubtful` as in `numbers_of_persons`.
    """
    places = {*_of_record(text, known), *_titles(text, surname_of), *_query_code(text, code_digest)}
    open_to_all = {letters(number) for number in public if number}
    for number in numbers(text, doubtful=doubtful):
        if letters(number.value) not in open_to_all and not (
            may_name_offices and _is_of_office(number)
        ):
            shown = masking.number(number)
            places.add(Trace(number.start, number.end, LABELS[number.kind], shown))
    for home in homes(text, doubtful=doubtful):
        places.add(Trace(home.start, home.end, "住址", REMOVED))
    return sorted(places, key=lambda trace: (trace.start, -trace.end))


def private_in(text: str, *, is_code: bool = False, is_long: bool = False) -> str:
    """What a field that everybody reads holds of a person, by its name; telephones of offices may.

    Codes and certificate numbers (`is_code`) are many figures by nature: there only an identity
    number, or one that its words call a person's, is sure. In a long text about no one person only
    what is sure counts.
    """
    for number in numbers(text, doubtful=not (is_code or is_long)):
        if not (_is_of_office(number) or (is_code and number.kind in {MOBILE, CARD})):
            return LABELS[number.kind]
    return "住址" if homes(text, doubtful=not is_long) else ""


def without(text: str, places: Iterable[Trace]) -> str:
    """The text with each of these places replaced."""
    return _replaced(text, places, lambda trace: REMOVED)


def masked(text: str, places: Iterable[Trace]) -> str:
    """The text with each of these places shown shortened; of two over each other the longer."""
    return _replaced(text, places, lambda trace: trace.shown)


def _replaced(text: str, places: Iterable[Trace], shown: Callable[[Trace], str]) -> str:
    spans: list[tuple[int, int, Trace]] = []
    for trace in sorted(places, key=lambda one: (one.start, -one.end)):
        if spans and trace.start < spans[-1][1]:
            start, end, first = spans[-1]
            spans[-1] = (start, max(end, trace.end), first)
        else:
            spans.append((trace.start, trace.end, trace))
    for start, end, trace in reversed(spans):
        text = text[:start] + shown(trace) + text[end:]
    return text


def _of_record(text: str, known: Iterable[Known]) -> Iterator[Trace]:
    people = list(known)
    if not people:
        return
    bare = Folded(text, LETTERS)
    for one in people:
        if not is_readable(
            one.value
        ):  # the text cannot be compared with the value: treat all of it as personal
            yield Trace(0, len(text), f"{one.label}（{keys.UNREADABLE}，不能核对）", REMOVED)
            continue
        for piece, mask in spellings(one).items():
            if is_telling(piece) and piece in bare.text:
                shown = mask(piece)
                yield from (Trace(*place, one.label, shown) for place in bare.find(piece))


def spellings(known: Known) -> dict[str, masking.Mask]:
    """The whole, its numbers, and what follows the divisions of an address: enough to find the door.

    Each folded to `letters`, with what shows it shortened.
    """
    whole = letters(known.value)
    pieces: dict[str, masking.Mask] = {
        run: masking.contact for run in _DIGITS.findall(whole) if len(run) >= _LEAST_DIGITS
    }
    chain, tail = divisions.leading(known.value.strip())
    if chain and len(tail) >= _LEAST_TAIL:
        pieces[letters(tail)] = lambda piece: REMOVED
    return pieces | {whole: lambda piece: known.mask(known.value)}


def _titles(text: str, name: str) -> Iterator[Trace]:
    surname = letters(name)[: surnames.length(letters(name))]
    if not surname:
        return
    bare = Folded(text, LETTERS)
    for hit in re.finditer(rf"{re.escape(surname)}(?:{_TITLES})", bare.text):
        yield Trace(*bare.span(*hit.span()), "对本人的称呼", masking.name(hit[0]))


def _query_code(text: str, digest: str) -> Iterator[Trace]:
    if not digest:
        return
    bare = Folded(text, LETTERS)
    for run in _CODE.finditer(bare.text):
        for start in range(run.start(), run.end() - CODE_LENGTH + 1):
            code = bare.text[start : start + CODE_LENGTH].upper()
            if keys.digest(code) == digest:
                yield Trace(*bare.span(start, start + CODE_LENGTH), "查询码", "*" * CODE_LENGTH)


def _is_of_office(number: PersonalNumber) -> bool:
    return number.kind == LANDLINE or (
        number.kind == EMAIL and number.value.lower().endswith(".gov.cn")
    )
