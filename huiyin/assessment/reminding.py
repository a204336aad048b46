"""考核期限提醒: what ends soon or is over, in the nightly letter to whoever has the next step."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation, holds

from .models import ANSWER, Assessment
from .rules import CONFIRM, REVIEW

HEADING = "考核期限提醒"
AHEAD = timedelta(days=3)
LISTED = 30
State = Assessment.State
NEXT = {
    State.SCORING: "自评",
    State.REVIEWING: "复核",
    State.OPEN: "申诉或者认可",
    State.APPEALED: "答复申诉",
}
OVER = {State.OPEN: "确认结果"}
"""What is owed once the term of a state is over, where that is another step."""


def due(walk: Walk) -> reminding.OfAgency:
    """Each night from three days before the last one on, until the step is taken."""
    return lambda agency: list(_parts(agency, timezone.localdate(walk.at)))


def _parts(agency: Organisation, today: date) -> Iterator[Part]:
    lines: dict[int, list[str]] = defaultdict(list)
    rows = Assessment.objects.open().filter(agency=agency, due_on__lte=today + AHEAD)
    for matter in rows.select_related("unit").order_by("due_on", "pk"):
        line = _line(matter, today)
        for person in _persons(matter, today):
            lines[person].append(line)
    for person, told in sorted(lines.items()):
        more = [f"另有 {len(told) - LISTED} 件，请在列表中查看"] if len(told) > LISTED else []
        yield Part(person, HEADING, (*told[:LISTED], *more), len(told))


def _is_over(matter: Assessment, today: date) -> bool:
    return matter.due_on is not None and matter.due_on < today


def _line(matter: Assessment, today: date) -> str:
    """Number, unit, step and day: nothing of what was scored goes into a letter."""
    state, is_over = State(matter.state), _is_over(matter, today)
    step = OVER.get(state, NEXT[state]) if is_over else NEXT[state]
    when = f"应于 {matter.due_day} 完成，已超期" if is_over else f"{matter.due_day} 到期"
    if is_over and state in OVER:
        when = f"申诉期限 {matter.due_day} 已过"
    return f"{matter.reference} {matter.unit.name}：{step}，{when}"


def _persons(matter: Assessment, today: date) -> set[int]:
    """Whoever has the next step: in the unit, or in the agency that assesses."""
    in_unit = holds(ANSWER) & Q(post__organisation=matter.unit_id)
    own = Q(post__organisation=matter.agency_id)
    own |= Q(post__organisation__parent=matter.agency_id, post__organisation__is_agency=False)
    asked = {
        State.SCORING: in_unit,
        State.REVIEWING: holds(REVIEW) & own,
        State.APPEALED: holds(REVIEW) & own,
        State.OPEN: holds(CONFIRM) & own if _is_over(matter, today) else in_unit,
    }[State(matter.state)]
    memberships = Membership.objects.answering(today).filter(asked)
    return set(memberships.values_list("user_id", flat=True))


reminding.declare("assessments", due)
