"""What the public reads of a licence, and what is kept of each publication."""

from collections.abc import Sequence

from huiyin.personal.clear import are_clear
from huiyin.publicity.kinds import CountedFrom, Decided, Kind, Wording, declare
from huiyin.publicity.masked import Masked
from huiyin.web.tables import Column, fields

from .models import Licence

MASKED = Masked[Licence](Licence)
told = MASKED.told
FREE = (
    "reference", "holder_name", "document_name", "certificate_name", "certificate_number", "content",
)  # fmt: skip
"""Fields of free text that everybody may read."""


_STANDING = Column[Licence](
    "当前状态", lambda licence: licence.standing_today.label, code="standing"
)
COLUMNS = (
    *MASKED.texts("reference"),
    Column("许可事项", lambda licence: licence.matter.name, code="matter"),
    Column("行政相对人名称", MASKED.holder, code="holder_name"),
    *fields(Licence, "holder_kind"),
    Column("统一社会信用代码", MASKED.code, code="holder_uscc"),
    *MASKED.texts("document_name"),
    *fields(Licence, "licence_type"),
    *MASKED.texts("certificate_name", "certificate_number", "content"),
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


def headed(licence: Licence) -> str:
    """The holder and the matter, as everybody may read them."""
    return f"{MASKED.holder(licence)} {licence.matter.name}"


def wording(licence: Licence) -> Wording:
    """[head, text] of all that a publication says of a licence."""
    return _said(licence, _KEPT)


def wordings(licences: Sequence[Licence]) -> list[Wording]:
    """The wording of each; only those that may hold something personal are read closely."""
    organisations = [one for one in licences if not one.is_person]
    texts = (
        ([getattr(one, name) for name in FREE], [*MASKED.people(one)]) for one in organisations
    )
    clear = {
        id(one) for one, is_clear in zip(organisations, are_clear(texts), strict=True) if is_clear
    }
    return [_said(one, _BARE if id(one) in clear else _KEPT) for one in licences]


def _said(licence: Licence, columns: Sequence[Column[Licence]]) -> Wording:
    return [[column.head, text] for column in columns if (text := column.text(licence))]


declare(
    Licence,
    Kind(
        "licences",
        "行政许可",
        wording,
        told,
        lambda licence: licence.holder,
        {
            CountedFrom.DECIDED: lambda licence: licence.decided_on,
            CountedFrom.ENDED: lambda licence: licence.valid_to,
        },
        related=("matter",),
        wordings=wordings,
        no_later=lambda licence: licence.ends_with_its_day,
        decided=Decided(
            "decided_on",
            ("行政许可决定文书号", "行政相对人名称", "许可事项", "许可内容"),
        ),
    ),
)
