"""What the public reads of a commitment: never numbers of persons, never the signed paper."""

from huiyin.publicity.kinds import CountedFrom, Kind, Wording, declare
from huiyin.publicity.masked import Masked, representative
from huiyin.web.tables import Column, fields

from .models import Commitment

MASKED = Masked[Commitment](Commitment, representative)
told = MASKED.told
COLUMNS = (
    *MASKED.texts("reference"),
    Column("承诺主体名称", MASKED.holder, code="holder_name"),
    *fields(Commitment, "holder_kind"),
    Column("统一社会信用代码", MASKED.code, code="holder_uscc"),
    *fields(Commitment, "type"),
    *MASKED.texts("matter", "content", "liability"),
    *fields(Commitment, "committed_on", "valid_to", "perform_by", "accepted_by"),
    *fields(Commitment, "accepted_by_uscc"),
    *MASKED.texts("place"),
    *fields(Commitment, "state", "performed_on", "missed_on", "breached_on"),
    *MASKED.texts("consequence"),
    *fields(Commitment, "published_on"),
)


def headed(commitment: Commitment) -> str:
    """Who made it and what it is about, as everybody may read them."""
    return f"{MASKED.holder(commitment)} {told(commitment, 'matter')}"


def wording(commitment: Commitment) -> Wording:
    """[head, text] of all that a publication says of a commitment."""
    return [[column.head, text] for column in COLUMNS if (text := column.text(commitment))]


declare(
    Commitment,
    Kind(
        "commitments",
        "信用承诺",
        wording,
        told,
        lambda commitment: commitment.holder,
        {
            CountedFrom.DECIDED: lambda one: one.committed_on,
            CountedFrom.ENDED: lambda one: one.valid_to,
        },
        owing=lambda commitments: commitments.filter(may_be_public=True),
        naming="承诺主体名称",
    ),
)
