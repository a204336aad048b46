"""工单计时期限: the clocks of a request, and how long each runs by its kind and urgency."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection, models

from huiyin.casework.clock_rows import MEASURES, ClockRule
from huiyin.casework.deadlines import TimeLimit
from huiyin.casework.moments import Measure, Term
from huiyin.casework.terms import Dated
from huiyin.hotline import deadlines

from .kinds import RequestKind

CONTACT, URGENT, CRITICAL = "hotline.contact", "hotline.urgent", "hotline.critical"
VISIT: Final = "hotline.visit"


class Urgency(models.TextChoices):
    """紧急程度."""

    NORMAL = "normal", "一般"
    URGENT = "urgent", "紧急"
    CRITICAL = "critical", "特急"


class RequestTerm(Dated):
    """工单计时期限: how long a clock of a request runs, by kind and urgency; 0 means not at all.

    The row that says most about a request is its own: kind and urgency, kind, urgency, neither.
    """

    of = ("clock", "request_kind", "urgency")
    CLOCKS: ClassVar[list[tuple[str, str]]] = [
        (CONTACT, "联系诉求人"),
        (URGENT, "紧急诉求办结"),
        (CRITICAL, "特急诉求办结"),
        (VISIT, "回访"),
    ]

    clock = models.CharField("计时事项", max_length=40, choices=CLOCKS)
    request_kind = models.CharField(
        "诉求类型", max_length=12, choices=[("", "全部"), *RequestKind.choices], blank=True
    )
    urgency = models.CharField(
        "紧急程度", max_length=10, choices=[("", "全部"), *Urgency.choices], blank=True
    )
    amount = models.PositiveIntegerField(
        "数量",
        validators=[MinValueValidator(0), MaxValueValidator(100_000)],
        help_text="填 0 的不计时",
    )
    measure = models.CharField("单位", max_length=10, choices=MEASURES)

    class Meta:
        verbose_name = verbose_name_plural = "工单计时期限"
        ordering = ["clock", "request_kind", "urgency", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock", "request_kind", "urgency", "valid_from"],
                name="hotline_request_term_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_clock_display()} {self.period}"

    @property
    def term(self) -> Term:
        return Term(self.amount, Measure(self.measure), self.basis)

    @property
    def period(self) -> str:
        return self.term.period if self.amount else "不计时"


class RepeatTerm(Dated):
    """反复诉求认定: within how many days the same matter of the same number is brought again."""

    days = models.PositiveSmallIntegerField(
        "间隔不超过（日）", validators=[MinValueValidator(1), MaxValueValidator(400)]
    )

    class Meta:
        verbose_name = verbose_name_plural = "反复诉求认定"
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["valid_from"], name="hotline_repeat_term_once")
        ]

    def __str__(self) -> str:
        return f"{self.days}日内"


def best(clock: str, kind: str, urgency: str, day: date) -> "models.QuerySet[RequestTerm]":
    """The rows for such a request on that day, the one that says most about it first."""
    rows: models.QuerySet[RequestTerm] = RequestTerm.objects.filter(
        clock=clock,
        request_kind__in=("", kind),
        urgency__in=("", urgency),
        valid_from__lte=day,
    )
    return rows.order_by("-request_kind", "-urgency", "-valid_from")  # empty comes last


_BOTH = """
    SELECT target.days, target.basis, term.amount, term.measure, term.basis
    FROM hotline_servicetarget target LEFT JOIN hotline_requestterm term ON term.id = (
        SELECT id FROM hotline_requestterm
        WHERE clock = %s AND request_kind IN ('', %s) AND urgency IN ('', %s) AND valid_from <= %s
        ORDER BY request_kind DESC, urgency DESC, valid_from DESC LIMIT 1)
    WHERE target.kind = %s AND target.valid_from <= %s ORDER BY target.valid_from DESC LIMIT 1
"""


def limit_and_contact(
    kind: str, urgency: str, *, counted_from: date, received_on: date
) -> tuple[TimeLimit | None, RequestTerm | None]:
    """`time_limit` and the first of `best` for the contact, by one statement.

    Each request that comes in asks for both; for Django to put the question into words takes
    longer than all of its answer.
    """
    since, received = map(connection.ops.adapt_datefield_value, (counted_from, received_on))
    with connection.cursor() as cursor:
        cursor.execute(_BOTH, [CONTACT, kind, urgency, received, kind, since])
        row = cursor.fetchone()
    if row is None:
        return None, None
    days, basis, amount, measure, contact_basis = row
    contact = None
    if amount is not None:
        contact = RequestTerm(clock=CONTACT, amount=amount, measure=measure, basis=contact_basis)
    return deadlines.target(kind, str(RequestKind(kind).label), days, basis), contact


def _term(clock: str, request: Any, day: date) -> RequestTerm | None:
    """None where there is no row, or it says 不计时; of no request, what holds for any."""
    if request is None:
        row = best(clock, "", "", day).first()
    elif clock == CONTACT:
        row = request.contact_row()
    else:
        row = best(clock, request.request_kind, request.urgency, day).first()
    return row if row is not None and row.amount else None


def _rule(clock: str, runs: Any, dropped: Any) -> ClockRule:
    return ClockRule(clock, dict(RequestTerm.CLOCKS)[clock], runs, dropped, partial(_term, clock))


def _is_urgent(urgency: Urgency) -> Any:
    return lambda request: request.urgency == urgency and request.state in request.HANDLED


def _still_open(request: Any) -> bool:
    """Of another urgency now, joined to another one, or at a stand: of this nothing is owed."""
    return request.state in request.OPEN


def _never(request: Any) -> bool:
    return False


CLOCKED: tuple[ClockRule, ...] = (
    _rule(
        CONTACT,
        lambda request: (
            request.contacted_at is None
            and request.state in request.OPEN
            and request.can_be_reached
        ),
        _never,
    ),
    _rule(URGENT, _is_urgent(Urgency.URGENT), _still_open),
    _rule(CRITICAL, _is_urgent(Urgency.CRITICAL), _still_open),
    _rule(
        VISIT,
        lambda request: (
            request.visited_at is None
            and request.state == request.State.ANSWERED
            and request.can_be_reached
        ),
        _still_open,
    ),
)
