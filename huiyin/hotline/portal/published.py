"""留言选登: published questions and answers, and how many come in and are answered."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone

from huiyin.hotline.actions import MESSAGE_KINDS, MESSAGES
from huiyin.hotline.models import ServiceRequest, ServiceRequestQuerySet
from huiyin.web.context import Section
from huiyin.web.kept.page_cache import remembered
from huiyin.web.narrowings import Choice, Year
from huiyin.web.publiclists import PublicList, RecordPage
from huiyin.web.tables import CellKind, Column

YEARS = 5  # lines of the statistics
KINDS = sorted((kind.value, str(kind.label)) for kind in MESSAGE_KINDS)
LINE = ("request_kind", "public_subject", "published_at", "answered_on", "received_on")


@remembered
def statistics() -> list[dict[str, Any]]:
    """Of each of the last years: messages received, answered, published, and days to the answer."""
    took = ExpressionWrapper(F("answered_on") - F("received_on"), output_field=DurationField())
    public = Q(pk__in=ServiceRequest.objects.public().values("pk"))
    answered = Q(answered_on__isnull=False)
    rows = (
        ServiceRequest.objects.valid()
        .filter(channel__key=MESSAGES)
        .annotate(year=ExtractYear("received_on"))
        .values("year")
        .annotate(
            received=Count("pk"),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(answered_on__lte=F("due_on"))),
            published=Count("pk", filter=public),
            took=Avg(took, filter=answered),
        )
        .order_by("-year")[:YEARS]
    )
    return [row | {"days": _days(row["took"])} for row in rows]


def _days(took: timedelta | None) -> str:
    return "" if took is None else f"{took / timedelta(days=1):.1f}"


def _listed(requests: "QuerySet[ServiceRequest]") -> "QuerySet[ServiceRequest]":
    return requests.select_related("agency").only(
        *LINE, "agency__short_name", "agency__name", "agency__changed_on"
    )


QUESTIONS: tuple[Column[ServiceRequest], ...] = (
    Column("类型", lambda one: one.get_request_kind_display(), code="kind"),
    Column("标题", lambda one: one.public_subject, code="subject"),
    Column("留言", lambda one: one.public_content, code="content"),
    Column("收到日期", lambda one: one.received_on, CellKind.DAY, "received_on"),
    Column("答复", lambda one: one.public_answer, code="answer"),
    Column(
        "答复单位", lambda one: one.unit.on(one.answered_on).name if one.unit else "", code="unit"
    ),
    Column("答复日期", lambda one: one.answered_on, CellKind.DAY, "answered_on"),
    Column("受理机关", lambda one: one.agency.on(one.published_at).name, code="agency"),
    Column("公开日期", lambda one: _local(one.published_at), CellKind.DAY, "published_on"),
)
"""What a page says of each, for programs."""


def _local(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


MESSAGES_SHOWN = PublicList[ServiceRequest, ServiceRequestQuerySet](
    key="messages",
    section=Section(
        "留言选登", "公开的留言和答复，留言收到、办结情况统计", "留言,答复,统计", "咨询投诉"
    ),
    door="interaction",
    model=ServiceRequest,
    public=ServiceRequestQuerySet.public,
    order=("-published_at", "-pk"),
    template="hotline/portal/messages.html",
    narrowings=(
        Choice("category", "类型", "request_kind", lambda: KINDS, "没有这类留言"),
        Year("year", "年份", "published_at"),
    ),
    listed=_listed,
    columns=QUESTIONS,
    exported=lambda requests: requests.select_related("agency", "unit"),
    record=RecordPage(
        name="message-published",
        template="hotline/portal/question.html",
        loaded=lambda requests: requests.select_related("agency", "unit"),
        mapped="questions",
        changed="published_at",
    ),
    more=lambda chosen: {"statistics": statistics()},
)
"""Question and answer stay as they were published; they are withdrawn to be changed."""
