"""随文书: the letter that a move sends is drawn and frozen in the move's own transaction.

So a move that fails takes no number, and no letter says what the record does not.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.foi.models import (
    Application,
    ApplicationFile,
    ConsultationKind,
    FileRole,
    Paper,
    PaperKind,
)

from .drawing import drawn, frozen, kind_of
from .kinds import KINDS
from .leaving import source_of_answer

Letter = Mapping[str, Any] | None
"""What the clerk filled in for the letter; None where none is made."""
DECIDING = tuple(key for key, kind in KINDS.items() if kind.decides)
ENQUIRY_TO: dict[str, PaperKind] = {
    ConsultationKind.THIRD_PARTY: PaperKind.THIRD_PARTY,
    ConsultationKind.CO_MAKER: PaperKind.CO_MAKER,
    ConsultationKind.ORGAN: PaperKind.ORGAN,
    ConsultationKind.DEPARTMENT: PaperKind.ASSISTANCE,
}
"""Which letter asks whom."""


def issue(
    application: Application,
    kind: str,
    facts: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    sent_on: date | None = None,
) -> Paper:
    """The letter of this move; a draft that lies ready is used, the newer words win.

    Raises:
        ValidationError: something that it must say is not known, by the name of the placeholder.
    """
    paper = _held(draft_of(application, kind))
    paper = paper or Paper(application=application, kind=kind_of(kind).key)
    paper.application = application  # as this move has just changed it, not as it was stored
    entered = {name: value for name, value in facts.items() if value not in (None, "")}
    if not paper.pk:
        drawn(paper, entered, actor=actor, at=at)
    else:
        paper.facts = {**paper.facts, **entered}
    return frozen(paper, actor=actor, at=at, sent_on=sent_on)


def _held(draft: Paper | None) -> Paper | None:
    """The draft, locked; None where somebody has frozen it since: two numbers are never one's."""
    if draft is None:
        return None
    ready = Paper.objects.select_for_update().filter(pk=draft.pk, frozen_at__isnull=True)
    return ready.first()


def draft_of(application: Application, kind: str) -> Paper | None:
    """The newest draft of this kind that lies ready."""
    return application.papers.filter(kind=kind, frozen_at__isnull=True).last()


def issue_answer(application: Application, *, actor: Actor, at: datetime) -> Paper:
    """The answer as it was reviewed, numbered and frozen; nothing is filled in any more."""
    source = source_of_answer(application, timezone.localdate(at))
    paper = Paper(application=application, kind=source.kind.key, facts=dict(source.facts))
    return frozen(paper, actor=actor, at=at)


def signed_letter(application: Application) -> Paper | None:
    """The answer that was signed and numbered and has not yet left the house."""
    ready = application.papers.filter(
        kind__in=DECIDING, frozen_at__isnull=False, sent_on__isnull=True, voided_at__isnull=True
    )
    return ready.select_related("pdf").last()


def sent(paper: Paper, day: date, *, at: datetime) -> None:
    """送达: its day; the applicant finds it on the tracking page."""
    paper.sent_on = day
    paper.save(update_fields=["sent_on"])
    if paper.pdf is not None:
        ApplicationFile.objects.create(
            application=paper.application, role=FileRole.ANSWER, file=paper.pdf,
            is_for_applicant=True, uploaded_at=at,
        )  # fmt: skip


def take_back(application: Application, *, actor: Actor, at: datetime) -> None:
    """The signed answer is not sent after all; its number goes to the one that follows it."""
    paper = signed_letter(application)
    if paper is not None:
        paper.voided_at = at
        paper.save(update_fields=["voided_at"])
        log.record(
            actor, "foi.paper.void", paper, at=at, kind=paper.kind, number=paper.document_number
        )
