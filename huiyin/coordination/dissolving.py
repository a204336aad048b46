"""撤销机构: what a dissolved unit holds goes to its successor or the coordinator, and says so."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from huiyin.audit.actors import system
from huiyin.organisations import actions as organisations
from huiyin.organisations.models import Membership, Organisation

from . import actions
from .models import Assignment, Beside, Escalation, Supervision

SELF = system("机构撤销")


def hand_over(unit: Organisation, at: datetime) -> None:
    """Tasks first: a matter follows its lead, and what stands beside it follows then."""
    held = Held(unit, unit.successor)
    for task in held.tasks:
        actions.pass_task_on(task, actor=SELF, at=at)
    for asked in held.supervisions:
        actions.pass_supervision_on(asked, actor=SELF, at=at)
    for rung in held.escalations:
        actions.pass_on(rung, actor=SELF, at=at)


organisations.endings.append(hand_over)


@dataclass(frozen=True)
class Going:
    """Rows of one kind that go to one place."""

    what: str
    to: str
    rows: list[Beside]

    @property
    def numbers(self) -> str:
        return "、".join(row.reference for row in self.rows)


class Held:
    """What a unit holds that somebody else has to do once it is no more."""

    def __init__(self, unit: Organisation, successor: Organisation | None) -> None:
        self.unit, self.successor = unit, successor
        self.tasks = Assignment.objects.unreported().filter(unit=unit).order_by("pk")
        self.supervisions = Supervision.objects.open().filter(unit=unit).order_by("pk")
        self.escalations = Escalation.objects.open().filter(unit=unit).order_by("pk")
        self.reported = Assignment.objects.filter(unit=unit, state=Assignment.State.REPORTED)
        self.posts = Membership.objects.filter(post__organisation=unit, until__isnull=True)

    def going(self) -> Iterator[Going]:
        """Where each kind goes, as `hand_over` will do it; what is nowhere is left out."""
        heir = self.successor
        back = self.tasks.also_asked_of(heir) if heir is not None else self.tasks
        if heir is not None:
            given = self.tasks.exclude(pk__in=back.values("pk"))
            yield Going("没有反馈的承办任务", f"转由{heir}接办，期限不变", [*given])
        why = "（承接机构已有同一事项的任务）" if heir is not None else ""
        yield Going("没有反馈的承办任务", f"退回协调人另行交办{why}", [*back])
        yield Going("已反馈的承办任务", "由协调人照常确认", [*self.reported.order_by("pk")])
        answers = str(heir or self.unit.agency)
        yield Going("没有解除的督办", f"由{answers}答复", [*self.supervisions])
        yield Going("没有办结的升级提醒", f"由{answers}过问", [*self.escalations])

    def stamp(self) -> str:
        """Another one as soon as anything else would go, or anything elsewhere."""
        said = [f"{one.what} {one.to} {one.numbers}" for one in self.going()]
        said += [str(pk) for pk in self.posts.order_by("pk").values_list("pk", flat=True)]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:32]
