"""主体归并: proposed by one person, confirmed by another, undone by parting; nothing else is moved."""

from datetime import date, datetime

from django.db.models import Q

from huiyin.audit.actors import Actor
from huiyin.casework import numbering
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.rights import Another
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.workdays.load import calendar

from . import kinds
from .models import SHOWN_DIGEST, Subject, SubjectKind, Unification

State = Unification.State
PROPOSE, CONFIRM = "subjects.propose_unification", "subjects.confirm_unification"
NUMBERS = numbering.declare("GB", "subjects.unification", 4)
workflow = Workflow(Unification, shown=Shown(lambda unification: unification.state == State.JOINED))
"""The public pages of both codes follow."""


def find(agency: int, code: str) -> Subject | None:
    """The subject of this code of which this agency has a record; of a person by its digest."""
    code = "".join(code.split())
    asked = Q(uscc=code.upper()) | Q(codes__code=code)
    if len(code) >= SHOWN_DIGEST:
        asked |= Q(digest__startswith=code.lower())
    found = list(Subject.objects.select_related("held_by").filter(asked).distinct()[:2])
    is_one = len(found) == 1 and _has_record(found[0], agency)
    return found[0] if is_one else None


def _has_record(subject: Subject, agency: int) -> bool:
    return any(
        kind.model._default_manager.filter(agency=agency, subject__in=subject.body()).exists()
        for kind in kinds.every()
    )


def check(unification: Unification, today: date) -> None:
    """What cannot be joined.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    pair(unification)


def pair(unification: Unification) -> tuple[Subject, Subject]:
    """The subject that is to hold, and the one that is joined to it.

    Raises:
        ValidationError: as `check`.
    """
    kept, joined = (find(unification.agency_id, getattr(unification, name)) for name in CODES)
    unknown = {"kept_code": kept is None, "joined_code": joined is None}
    refuse({name: UNKNOWN for name, is_unknown in unknown.items() if is_unknown})
    assert kept is not None and joined is not None  # noqa: S101, PT018 - refused above
    if fault := obstacle(kept, joined):
        refuse({"joined_code": fault})
    return kept, joined


CODES = ("kept_code", "joined_code")
UNKNOWN = "请填写本机关台账里有记录的主体的代码；自然人填写主体页面上的证件号码摘要"


def obstacle(kept: Subject, joined: Subject) -> str:
    """Why these two cannot be made one, or nothing."""
    if kept.holder == joined.holder:
        return "两个代码已经是同一个主体，不需要归并"
    if kept.kind != joined.kind:
        return f"{kept.get_kind_display()}和{joined.get_kind_display()}不是同一主体，不能归并"
    if kept.kind != SubjectKind.PERSON and not kept.uscc:
        return "归并后使用的代码应是统一社会信用代码，请把两个代码对调"
    if kept.held_by or joined.held_by:
        one = kept if kept.held_by else joined
        return f"{one}已经归并到{one.held_by}，请填写后者的代码或者先解除那次归并"
    if Subject.objects.filter(held_by=joined).exists():
        return f"已经有其他代码归并到{joined}，请把两个代码对调或者先解除那些归并"
    return ""


def ready(unification: Unification, actor: Actor, day: date) -> None:
    """State, subjects and who proposed it."""
    unification.kept, unification.joined = pair(unification)
    unification.state, unification.proposed_on = State.PROPOSED, day
    days = calendar(unification.agency.region)
    unification.confirm_by = days.add(day, unification.CONFIRMED_IN)
    unification.note_writer(actor)


def held(subject: Subject) -> list[Unification]:
    """Which unifications stand by which others are read under this subject, the latest first."""
    standing = Unification.objects.filter(kept=subject, state=State.JOINED)
    return list(standing.select_related("joined").order_by("-pk"))


def _number(unification: Unification, day: date) -> None:
    NUMBERS.give(unification, day.year)


ordinary = Ordinary(workflow, ready)
register = ordinary.register(PROPOSE, number=_number)
void = ordinary.void(PROPOSE, sources={State.PROPOSED, State.REFUSED})


def _may_join(unification: Unification, day: date) -> str:
    return obstacle(unification.kept, unification.joined)


@workflow.move(
    "确认归并",
    sources={State.PROPOSED},
    target=State.JOINED,
    rule=Another(CONFIRM),
    guard=_may_join,
)
def confirm(unification: Unification, *, actor: Actor, at: datetime) -> None:
    """确认归并: from now on one is read under the other, on the desk, the portal and in statements."""
    keys = (unification.kept_id, unification.joined_id)
    locked = Subject.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    rows = {subject.pk: subject for subject in locked}
    kept, joined = (rows[key] for key in keys)
    if fault := obstacle(kept, joined):  # another unification was confirmed meanwhile
        refuse({"joined_code": fault})
    joined.held_by = kept
    joined.save(update_fields=["held_by"])
    unification.decided_on = at.date()


@workflow.move("不予归并", sources={State.PROPOSED}, target=State.REFUSED, rule=Another(CONFIRM))
def decline(unification: Unification, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """不予归并: they are two."""
    unification.refusal, unification.decided_on = reason, at.date()


@workflow.move("解除归并", sources={State.JOINED}, target=State.PARTED, rule=Another(CONFIRM))
def part(unification: Unification, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """解除归并: each is read under its own code again, with what it had and has got since."""
    Subject.objects.filter(pk=unification.joined_id).update(held_by=None)
    unification.part_reason, unification.parted_on = reason, at.date()
