"""How personal data is shown: each value shortened by its kind, irreversibly.

The patterns are those of docs/law/personal-data.md; the stricter one where two are in use. A field
may hold several values, or others than its name says: each is masked as what it is, and what is
left and not understood is hidden.
"""

import re
from collections.abc import Callable
from functools import wraps

from . import divisions, surnames
from .folding import plain, visible
from .homes import homes
from .numbers_of_persons import (
    ACCOUNT,
    CARD,
    EMAIL,
    IDENTITY,
    LANDLINE,
    MOBILE,
    OLD_IDENTITY,
    PASSPORT,
    PLATE,
    PersonalNumber,
    numbers,
)  # fmt: skip

Mask = Callable[[str], str]

HIDDEN = "×××"
_DOT = re.compile(r"[·•‧・．]")
_BETWEEN = re.compile(r"([\n\t,，、;；/|]+)")
_ANYTHING = "电话 身份证 证件号 护照 卡号"
"""Read a private field as if it were under all of these headers."""
_MEANS = re.compile(r"电话|手机|座机|传真|邮箱|微信|电子邮件|住宅|单位|办公")
_HAN_BLANK = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")


def _never_blank(mask: Mask) -> Mask:
    """An unreadable value is hidden, not left blank: blank would mean that there is none."""

    @wraps(mask)
    def shown(value: str) -> str:
        return mask(value) or (HIDDEN if value.strip() else "")

    return shown


@_never_blank
def name(value: str) -> str:
    """王小明 → 王*明, 王明 → 王*, 欧阳明 → 欧阳*, 卓玛·措 → 卓*·*; not for an organisation's name."""
    return _each(value, _name)


def _name(value: str) -> str:
    if numbers(value, _ANYTHING, doubtful=True):
        return contact(value)
    parts = value.split()
    if len(parts) > 1 and all(len(part) > 1 for part in parts):
        return " ".join(map(_name, parts))
    value = _HAN_BLANK.sub("", value)
    if dot := _DOT.search(value):
        parts = _DOT.split(value)
        return dot[0].join([middle(parts[0], 1, 0), *("*" * len(part) for part in parts[1:])])
    surname = surnames.length(value)
    given_length = len(value) - surname
    if given_length <= 1:
        return middle(value, surname, 0)
    return value[:surname] + "*" * (given_length - 1) + value[-1]


@_never_blank
def contact(value: str) -> str:
    """13812345678 → 138****5678, a landline keeps its area code and last two digits, mail its domain.

    Contacts are typed into one field: every number and address in it is masked as what it is.
    """
    value = visible(value).strip()
    shown, end = [], 0
    for hit in numbers(value, _ANYTHING, doubtful=True):
        shown += [_unknown(value[end : hit.start]), number(hit)]
        end = hit.end
    return "".join([*shown, _unknown(value[end:])])


def _unknown(text: str) -> str:
    """Signs and the names of means stay; of a local number the last two digits; the rest goes."""
    return re.sub(r"\w+", lambda run: _hidden(run[0]), plain(text))


def _hidden(run: str) -> str:
    if _MEANS.fullmatch(run):
        return run
    return middle(run, 0, 2 if run.isdigit() and len(run) >= 6 else 0)


@_never_blank
def identity_number(value: str) -> str:
    """18 characters: the first three and last four; 15: three and two; a passport: one and three."""
    return _each(value, _identity_number)


def _identity_number(value: str) -> str:
    compact = "".join(plain(value).split())
    return middle(compact, *{18: (3, 4), 15: (3, 2)}.get(len(compact), (1, 3)))


@_never_blank
def address(value: str) -> str:
    """Provinces, cities, districts and towns from the left; what follows is hidden."""
    shown = []
    for part in re.split(r"([\n;；]+)", visible(value)):
        chain, rest = divisions.leading(part.strip())
        shown.append(part if re.fullmatch(r"[\n;；]*", part) else chain + (HIDDEN if rest else ""))
    return "".join(shown).strip()


def number(hit: PersonalNumber) -> str:
    """A number found in a text, masked by its kind."""
    return _MASKS[hit.kind](hit.value)


def text(value: str, head: str = "", *, doubtful: bool = False) -> str:
    """A free text with every personal number and home in it masked."""
    places = [(home.start, home.end, HIDDEN) for home in homes(value, head, doubtful=doubtful)]
    places += [(n.start, n.end, number(n)) for n in numbers(value, head, doubtful=doubtful)]
    for start, end, shown in sorted(places, reverse=True):
        value = value[:start] + shown + value[end:]
    return value


def middle(value: str, first: int, last: int) -> str:
    """Keep `first` and `last` characters, hide the rest; short values are hidden whole."""
    hidden = len(value) - first - last
    if hidden <= 0:
        return "*" * len(value)
    return value[:first] + "*" * hidden + (value[-last:] if last else "")


def _each(value: str, mask: Mask) -> str:
    parts = _BETWEEN.split(visible(value).strip())
    return "".join(part if place % 2 else mask(part.strip()) for place, part in enumerate(parts))


def _mobile(value: str) -> str:
    return f"{value[:3]}****{value[-4:]}"


def _landline(value: str) -> str:
    digits = re.sub(r"^(?:00)?86(?=0?[1-9]{2})", "", value)
    area, rest = re.match(r"0?((?:10|2\d|[3-9]\d{2}))(\d+)", digits).groups()  # type: ignore[union-attr]
    return f"0{area}-{middle(rest[:8], 0, 2)}"


def _email(value: str) -> str:
    before, _, domain = value.partition("@")
    return f"{before[:1]}***@{domain}"


_MASKS: dict[str, Mask] = {
    IDENTITY: _identity_number,
    OLD_IDENTITY: _identity_number,
    PASSPORT: _identity_number,
    MOBILE: _mobile,
    LANDLINE: _landline,
    CARD: lambda value: middle(value, 0, 4),
    PLATE: lambda value: middle(value, 2, 1),
    EMAIL: _email,
    ACCOUNT: lambda value: middle(value, 1, 0),
}
