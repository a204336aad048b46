"""Entry points for the schedule."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.notices.actions import queue
from huiyin.organisations.models import Membership
from huiyin.web import page_cache

from .actions import decisions
from .models import Decision, limits

State = Decision.State


def daily() -> str:
    """A new day: consultations end, reminders go out, expired certificates leave the pages."""
    now = timezone.now()
    with transaction.atomic():
        page_cache.changed()  # lists are made for a day
    closed, told = close_due(now), remind_due(now)
    return f"{closed} consultations closed, {told} reminders"


def close_due(at: datetime) -> int:
    """Every consultation whose last day has passed."""
    today = timezone.localdate(at)
    over = Decision.objects.filter(state=State.CONSULTING, consult_until__lt=today)
    for decision in over.order_by("pk"):
        decisions.close(decision, actor=system("定时任务"), at=at)
    return len(over)


def remind_due(at: datetime) -> int:
    """Whoever keeps the decisions of an agency is told once before and once after the day."""
    today, told = timezone.localdate(at), 0
    soon = today + timedelta(days=limits().remind_days)
    found = Decision.objects.filter(
        Q(state=State.CONSULTING, consult_until__lte=soon)
        | Q(state=State.FEEDBACK, feedback_due_on__lte=soon)
    ).select_related("agency")
    for decision in found.order_by("pk"):
        because = _because(decision, today)
        if because not in decision.reminded.split(","):
            _tell(decision, because, at)
            told += 1
    return told


def _because(decision: Decision, today: date) -> str:
    if decision.state == State.CONSULTING:
        return "consultation-ends"
    due = decision.feedback_due_on
    return "feedback-late" if due and due < today else "feedback-due"


_SUBJECTS = {
    "consultation-ends": "征求意见将于 {day} 截止",
    "feedback-due": "意见采纳情况应于 {day} 前公布",
    "feedback-late": "意见采纳情况已超过 {day} 的期限，请尽快公布",
}


@transaction.atomic
def _tell(decision: Decision, because: str, at: datetime) -> None:
    told = _SUBJECTS[because].format(day=decision.due_on)
    decisions.remind(decision, actor=system("定时任务"), at=at, because=because)
    for address in _addresses(decision, timezone.localdate(at)):
        queue(
            "email", address, f"{decision.name}：{told}",
            f"重大行政决策事项“{decision.name}”（{decision.reference}）{told}。\n\n"
            f"请到工作台办理：{decision.get_absolute_url()}\n",
            about=decision, at=at,
        )  # fmt: skip


def _addresses(decision: Decision, today: date) -> list[str]:
    """E-mail addresses of those in office at the agency who may keep decisions."""
    held = Membership.objects.on(today).filter(
        Q(post__organisation=decision.agency) | Q(post__organisation__parent=decision.agency),
        post__group__permissions__codename="keep_decisions",
        post__group__permissions__content_type__app_label="registers",
    )
    people = User.objects.filter(pk__in=held.values("user"), is_active=True).exclude(email="")
    return sorted(set(people.values_list("email", flat=True)))
