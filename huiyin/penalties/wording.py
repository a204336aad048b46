"""What the public reads of a penalty, and what is kept of each publication."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.db.models import Q

from huiyin.common import masking
from huiyin.personal.traces import Known
from huiyin.publicity.kinds import CountedFrom, Decided, Kind, Wording, declare
from huiyin.publicity.masked import Masked, representative
from huiyin.web.tables import CellKind, Column, fields

from .models import Penalty

_PARTS = re.compile(r"[;；、,，\s]+")


def _others(penalty: Penalty) -> Iterator[Known]:
    """They are hidden whoever was punished."""
    for person in filter(None, _PARTS.split(penalty.others)):
        yield Known("其他自然人", person, masking.name)
    if not penalty.is_person:
        yield from representative(penalty)


MASKED = Masked[Penalty](Penalty, _others)
told = MASKED.told


def headed(penalty: Penalty) -> str:
    """The holder and the offence, as everybody may read them; cut only after names are shortened."""
    return f"{MASKED.holder(penalty)} {told(penalty, 'offence')[:60]}"


def _amount(name: str) -> Callable[[Penalty], Decimal | None]:
    return lambda penalty: getattr(penalty, name) or None


COLUMNS: tuple[Column[Penalty], ...] = (
    *MASKED.texts("reference"),
    Column("行政相对人名称", MASKED.holder, code="holder_name"),
    *fields(Penalty, "holder_kind"),
    Column("统一社会信用代码", MASKED.code, code="holder_uscc"),
    *MASKED.texts("offence", "facts", "basis"),
    Column("处罚类别", lambda penalty: penalty.kinds, code="kinds"),
    *MASKED.texts("content"),
    Column("罚款金额（元）", _amount("fine"), CellKind.AMOUNT, "fine"),
    Column("没收金额（元）", _amount("confiscated"), CellKind.AMOUNT, "confiscated"),
    *MASKED.texts("licence"),
    *fields(Penalty, "decided_on", "valid_to", "issuer", "issuer_uscc", "published_on", "shown_until"),
)  # fmt: skip
"""What everybody may know of a penalty."""
REASONS: tuple[Column[Penalty], ...] = (
    *MASKED.texts("reference"),
    *fields(Penalty, "annulment", "annulled_on"),
    *MASKED.texts("public_reason"),
    *fields(Penalty, "explained_on"),
)


def wording(penalty: Penalty) -> Wording:
    """[head, text] of all that a publication says of a penalty."""
    return [[column.head, text] for column in COLUMNS if (text := column.text(penalty))]


def _kept_back(penalty: Penalty) -> str:
    """Why nobody is owed a view of a decision that was made."""
    return penalty.get_withheld_display() or "公示以前决定已经变更或者撤销"


declare(
    Penalty,
    Kind(
        "penalties",
        "行政处罚",
        wording,
        told,
        lambda penalty: penalty.holder,
        {CountedFrom.DECIDED: lambda penalty: penalty.decided_on},
        owing=lambda penalties: penalties.filter(
            Q(annulled_on=None) | Q(published_on__isnull=False), withheld=""
        ),
        decided=Decided(
            "decided_on",
            ("行政处罚决定文书号", "行政相对人名称", "违法行为类型", "处罚内容"),
            _kept_back,
        ),
    ),
)
