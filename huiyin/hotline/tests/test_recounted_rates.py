"""Any history of moves gives figures that a recount of what happened, in plain Python, confirms."""

import statistics
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.audit.actors import system
from huiyin.casework.models import Clock
from huiyin.casework.workflow import MoveRefusedError
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Supervision
from huiyin.figures import registry
from huiyin.figures.registry import Scope
from huiyin.hotline import actions
from huiyin.hotline.models import ServiceRequest
from huiyin.workdays.load import calendar

from . import trial, visit_rows

ZONE = ZoneInfo("Asia/Shanghai")
BEGIN, FIRST = datetime(2026, 3, 2, 9, tzinfo=ZONE), date(2026, 1, 1)
ROBOT, CALL = system("recount"), timedelta(hours=24)
GOOD = visit_rows.VISITED
BAD = GOOD | {"resolution": "unresolved", "satisfaction": "dissatisfied"}
NONE = {"door": "phone", "reached": "no"}
BASIS = {"reason": "不是本单位职责", "basis": "三定规定第四条"}


@dataclass
class Told:
    """What happened to one request, as it happened."""

    request: ServiceRequest
    due: date
    received: date
    answers: list[date] = field(default_factory=list)
    opinions: list[list] = field(default_factory=list)
    """[day, round, resolution, satisfaction]"""
    supervisions: list[list] = field(default_factory=list)
    """[asked, due, first answered, released]"""
    returns: list[date] = field(default_factory=list)
    agains: list[date] = field(default_factory=list)
    extended: date | None = None
    voided: date | None = None
    calls: list[list] = field(default_factory=list)
    """[begun, stopped, whether by voiding]"""

    def stop_call(self, at, is_void=False):
        if self.calls[-1][1] is None:
            self.calls[-1][1:] = [at, is_void]


def lead(request):
    return Assignment.objects.of(request).order_by("-pk").first()


def spoke(told, request, reached, who):
    actions.contact(request, door="phone", reached=reached, **who)
    if reached == "yes":
        told.stop_call(who["at"])


def task(request, move, **more):
    if (last := lead(request)) is not None:
        move(last, **more)
    return last


def give_back(told, request, who):
    if task(request, tasks.send_back, **BASIS, **who):
        told.returns.append(who["at"].date())


def answer(told, request, who):
    actions.approve(actions.draft(request, draft_text="已修复。", **who), **who)
    told.answers.append(who["at"].date())
    told.stop_call(who["at"])


def extend(told, request, who):
    asked = actions.ask_more_time(request, days=3, reason="复杂", **who)
    extended = actions.extend(asked, **who)
    if not told.agains:
        told.extended, told.due = who["at"].date(), extended.due_on


def visit(told, request, said, who):
    actions.visit(request, **said, **who)
    if said is not NONE:
        about = (len(told.agains), said["resolution"], said["satisfaction"])
        told.opinions.append([who["at"].date(), *about])


def sheet(told, request, who):
    """What a platform's sheet says: of the answer that stands, or of the first one, all along."""
    is_later = request.state == "answered" and bool(told.agains)
    actions.amend_by_table(request, values={"satisfaction": "dissatisfied"}, **who)
    if is_later:
        return
    if (said := next((one for one in told.opinions if one[1] == 0), None)) is not None:
        said[3] = "dissatisfied"
    else:
        told.opinions.append([who["at"].date(), 0, "", "dissatisfied"])


def supervise(told, request, who):
    day = who["at"].date()
    asked = Supervision(
        agency=request.agency, unit=request.agency, subject="请说明", due_on=day + timedelta(days=3)
    )
    asked.put_beside(request)
    tasks.supervise(asked, **who)
    told.supervisions.append([day, asked.due_on, None, None])


def supervised(told, request, move, place, **details):
    """A move of its last supervision; the first time that it happened is what counts."""
    last = Supervision.objects.of(request).order_by("pk").last()
    if last is not None:
        move(last, **details)
        if place and told.supervisions[-1][place] is None:
            told.supervisions[-1][place] = details["at"].date()


def reply(told, request, who):
    said = {"answer": "已办", "answered_on": who["at"].date()}
    supervised(told, request, tasks.answer_supervision, 2, **said, **who)


def again(told, request, who):
    actions.handle_again(request, reason="未解决", unit=request.agency, **who)
    told.agains.append(who["at"].date())
    told.calls.append([who["at"], None, False])


def void(told, request, who):
    actions.void(request, reason="重复", **who)
    told.voided = who["at"].date()
    told.stop_call(who["at"], is_void=True)


ACTS = {
    "call": lambda told, one, who: spoke(told, one, "yes", who),
    "no reply": lambda told, one, who: spoke(told, one, "no", who),
    "give": lambda told, one, who: actions.assign(one, unit=one.agency, **who),
    "sign": lambda told, one, who: task(one, tasks.sign, **who),
    "return": give_back,
    "answer": answer,
    "extend": extend,
    "good": lambda told, one, who: visit(told, one, GOOD, who),
    "bad": lambda told, one, who: visit(told, one, BAD, who),
    "silent": lambda told, one, who: visit(told, one, NONE, who),
    "sheet": sheet,
    "again": again,
    "uphold": lambda told, one, who: actions.uphold(one, reason="已复查", **who),
    "supervise": supervise,
    "reply": reply,
    "reply anew": lambda told, one, who: supervised(
        told, one, tasks.ask_anew, 0, reason="不具体", **who
    ),
    "release": lambda told, one, who: supervised(
        told, one, tasks.release, 3, reason="已办结", **who
    ),
    "void": void,
}
"""Each notes what it has done once it was done."""


COURSES = (
    ("give", "sign", "call", "answer", "good"), ("give", "sign", "answer", "bad", "again", "sign", "answer"),
    ("call", "extend", "give", "sign", "answer", "silent"), ("give", "return", "give", "sign", "answer"),
    ("give", "supervise", "sign", "reply", "release", "answer"), ("give", "supervise", "reply", "reply anew", "reply"),
    ("give", "sign", "answer", "sheet", "again", "sign", "answer", "sheet", "uphold"),
)  # fmt: skip
steps = st.lists(st.tuples(st.sampled_from(list(ACTS)), st.integers(1, 60)), max_size=6)
course = st.tuples(st.sampled_from(COURSES), st.integers(1, 60)).map(
    lambda drawn: [(step, drawn[1]) for step in drawn[0]]
)
histories = st.lists(
    st.one_of(course, steps, st.tuples(course, steps).map(lambda two: two[0] + two[1])),
    min_size=1,
    max_size=8,
)


def tell(history, bureau):
    at = BEGIN
    request = trial.request(bureau, caller_phone="13800000000", received_on=at.date())
    request = actions.register(request, actor=ROBOT, at=at)
    told = Told(request, request.due_on, at.date(), calls=[[at, None, False]])
    for name, hours in history:
        at += timedelta(hours=hours)
        try:
            with transaction.atomic():
                now = ServiceRequest.objects.get(pk=request.pk)
                ACTS[name](told, now, {"actor": ROBOT, "at": at})
        except (MoveRefusedError, ValidationError):
            continue
    return told


def first(days):
    return min(days, default=None)


def by(day, end):
    return day is not None and day <= end


def recount(all_told, end):
    """(part, whole, left out) of each rate, as of the end of that day."""
    counts = {}
    valid = [one for one in all_told if not by(one.voided, end)]
    due = [one for one in valid if FIRST <= one.due <= end]
    answered = [one for one in due if by(first(one.answers), end)]
    said = {
        id(one): next((o for o in one.opinions if o[1] == 0 and o[0] <= end), None) for one in valid
    }
    asked = [one for one in due if said[id(one)] and said[id(one)][2]]
    counts["resolved"] = (
        sum(said[id(one)][2] == "resolved" for one in asked),
        len(asked),
        len(due) - len(asked),
    )
    counts["extended"] = (sum(by(one.extended, end) for one in due), len(due), 0)
    again = sum(by(first(one.agains), end) for one in answered)
    counts["again"] = (again, len(answered), len(due) - len(answered))
    counts["on-time"] = (sum(first(one.answers) <= one.due for one in answered), len(due), 0)
    rated = [one for one in valid if said[id(one)]]
    counts["satisfied"] = (sum(said[id(one)][3] == "fair" for one in rated), len(rated), 0)
    stretches = {
        one.request.pk: [(b + CALL, stopped, is_void) for b, stopped, is_void in one.calls]
        for one in valid
    }
    counts["contacted"] = clocked(stretches, end)
    return counts


def recount_beside(all_told, end):
    """Of supervisions and returns, whatever became of their requests."""
    rows = [one for told in all_told for one in told.supervisions if FIRST <= one[0] <= end]
    due = [one for one in rows if one[1] <= end]
    kept = sum(by(one[2], end) and one[2] <= one[1] for one in due)
    return {
        "supervised": len(rows),
        "supervisions-in-time": registry.share(kept, len(due)) if due else None,
        "supervisions-released": sum(by(one[3], end) for one in rows),
        "returned": sum(by(day, end) for told in all_told for day in told.returns),
    }


def recount_days(all_told, end):
    """Working days to the first answer, walked one by one: how many, their mean and median."""
    is_workday, taken = calendar().is_workday, []
    for one in all_told:
        answer = first(one.answers)
        if by(answer, end) and not by(one.voided, end):
            passed = range(1, (answer - one.received).days + 1)
            taken.append(sum(is_workday(one.received + timedelta(days=day)) for day in passed))
    if len(taken) < 5:
        return (0, None, None)
    average = (Decimal(sum(taken)) / len(taken)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return (len(taken), average, Decimal(str(statistics.median(taken))))


def clocked(stretches, end):
    part = whole = out = 0
    for ends in stretches.values():
        judged = [judge(due_at, stopped, is_dropped, end) for due_at, stopped, is_dropped in ends]
        owed = [one for one in judged if one in ("kept", "missed")]
        whole += bool(owed)
        part += bool(owed) and "missed" not in owed
        out += not owed and "dropped" in judged
    return part, whole, out


def judge(due_at, stopped, is_dropped, end):
    """What was known of one clock at the end of the day; empty: nothing yet."""
    due_on = due_at.astimezone(ZONE).date()
    if due_on > end:
        return ""
    if stopped is None or stopped.astimezone(ZONE).date() > end:
        return "missed" if due_on < end else ""
    if stopped > due_at:
        return "missed"
    return "dropped" if is_dropped else "kept"


def recount_tasks(end):
    """From the rows as they stand at last, each with its days."""
    of_tasks = list(Assignment.objects.all())
    due = [one for one in of_tasks if one.due_on <= end and one.given_on <= end]
    closed = {one.pk: one.state for one in due if by(one.closed_on, end)}
    states = [closed.get(one.pk, "") for one in due]
    counts = {
        "returned": (
            states.count("returned"),
            len(due) - states.count("called-back"),
            states.count("called-back"),
        )
    }
    called = {one.pk: one.state == "called-back" and one.signed_on is None for one in of_tasks}
    clocks = Clock.objects.of_kind(Assignment)
    stretches = {
        one.about_pk: [(one.due_at, one.stopped_at, called[one.about_pk])] for one in clocks
    }
    counts["signed-in-time"] = clocked(stretches, end)
    return counts


def figures_of(bureau, keys, end):
    scope = Scope.year(bureau.pk, 2026, end)
    found = [registry.find(f"hotline.{key}", bureau.pk) for key in keys]
    readings = registry.read(found, scope)
    return {
        key: (one.records(scope).count(), one.base(scope).count(), readings[one.key].excluded)
        for key, one in zip(keys, found, strict=True)
    }


def others_of(bureau, end):
    scope = Scope.year(bureau.pk, 2026, end)
    beside = ("supervised", "supervisions-in-time", "supervisions-released", "returned")
    keys = [f"coordination.{key}" for key in beside]
    read = registry.read([registry.find(key, bureau.pk) for key in keys], scope)
    times = [registry.find(f"hotline.days-{key}") for key in ("mean", "median")]
    average, middle = registry.read(times, scope).values()
    return (
        {key: read[f"coordination.{key}"].value for key in beside},
        (average.measured, average.value, middle.value),
    )


@pytest.mark.django_db
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=histories, days=st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_any_history_is_counted_as_it_was(bureau, history, days):
    with transaction.atomic():
        all_told = [tell(one, bureau) for one in history]
        for day in days:
            end = BEGIN.date() + timedelta(days=day)
            expected = recount(all_told, end) | recount_tasks(end)
            assert figures_of(bureau, list(expected), end) == expected, end
            others = recount_beside(all_told, end), recount_days(all_told, end)
            assert others_of(bureau, end) == others, end
        transaction.set_rollback(True)
