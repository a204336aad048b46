"""应报: which quarters a task is reported for, and the day of what is owed next."""

from collections.abc import Iterable
from datetime import date, timedelta

from huiyin.planning import quarters
from huiyin.planning.models import PlanItem, Quarter, Reopened, ReportTerm


def term_on(day: date) -> ReportTerm | None:
    """The rule in force on that day."""
    term: ReportTerm | None = ReportTerm.objects.on(day)
    return term


def expect(item: PlanItem, day: date) -> None:
    """The rows of the quarters, when a task is given; one given again keeps what was reported."""
    term = term_on(day)
    if term is None:
        raise LookupError(f"没有在 {day} 有效的季度报送规定")
    known = {one.number: one for one in item.quarters.all()}
    for number in quarters.expected(item.year, day, item.due_on):
        begins, ends = quarters.bounds(item.year, number)
        one = known.get(number) or Quarter(item=item, number=number)
        if one.reported_on is None:
            _keep_ended(item, [one], day)
            one.begins_on, one.ends_on, one.ended_on = begins, ends, None
            one.due_on = ends + timedelta(days=term.days)
            one.save()


def end_quarters(item: PlanItem, day: date) -> None:
    """Nothing is owed for the quarters that are not over: the task has ended."""
    item.quarters.filter(reported_on=None, ended_on=None, ends_on__gte=day).update(ended_on=day)


def begin_quarters_again(item: PlanItem, day: date) -> None:
    """What was taken for done is not: its quarters are owed again from that day on."""
    ended = item.quarters.filter(reported_on=None)
    _keep_ended(item, ended, day)
    ended.update(ended_on=None)


def _keep_ended(item: PlanItem, ended: Iterable[Quarter], day: date) -> None:
    """Until that day nothing was owed for these quarters, as far as they had ended."""
    Reopened.objects.bulk_create(
        Reopened(item=item, quarter=one, kind=Reopened.Kind.QUARTER, since=one.ended_on, until=day)
        for one in ended
        if one.pk and one.ended_on
    )


def owed(item: PlanItem) -> "list[Quarter]":
    """The quarters that are still to be reported, the earliest first."""
    return list(item.quarters.filter(reported_on=None, ended_on=None).order_by("number"))


def owe(item: PlanItem) -> None:
    """Sets the day of what is owed next; each report begins a new round."""
    waiting = owed(item) if item.issued_on else []
    item.round = 1 + sum(one.reported_on is not None for one in item.quarters.all())
    item.owed_on = min([item.due_on, *(one.due_on for one in waiting)])
