"""留言选登: published questions and answers, and how many come in and are answered."""

from datetime import timedelta
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import ExtractYear, TruncYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from huiyin.hotline.actions import MESSAGE_KINDS, MESSAGES
from huiyin.hotline.models import ServiceRequest
from huiyin.web.context import Section
from huiyin.web.page_cache import remembered
from huiyin.web.paging import Paging

SECTION = Section(
    "留言选登", "公开的留言和答复，留言收到、办结情况统计", "留言,答复,统计", "咨询投诉"
)
YEARS = 5  # lines of the statistics
KINDS = {kind.value: str(kind.label) for kind in MESSAGE_KINDS}
LINE = ("request_kind", "public_subject", "published_at", "answered_on", "received_on")


def messages(request: HttpRequest) -> HttpResponse:
    """The list, newest answer first, and the statistics."""
    kind, year = _chosen(request)
    found = _of_year(_of_kind(ServiceRequest.objects.public(), kind), year)
    paging = Paging.of(request, found.count())
    shown = found.select_related("agency").only(*LINE, "agency__short_name", "agency__name")
    context = {
        "column": SECTION,
        "messages_shown": shown.order_by("-published_at", "-pk")[
            paging.offset : paging.offset + paging.size
        ],
        "paging": paging,
        "filters": _filters(kind, year),
        "is_narrowed": bool(kind or year),
        "statistics": statistics(),
        "door": "interaction",
    }
    return render(request, "hotline/portal/messages.html", context)


def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One question with its answer."""
    found = get_object_or_404(
        ServiceRequest.objects.public().select_related("agency", "unit"), pk=pk
    )
    context = {"matter": found, "column": SECTION, "door": "interaction"}
    return render(request, "hotline/portal/question.html", context)


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


def _chosen(request: HttpRequest) -> tuple[str, int | None]:
    """Kind and year of the address; what is neither is nobody's page."""
    kind, year = request.GET.get("category", ""), request.GET.get("year", "")
    if kind and kind not in KINDS:
        raise Http404("没有这类留言")
    if year and not (year.isascii() and year.isdecimal() and 2000 <= int(year[:5]) <= 9000):
        raise Http404("年份不对")
    return kind, int(year) if year else None


def _of_kind(found: "QuerySet[ServiceRequest]", kind: str) -> "QuerySet[ServiceRequest]":
    return found.filter(request_kind=kind) if kind else found


def _of_year(found: "QuerySet[ServiceRequest]", year: int | None) -> "QuerySet[ServiceRequest]":
    return found.filter(published_at__year=year) if year else found


def _filters(kind: str, year: int | None) -> list[dict[str, Any]]:
    """Each filter counts what the other one leaves."""
    public = ServiceRequest.objects.public()
    kinds = _of_year(public, year).order_by().values_list("request_kind").annotate(Count("pk"))
    zone = timezone.get_current_timezone()
    years = (
        _of_kind(public, kind)
        .order_by()
        .annotate(year=TruncYear("published_at", tzinfo=zone))
        .values_list("year")
        .annotate(Count("pk"))
        .order_by("-year")
    )
    told = [
        ("category", "类型", kind, [(k, KINDS.get(k, k), count) for k, count in kinds]),
        ("year", "年份", year or "", [(y.year, f"{y.year}年", count) for y, count in years]),
    ]
    return [
        {"name": name, "label": label, "chosen": chosen, "values": values}
        for name, label, chosen, values in told
        if values
    ]
