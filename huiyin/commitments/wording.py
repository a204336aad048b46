"""What the public reads of a commitment: never numbers of persons, never the signed paper."""

from collections.abc import Callable, Iterator

from huiyin.common import masking
from huiyin.personal.traces import Known, masked, traces
from huiyin.publicity.kinds import CountedFrom, Kind, Wording, declare
from huiyin.web.tables import Column, fields

from .models import Commitment


def _text(commitment: Commitment, text: str) -> str:
    """Free text without personal numbers, and without the whole name of a natural person."""
    hits = traces(text, _people(commitment), may_name_offices=True, doubtful=commitment.is_person)
    return masked(text, hits) if hits else text


def _people(commitment: Commitment) -> Iterator[Known]:
    if commitment.holder_id:
        yield Known("证件号码", commitment.holder_id, masking.identity_number)
    if commitment.is_person:
        yield Known("承诺主体", commitment.holder_name, masking.name)


def _holder(commitment: Commitment) -> str:
    if commitment.is_person:
        return commitment.shown_holder
    return _text(commitment, commitment.holder_name)


def _masked(name: str) -> Callable[[Commitment], str]:
    return lambda commitment: told(commitment, name)


def told(commitment: Commitment, name: str) -> str:
    """A text of it as everybody may read it."""
    return _text(commitment, getattr(commitment, name))


def _texts(*names: str) -> Iterator[Column[Commitment]]:
    for column, name in zip(fields(Commitment, *names), names, strict=True):
        yield Column(column.head, _masked(name))


COLUMNS = (
    *_texts("reference"),
    Column("承诺主体名称", _holder),
    *fields(Commitment, "holder_kind"),
    Column("统一社会信用代码", lambda one: "" if one.is_person else one.holder_uscc),
    *fields(Commitment, "type"),
    *_texts("matter", "content", "liability"),
    *fields(Commitment, "committed_on", "valid_to", "perform_by", "accepted_by"),
    *fields(Commitment, "accepted_by_uscc"),
    *_texts("place"),
    *fields(Commitment, "state", "performed_on", "missed_on", "breached_on"),
    *_texts("consequence"),
    *fields(Commitment, "published_on"),
)


def wording(commitment: Commitment) -> Wording:
    """[head, text] of all that a publication says of a commitment."""
    return [[column.head, text] for column in COLUMNS if (text := column.text(commitment))]


declare(
    Commitment,
    Kind(
        "信用承诺",
        wording,
        lambda commitment: commitment.holder,
        {
            CountedFrom.DECIDED: lambda one: one.committed_on,
            CountedFrom.ENDED: lambda one: one.valid_to,
        },
        owing=lambda commitments: commitments.filter(may_be_public=True),
    ),
)
