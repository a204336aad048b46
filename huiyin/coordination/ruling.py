"""自动督办: what the office has ruled to be supervised is, without anybody asking; each round once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Value

from huiyin.audit.actors import system
from huiyin.casework.models import Matter
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Organisation
from huiyin.workdays.hours import day_of
from huiyin.workdays.load import calendar

from . import actions, timed
from .models import Supervision, SupervisionRule, in_force
from .timed import Timed

SELF = system("自动督办")


@dataclass(frozen=True)
class Case:
    """A matter to which has happened what the rule names."""

    of: Timed
    pk: int
    rule: SupervisionRule

    def __str__(self) -> str:
        return f"{self.of.label} {self.pk} {self.rule.get_cause_display()}"


def supervise_by_rule(walk: Walk, now: datetime) -> int:
    """How many supervisions with their notices were written."""
    return sum(walk.each(_caught(now), lambda case: _supervise(case, now), name=str))


def _caught(now: datetime) -> Iterator[Case]:
    today = day_of(now)
    rules = in_force(SupervisionRule.objects.filter(valid_from__lte=today), "cause")
    agencies = list(Organisation.objects.agencies())
    for of, cause, caught in timed.causes():
        rule = rules.get(cause)
        if rule is None or not rule.least:
            continue
        known = Supervision.objects.filter(
            about_kind=of.model._meta.label_lower,
            about_pk=OuterRef("pk"),
            cause=cause,
            round=OuterRef(of.round) if of.round else Value(1),
        )
        for agency in agencies:
            rows = caught(agency, rule.least, today).filter(~Exists(known))
            yield from (
                Case(of, pk, rule) for pk in rows.order_by("pk").values_list("pk", flat=True)
            )


def _supervise(case: Case, now: datetime) -> int:
    """Of a matter that is still open, unless somebody was faster."""
    locked = case.of.open().select_for_update(of=("self",))
    matter: Matter | None = locked.filter(pk=case.pk).first()
    if matter is None:
        return 0
    same = {"cause": case.rule.cause, "round": case.of.round_of(matter)}
    if Supervision.objects.of(matter).filter(**same).exists():
        return 0
    days = calendar(matter.agency.region)
    asked = Supervision(
        agency=matter.agency,
        unit=getattr(matter, "unit", None) or matter.agency,
        subject=f"{case.rule.get_cause_display()}，请查明原因，抓紧办理，并报告办理情况和完成时间。",
        due_on=days.add(day_of(now), case.rule.answer_days),
        **same,
    )
    asked.put_beside(matter)
    asked = actions.supervise(asked, actor=SELF, at=now)
    if asked.agency.document_code:
        actions.issue_notice(asked, actor=SELF, at=now)
    return 1
