"""夜间提醒: whoever keeps an agency's decisions is reminded once before and once after a day."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.jobs.rows import Walk, named
from huiyin.organisations.models import Membership, Organisation, holds
from huiyin.registers.settings import limits

from .actions import decisions
from .models import Decision

State = Decision.State
HEADING = "重大行政决策期限提醒"
_SENTENCES = {
    "consultation-ends": "征求意见将于 {day} 截止",
    "feedback-due": "意见采纳情况应于 {day}前（含当日）公布",
    "feedback-late": "意见采纳情况已超过 {day} 的期限，请尽快公布",
}


def due(walk: Walk) -> reminding.OfAgency:
    """The decisions of an agency whose day is near or over."""
    soon = timezone.localdate(walk.at) + timedelta(days=limits().remind_days)
    decisions = Decision.objects.filter(
        Q(state=State.CONSULTING, consult_until__lte=soon)
        | Q(state=State.FEEDBACK, feedback_due_on__lte=soon)
    )

    def of_agency(agency: Organisation) -> Iterator[Part]:
        keepers = _keepers(agency, walk)
        for sentences in walk.each(
            decisions.filter(agency=agency).order_by("pk"),
            lambda one: _reminder(one, walk),
            name=lambda one: f"{named(one)} 提醒",
        ):
            yield from (Part(person, HEADING, sentences) for person in keepers if sentences)

    return of_agency


reminding.declare("registers.decisions", due)


def _reminder(decision: Decision, walk: Walk) -> tuple[str, ...]:
    """The reminder of a decision today, noted so that it is sent once; empty where it was sent."""
    because = _because(decision, walk)
    if because in decision.reminded.split(","):
        return ()
    decisions.remind(decision, actor=system("定时任务"), at=walk.at, because=because)
    sentence = _SENTENCES[because].format(day=decision.due_on)
    return (
        f"重大行政决策事项“{decision.name}”（{decision.reference}）{sentence}。",
        f"请到工作台办理：{decision.get_absolute_url()}",
    )


def _because(decision: Decision, walk: Walk) -> str:
    if decision.state == State.CONSULTING:
        return "consultation-ends"
    due = decision.feedback_due_on
    return "feedback-late" if due and due < timezone.localdate(walk.at) else "feedback-due"


def _keepers(agency: Organisation, walk: Walk) -> list[int]:
    """Those in office at the agency who may keep decisions."""
    memberships = Membership.objects.answering(timezone.localdate(walk.at)).filter(
        Q(post__organisation=agency) | Q(post__organisation__parent=agency),
        holds("registers.keep_decisions"),
    )
    return sorted(set(memberships.values_list("user_id", flat=True)))
