"""What the public reads of a penalty, and what is kept of each publication."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.db.models import Q

from huiyin.common import masking
from huiyin.personal.traces import Known, masked, traces
from huiyin.publicity.kinds import CountedFrom, Kind, Wording, declare
from huiyin.web.tables import Column, fields

from .models import Penalty

_PARTS = re.compile(r"[;；、,，\s]+")


def _text(penalty: Penalty, text: str) -> str:
    """Free text without personal numbers and homes; of natural persons no whole name.

    The names of others than the punished are hidden whoever was punished.
    """
    hits = traces(text, _people(penalty), may_name_offices=True, doubtful=penalty.is_person)
    return masked(text, hits) if hits else text


def _people(penalty: Penalty) -> Iterator[Known]:
    for name in ("representative_id", "holder_id"):
        if value := getattr(penalty, name):
            yield Known("证件号码", value, masking.identity_number)
    for person in filter(None, _PARTS.split(penalty.others)):
        yield Known("其他自然人", person, masking.name)
    if penalty.is_person:
        yield Known("行政相对人", penalty.holder_name, masking.name)
    elif penalty.representative:
        yield Known("法定代表人", penalty.representative, masking.name)


def _holder(penalty: Penalty) -> str:
    return penalty.shown_holder if penalty.is_person else _text(penalty, penalty.holder_name)


def _texts(*names: str) -> Iterator[Column[Penalty]]:
    """Columns of free text."""
    for column, name in zip(fields(Penalty, *names), names, strict=True):
        yield Column(column.head, _masked(name))


def _masked(name: str) -> Callable[[Penalty], str]:
    return lambda penalty: told(penalty, name)


def told(penalty: Penalty, name: str) -> str:
    """A text of it as everybody may read it."""
    return _text(penalty, getattr(penalty, name))


def _amount(name: str) -> Callable[[Penalty], Decimal | None]:
    return lambda penalty: getattr(penalty, name) or None


COLUMNS: tuple[Column[Penalty], ...] = (
    *_texts("reference"),
    Column("行政相对人名称", _holder),
    *fields(Penalty, "holder_kind"),
    Column("统一社会信用代码", lambda penalty: "" if penalty.is_person else penalty.holder_uscc),
    *_texts("offence", "facts", "basis"),
    Column("处罚类别", lambda penalty: penalty.kinds),
    *_texts("content"),
    Column("罚款金额（元）", _amount("fine")),
    Column("没收金额（元）", _amount("confiscated")),
    *_texts("licence"),
    *fields(Penalty, "decided_on", "valid_to", "issuer", "issuer_uscc", "published_on", "shown_until"),
)  # fmt: skip
"""What everybody may know of a penalty."""
REASONS: tuple[Column[Penalty], ...] = (
    *_texts("reference"),
    *fields(Penalty, "annulment", "annulled_on"),
    *_texts("public_reason"),
    *fields(Penalty, "explained_on"),
)


def wording(penalty: Penalty) -> Wording:
    """[head, text] of all that a publication says of a penalty."""
    return [[column.head, text] for column in COLUMNS if (text := column.text(penalty))]


declare(
    Penalty,
    Kind(
        "行政处罚",
        wording,
        lambda penalty: penalty.holder,
        {CountedFrom.DECIDED: lambda penalty: penalty.decided_on},
        owing=lambda penalties: penalties.filter(
            Q(annulled_on=None) | Q(published_on__isnull=False), withheld=""
        ),
    ),
)
