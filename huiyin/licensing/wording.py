"""What the public reads of a licence, and what is kept of each publication."""

from collections.abc import Callable, Iterator, Sequence

from huiyin.common import masking
from huiyin.personal.clear import are_clear
from huiyin.personal.traces import Known, masked, traces
from huiyin.publicity.kinds import CountedFrom, Kind, Wording, declare
from huiyin.web.tables import Column, fields

from .models import Licence


def _text(licence: Licence, text: str) -> str:
    """Free text without personal numbers, and without the whole name of a natural person."""
    hits = traces(text, _people(licence), may_name_offices=True, doubtful=licence.is_person)
    return masked(text, hits) if hits else text


def _people(licence: Licence) -> Iterator[Known]:
    for name in ("representative_id", "holder_id"):
        if value := getattr(licence, name):
            yield Known("证件号码", value, masking.identity_number)
    if licence.is_person:
        yield Known("行政相对人", licence.holder_name, masking.name)


def _holder(licence: Licence) -> str:
    if licence.is_person:
        return licence.shown_holder
    return _text(licence, licence.holder_name)


def _uscc(licence: Licence) -> str:
    return "" if licence.is_person else licence.holder_uscc


FREE = (
    "reference", "holder_name", "document_name", "certificate_name", "certificate_number", "content",
)  # fmt: skip
"""Fields of free text that everybody may read."""


def _texts(*names: str) -> Iterator[Column[Licence]]:
    """Columns of free text."""
    for column, name in zip(fields(Licence, *names), names, strict=True):
        yield Column(column.head, _masked(name))


def _masked(name: str) -> Callable[[Licence], str]:
    return lambda licence: told(licence, name)


def told(licence: Licence, name: str) -> str:
    """A text of it as everybody may read it."""
    return _text(licence, getattr(licence, name))


_STANDING = Column[Licence]("当前状态", lambda licence: licence.standing_today.label)
COLUMNS = (
    *_texts("reference"),
    Column("许可事项", lambda licence: licence.matter.name),
    Column("行政相对人名称", _holder),
    *fields(Licence, "holder_kind"),
    Column("统一社会信用代码", _uscc),
    *_texts("document_name"),
    *fields(Licence, "licence_type"),
    *_texts("certificate_name", "certificate_number", "content"),
    *fields(Licence, "decided_on", "valid_from", "valid_to", "issuer", "issuer_uscc"),
    _STANDING,
    *fields(Licence, "published_on"),
)
"""What everybody may know of a licence today."""
_KEPT = (
    *(column for column in COLUMNS if column is not _STANDING),
    *fields(Licence, "state"),
)
"""The day alone changes 当前状态; the state of the decision, from which it follows, only a move."""
_BARE = tuple({one.head: one for one in (*_KEPT, *fields(Licence, *FREE))}.values())
"""The same where no text holds anything personal."""


def wording(licence: Licence) -> Wording:
    """[head, text] of all that a publication says of a licence."""
    return _said(licence, _KEPT)


def wordings(licences: Sequence[Licence]) -> list[Wording]:
    """The wording of each; only those that may hold something personal are read closely."""
    organisations = [one for one in licences if not one.is_person]
    texts = (([getattr(one, name) for name in FREE], [*_people(one)]) for one in organisations)
    clear = {
        id(one) for one, is_clear in zip(organisations, are_clear(texts), strict=True) if is_clear
    }
    return [_said(one, _BARE if id(one) in clear else _KEPT) for one in licences]


def _said(licence: Licence, columns: Sequence[Column[Licence]]) -> Wording:
    return [[column.head, text] for column in columns if (text := column.text(licence))]


declare(
    Licence,
    Kind(
        "行政许可",
        wording,
        lambda licence: licence.holder,
        {
            CountedFrom.DECIDED: lambda licence: licence.decided_on,
            CountedFrom.ENDED: lambda licence: licence.valid_to,
        },
        related=("matter",),
        wordings=wordings,
    ),
)
