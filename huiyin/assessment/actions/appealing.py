"""申诉, its answer, and the result."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from huiyin.assessment.models import ANSWER, Appeal, Assessment, PostResult, Score
from huiyin.assessment.rules import may_answer, may_confirm, may_review
from huiyin.assessment.standards import plain
from huiyin.audit.actors import Actor
from huiyin.casework.forms import RecordField, TextField
from huiyin.organisations.models import Membership, holds

from .handling import Deducted, State, line_of, total_of, workflow


def _free(assessment: Assessment) -> QuerySet[Score]:
    return assessment.scores.filter(appeals__isnull=True).select_related("item")


def open_appeals(assessment: Assessment) -> QuerySet[Appeal]:
    return Appeal.objects.filter(
        score__assessment=assessment, answered_on__isnull=True
    ).select_related("score__item")


FreeLine = Annotated[Score, RecordField("指标", Score, _free)]
OpenAppeal = Annotated[Appeal, RecordField("申诉的指标", Appeal, open_appeals)]


def _too_late(assessment: Assessment, today: date) -> str:
    if assessment.state == State.OPEN and assessment.is_past_due(today):
        return f"申诉期限（{assessment.due_day}）已过"
    if assessment.accepted_on:
        return "已经认可复核意见"
    return "" if _free(assessment).exists() else "每一项都已经申诉过"


@workflow.move(
    "申诉", sources={State.OPEN, State.APPEALED}, rule=may_answer, guard=_too_late, limited=True
)
def appeal(
    assessment: Assessment,
    *,
    actor: Actor,
    at: datetime,
    item: FreeLine,
    reason: Annotated[str, TextField("申诉理由", 1000)],
) -> None:
    """申诉: against the review of one item, once."""
    line = line_of(assessment, item)
    if line.appeal is not None:
        raise ValidationError({"item": "这一项已经申诉过"})
    Appeal.objects.create(score=line, reason=reason, appealed_on=at.date())
    if assessment.state == State.OPEN:
        assessment.begin_step(State.APPEALED, at.date())


@workflow.move("答复申诉", sources={State.APPEALED}, rule=may_review, limited=True)
def answer_appeal(
    assessment: Assessment,
    *,
    actor: Actor,
    at: datetime,
    appealed: OpenAppeal,
    deducted: Deducted,
    answer: Annotated[str, TextField("答复", 1000)],
) -> None:
    """答复申诉: what is taken off now, and why; when all are answered the result can be confirmed."""
    row = open_appeals(assessment).filter(pk=appealed.pk).first()
    if row is None:
        raise ValidationError({"appealed": "请从列出的选项中选择申诉的指标"})
    if deducted > row.score.item.most:
        raise ValidationError({"deducted": f"这一项最多扣{plain(row.score.item.most)}分"})
    row.deduction, row.answer, row.answered_on = deducted, answer, at.date()
    row.is_changed = deducted != row.score.review_deduction
    row.save()
    assessment.note_reviewer(actor)
    if not open_appeals(assessment).exists():
        assessment.begin_step(State.OPEN, at.date())


def _accepted(assessment: Assessment, today: date) -> str:
    return "已经认可复核意见" if assessment.accepted_on else ""


@workflow.move("认可复核意见", sources={State.OPEN}, rule=may_answer, guard=_accepted, limited=True)
def accept(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """认可: the unit appeals no more, and nobody has to wait for the term."""
    assessment.accepted_on = at.date()


def _may_still_appeal(assessment: Assessment, today: date) -> str:
    if assessment.accepted_on or assessment.is_past_due(today):
        return ""
    return f"申诉期限（{assessment.due_day}）还没有过，单位也没有认可复核意见"


@workflow.move(
    "确认结果",
    sources={State.OPEN},
    target=State.CONFIRMED,
    rule=may_confirm,
    guard=_may_still_appeal,
    limited=True,
)
def confirm(assessment: Assessment, *, actor: Actor, at: datetime) -> None:
    """确认结果: by another than all who scored and reviewed; it stands in the record of the posts."""
    assessment.confirmed_on, total = at.date(), total_of(assessment, "final")
    assessment.total = total
    last = min(date(assessment.year, 12, 31), at.date())
    held = Membership.objects.on(last).filter(holds(ANSWER), post__organisation=assessment.unit)
    PostResult.objects.bulk_create(
        PostResult(assessment=assessment, membership=membership, total=total)
        for membership in held.distinct()
    )
