"""申请人的痕迹: where a text tells who applied, or gives anybody's number.

An answer that becomes proactive (条例第四十四条) is for everybody; nothing of its applicant may
go along. Spacing, punctuation, full width and case do not hide a name from here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from huiyin.common import identity, masking
from huiyin.files.redaction.words import is_searchable
from huiyin.personal import keys
from huiyin.personal.fields import EncryptedField

from .models import ApplicantKind, Application

REMOVED = "×××"
CODE_LENGTH = 8  # as huiyin.foi.actions.intake gives them out
_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")
_OLD_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86)?1[3-9]\d{9}(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[-－ ]?[2-9]\d{6,7}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_ADDRESS_ENDS = ("街道", "镇", "乡", "区", "县", "市")
_TITLES = "先生|女士|小姐|同志|某某|某"
_LEAST_DIGITS = 7

Masked = Callable[[str], str]


@dataclass(frozen=True)
class Trace:
    """One place: characters `start` to `end`, as what it is, and how it may be shown."""

    start: int
    end: int
    label: str
    shown: str


def traces(application: Application, text: str) -> list[Trace]:
    """Every place that tells of the applicant, and every ID, phone or mail in general."""
    found = {*_of_applicant(application, text), *_numbers(application, text)}
    found |= set(_query_code(application, text))
    return sorted(found, key=lambda trace: (trace.start, -trace.end))


def without(text: str, found: Iterable[Trace]) -> str:
    """The text with each of these places replaced."""
    spans: list[list[int]] = []
    for trace in sorted(found, key=lambda one: one.start):
        if spans and trace.start <= spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], trace.end)
        else:
            spans.append([trace.start, trace.end])
    for start, end in reversed(spans):
        text = text[:start] + REMOVED + text[end:]
    return text


class _Bare:
    """The letters and digits alone, in one spelling, each knowing its place in the text."""

    def __init__(self, text: str) -> None:
        letters, self.places = [], []
        for place, char in enumerate(text):
            for plain in unicodedata.normalize("NFKC", char).casefold():
                if plain.isalnum():
                    letters.append(plain)
                    self.places.append(place)
        self.text = "".join(letters)

    def find(self, piece: str) -> Iterator[tuple[int, int]]:
        start = self.text.find(piece)
        while start >= 0:
            yield self.places[start], self.places[start + len(piece) - 1] + 1
            start = self.text.find(piece, start + 1)


def _of_applicant(application: Application, text: str) -> Iterator[Trace]:
    bare = _Bare(text)
    for label, value, mask in _known(application):
        for piece in _spellings(value):
            for start, end in bare.find(piece):
                yield Trace(start, end, label, mask(value))
    if application.applicant_kind == ApplicantKind.PERSON and application.applicant_name:
        surname = re.escape(application.applicant_name.strip()[:1])
        for hit in re.finditer(rf"{surname}\s*(?:{_TITLES})", text):
            yield Trace(*hit.span(), "对申请人的称呼", masking.name(hit.group()))


def _known(application: Application) -> Iterator[tuple[str, str, Masked]]:
    for field in Application._meta.concrete_fields:
        value = str(getattr(application, field.attname) or "").strip()
        if not isinstance(field, EncryptedField) or not value:
            continue
        label, mask = str(field.verbose_name), field.mask or _middle
        yield label, value, mask
        if field.name == "applicant_address" and (tail := _tail(value)):
            yield label, tail, masking.address
    for label, value in (
        ("统一社会信用代码", application.applicant_uscc),
        ("申请编号", application.reference),
    ):
        if value:
            yield label, value, _middle


def _tail(address: str) -> str:
    """What follows the district or street: enough to find the door."""
    for end in _ADDRESS_ENDS:
        tail = address.partition(end)[2]
        if len(tail) >= 4:
            return tail
    return ""


def _spellings(value: str) -> set[str]:
    whole = _Bare(value).text
    numbers = {run for run in re.findall(r"\d+", whole) if len(run) >= _LEAST_DIGITS}
    return {piece for piece in {whole, *numbers} if is_searchable(piece)}


def _middle(value: str) -> str:
    return masking.middle(value, 1, 1)


def _numbers(application: Application, text: str) -> Iterator[Trace]:
    ours = _Bare(application.agency.telephone).text
    half = "".join(_half(char) for char in text)
    for spelled, places in (_as_is(half), _closed(half)):
        for pattern, label, mask, counts in _PATTERNS:
            for hit in pattern.finditer(spelled):
                if counts(hit.group()) and not (ours and _Bare(hit.group()).text == ours):
                    start, end = places[hit.start()], places[hit.end() - 1] + 1
                    yield Trace(start, end, label, mask(hit.group()))


def _half(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def _as_is(text: str) -> tuple[str, list[int]]:
    return text, list(range(len(text)))


def _closed(text: str) -> tuple[str, list[int]]:
    """Without blanks, dashes and what is not seen: 139 0000 0017 is one number."""
    kept = [
        (place, char)
        for place, char in enumerate(text)
        if unicodedata.category(char) not in {"Zs", "Pd", "Cf", "Cc"} or char == "\n"
    ]
    return "".join(char for _, char in kept), [place for place, _ in kept]


def _query_code(application: Application, text: str) -> Iterator[Trace]:
    if not application.query_digest:
        return
    bare = _Bare(text)
    for run in re.finditer(r"[0-9a-z]+", bare.text):
        for start in range(run.start(), run.end() - CODE_LENGTH + 1):
            code = bare.text[start : start + CODE_LENGTH].upper()
            if keys.digest(code) == application.query_digest:
                end = bare.places[start + CODE_LENGTH - 1] + 1
                yield Trace(bare.places[start], end, "查询码", "*" * CODE_LENGTH)


_PATTERNS: tuple[tuple[re.Pattern[str], str, Masked, Callable[[str], bool]], ...] = (
    (_IDENTITY, "公民身份号码", masking.identity_number, identity.is_valid),
    (_OLD_IDENTITY, "公民身份号码", masking.identity_number, lambda number: True),
    (_MOBILE, "手机号码", masking.phone, lambda number: True),
    (_LANDLINE, "电话号码", masking.phone, lambda number: True),
    (_EMAIL, "电子邮箱", masking.email, lambda address: True),
)
