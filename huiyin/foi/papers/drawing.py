"""Drawing a letter, and freezing it when it is signed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.foi import rules
from huiyin.foi.models import Application, Decision, FileRole, Paper, PaperKind
from huiyin.letters.issuing import give_number, write

from . import values
from .kinds import ASKED, FAMILY, KINDS, Kind
from .source import Source
from .wording import Said

State = Application.State
DISCLOSED = frozenset({Decision.FULL, Decision.PARTIAL})


def kind_of(key: str) -> Kind:
    """The kind of that key.

    Raises:
        ValidationError: there is none.
    """
    if key not in KINDS:
        raise ValidationError({"kind": "请选择文书种类"})
    return KINDS[key]


def needs(
    application: Application, kind: str, *, facts: Mapping[str, Any] | None = None
) -> dict[str, tuple[str, Said]]:
    """What the clerk may fill in for this letter: name → (what it is, what the record says)."""
    source = Source(application, kind_of(kind), facts or {}, timezone.localdate())
    return {name: (ASKED[name], values.known(source, name) or "") for name in values.needed(source)}


@transaction.atomic
def draw(
    application: Application, kind: str, *, actor: Actor, at: datetime, facts: Mapping[str, Any]
) -> Paper:
    """制作文书: a draft as Word and PDF; it has no number yet.

    Raises:
        MoveForbiddenError: the actor may not.
        ValidationError: something that the letter must say is not known.
    """
    known = kind_of(kind)
    _may_handle(actor, application)
    check_by_hand(application, known)
    return drawn(Paper(application=application, kind=known.key), facts, actor=actor, at=at)


@transaction.atomic
def redraw(paper: Paper, *, actor: Actor, at: datetime, facts: Mapping[str, Any]) -> Paper:
    """重新制作: the draft is made anew from the record as it is now.

    Raises:
        MoveRefusedError: it was frozen; only a new letter can follow it.
    """
    paper = _locked(paper)
    _may_handle(actor, paper.application)
    check_by_hand(paper.application, kind_of(paper.kind))
    paper.facts = dict(facts)
    _write(paper, at)
    paper.full_clean()
    paper.save()
    log.record(actor, "foi.paper.redraw", paper, at=at, kind=paper.kind)
    return paper


@transaction.atomic
def freeze(paper: Paper, *, actor: Actor, at: datetime) -> Paper:
    """定稿: the letter is given its number and date, and stays as it is from now on.

    Raises:
        MoveRefusedError: it is frozen already, or what it tells is not yet signed.
        MoveForbiddenError: the actor may not.
    """
    paper = _locked(paper)
    application = paper.application
    check_by_hand(application, kind_of(paper.kind))
    if paper.kind == PaperKind.DISCLOSED_ANYWAY and not _is_decided(application):
        raise MoveRefusedError("公开或者部分公开的答复签发以后，第三方告知书才能定稿")
    if not may_freeze(actor, paper):
        raise MoveForbiddenError(
            "您没有定稿这份文书的权限；告知第三方的决定由签发人定稿，不能由制作的人自己定稿"
        )
    return frozen(paper, actor=actor, at=at)


def may_freeze(actor: Actor, paper: Paper) -> bool:
    """Whoever handles the case; a decision for a third party needs the post that signs."""
    application = paper.application
    if paper.kind == PaperKind.DISCLOSED_ANYWAY:
        return rules.may_freeze_decision(actor, paper)
    return rules.may_handle(actor, application) and is_by_hand(application, kind_of(paper.kind))


def _is_decided(application: Application) -> bool:
    """Signed or answered, and something is disclosed (条例第三十二条)."""
    is_signed = application.signed_at is not None or application.state == State.ANSWERED
    return is_signed and (application.decision or application.draft_decision) in DISCLOSED


def is_by_hand(application: Application, kind: Kind) -> bool:
    """Whether a letter of this kind may be made beside the moves.

    What decides is drafted, reviewed and signed; only what was closed by lapse or withdrawal and
    nobody has been informed of yet may get its letter afterwards.
    """
    if not kind.decides:
        return True
    return (
        kind.is_ending
        and application.state == State.ANSWERED
        and application.decision in kind.decides
        and not application.answer_number
        and not application.files.filter(role=FileRole.SIGNED_PAPER).exists()
    )


def check_by_hand(application: Application, kind: Kind) -> None:
    """Refuse a letter that only its own chain may bring forth.

    Raises:
        MoveRefusedError: saying where it is made.
    """
    if not is_by_hand(application, kind):
        raise MoveRefusedError(
            f"{kind.text.title}的内容在“拟定答复”中填写，审查后签发时定稿编号，不能另行制作"
        )


def drawn(paper: Paper, facts: Mapping[str, Any], *, actor: Actor, at: datetime) -> Paper:
    """A new draft; whether the actor may was asked before."""
    paper.facts = dict(facts)
    _write(paper, at)
    paper.full_clean()
    paper.save()
    log.record(
        actor, "foi.paper.draw", paper, at=at,
        kind=paper.kind, application=paper.application.reference,
    )  # fmt: skip
    return paper


def frozen(paper: Paper, *, actor: Actor, at: datetime, sent_on: date | None = None) -> Paper:
    """Numbered, dated and sealed; whether that may be was asked before."""
    _number(paper, kind_of(paper.kind), at)
    _write(paper, at)
    paper.frozen_at, paper.sent_on = at, sent_on
    paper.full_clean()
    paper.save()
    log.record(
        actor, "foi.paper.freeze", paper, at=at,
        kind=paper.kind, number=paper.document_number,
        docx=paper.docx.sha256 if paper.docx else "", pdf=paper.pdf.sha256 if paper.pdf else "",
    )  # fmt: skip
    return paper


def _locked(paper: Paper) -> Paper:
    """The row as it is now, held until the end of the transaction."""
    now = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("application__agency")
        .get(pk=paper.pk)
    )
    if now.frozen_at is not None:
        raise MoveRefusedError("文书已经定稿，不能改动；需要更改的，请另行制作")
    return now


def _may_handle(actor: Actor, application: Application) -> None:
    if not rules.may_handle(actor, application):
        raise MoveForbiddenError("您没有制作文书的权限")


def _number(paper: Paper, kind: Kind, at: datetime) -> None:
    series = FAMILY.series_of(paper.application.agency, kind)
    give_number(paper, series, timezone.localtime(at).year, paper.application.papers.all())


def _write(paper: Paper, at: datetime) -> None:
    kind = kind_of(paper.kind)
    source = Source(
        paper.application, kind, paper.facts, timezone.localdate(at), paper.document_number
    )
    words = values.values(source)
    paper.title = f"{source.application.agency.on(source.day)}{source.title}"[:200]
    agency = source.application.agency
    write(paper, source.title, kind.template(agency), words, agency=agency, at=at)
