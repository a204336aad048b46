"""工单计时期限: the clocks of a request, and how long each runs by its kind and urgency."""

from datetime import date
from functools import partial
from typing import Any, ClassVar, Final

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Q, Subquery, Value, When
from django.db.models.functions import JSONObject

from huiyin.casework.clock_rows import MEASURES, ClockRule
from huiyin.casework.moments import Measure, Term
from huiyin.casework.terms import Dated

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


def best(clock: str, kind: str, urgency: str, day: date) -> "models.QuerySet[RequestTerm]":
    """The rows for such a request on that day, the one that says most about it first."""
    exact = Case(
        When(~Q(request_kind="") & ~Q(urgency=""), then=Value(3)),
        When(~Q(request_kind=""), then=Value(2)),
        When(~Q(urgency=""), then=Value(1)),
        default=Value(0),
    )
    rows: models.QuerySet[RequestTerm] = RequestTerm.objects.filter(
        clock=clock,
        request_kind__in=("", kind),
        urgency__in=("", urgency),
        valid_from__lte=day,
    )
    return rows.order_by(exact.desc(), "-valid_from")


def contact_term(kind: str, urgency: str, day: date) -> Subquery:
    """To be read along with something else: the contact term as JSON, or nothing."""
    columns = {name: name for name in ("clock", "amount", "measure", "basis")}
    rows = best(CONTACT, kind, urgency, day).values(row=JSONObject(**columns))
    return Subquery(rows[:1], output_field=models.JSONField())


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
