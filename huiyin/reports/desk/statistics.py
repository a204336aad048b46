"""行政执法统计年报 at the desk: each number opens to its records; downloaded, sent to the reviews."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.casework import rooms
from huiyin.editorial.models import Manuscript
from huiyin.editorial.rules import may_begin
from huiyin.figures import registry
from huiyin.figures.scope import BeforeThePeriodError
from huiyin.organisations.actors import acting
from huiyin.reports import actions, html
from huiyin.reports import statistics as computed
from huiyin.reports.composing import FIRST_YEAR
from huiyin.reports.models import Published
from huiyin.reports.statistics import Address, Statistics
from huiyin.reports.text import Cited
from huiyin.submissions import once
from huiyin.web.http import attachment

from .asked import Asked, asked

KIND = Published.Kind.ENFORCEMENT


@require_GET
def statistics(request: HttpRequest, year: int) -> HttpResponse:
    """The four tables of the year, as of today or of a day."""
    about = asked(request, year)
    made = _composed(about)
    report = made.report(_address(request, about))
    may_send = made.is_over and about.as_of is None
    may_send = may_send and may_begin(acting(request), about.agency.pk)
    context: dict[str, Any] = {
        "about": about,
        "choice": about.choice,
        "report": report,
        "mark": made.mark,
        "opening": [html.paragraph(one) for one in report.opening],
        "tables": [
            (section.heading, [html.paragraph(one) for one in section.paragraphs], section.grid)
            for section in report.sections
        ],
        "due_on": computed.due_on(year),
        "standing": _standing(about, made),
        "is_over": made.is_over,
        "files": [
            (label, reverse("enforcement-statistics-file", args=[year, form]) + about.query)
            for label, form in computed.OFFERED
        ],
        "years": [
            (one, _page(one) + about.choice.query())
            for one in (year - 1, year + 1)
            if FIRST_YEAR <= one <= about.today.year
        ],
        "columns": actions.columns_for(about.agency) if may_send else [],
    }
    return render(request, "reports/desk/statistics.html", context)


@require_GET
def statistics_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The same as a file; 404 for a form that there is not."""
    if form not in computed.TYPES:
        raise Http404
    made = _composed(asked(request, year))
    content = made.content(form, at=timezone.localtime())
    return attachment(content, f"{made.report().title}.{form}", computed.TYPES[form])


@require_POST
def publish_statistics(request: HttpRequest, year: int) -> HttpResponse:
    """送审: the tables become a manuscript; others review and release it."""
    about = asked(request, year)
    try:
        return once.answer(request, lambda: _send(request, about))
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect(_page(year) + about.choice.query())


def _send(request: HttpRequest, about: Asked) -> HttpResponse:
    made = _composed(about)
    if request.POST.get("seen", made.mark) != made.mark:
        messages.warning(
            request, "您打开页面以后，统计数据有变化，没有送审。请看过现在的数据再送审"
        )
        return redirect(_page(about.year) + about.choice.query())
    now = timezone.localtime()
    manuscript = actions.send(
        made.report(), about.agency, request.POST.get("column", ""), kind=KIND,
        attached=made.attached(at=now), actor=acting(request), at=now,
    )  # fmt: skip
    messages.success(request, f"已生成稿件 {manuscript.reference} 并送审，审核通过并发布后才会公开")
    return redirect(manuscript.get_absolute_url())


def _composed(about: Asked) -> Statistics:
    """Raises Http404: on that day the year had not begun."""
    try:
        return computed.compose(about.agency, about.year, today=about.today, as_of=about.as_of)
    except BeforeThePeriodError as early:
        raise Http404("没有这一天的统计") from early


def _page(year: int) -> str:
    return reverse("enforcement-statistics", args=[year])


def _address(request: HttpRequest, about: Asked) -> Address:
    """The desk's list of the records where this person may see them; else the public page."""
    actor, agency = acting(request), about.agency.pk
    figures = registry.by_key(agency)
    opened: dict[Any, bool] = {}

    def address(cited: Cited) -> str:
        model = figures[cited.key].ledger.model
        if model not in opened:
            room = rooms.of_model(model)
            opened[model] = room is not None and room.may_view(actor, agency)
        if not opened[model]:
            return cited.address
        marks = {"year": str(cited.year)} | cited.scope.marks | about.choice.marks
        return f"{reverse('desk-figure', args=[cited.key])}?{urlencode(marks)}"

    return address


def _standing(about: Asked, made: Statistics) -> tuple[str, str]:
    """How it stands with the publication: tone and words; nothing where none is owed yet."""
    sent = Manuscript.objects.exclude(state=Manuscript.State.VOIDED).filter(
        agency=about.agency,
        page__published_report__kind=KIND,
        page__published_report__year=about.year,
    )
    newest = sent.select_related("page").order_by("-pk").first()
    if newest is not None and newest.page.live:
        return "good", "已经公开"
    if newest is not None:
        return "warn", f"已送审（稿件 {newest.reference}），还没有公开"
    if about.today.year == about.year or made.is_empty:
        return "", ""
    due: date = computed.due_on(about.year)
    if about.today > due:
        return "bad", f"应在 {due}前（含当日）公开，已经超期"
    return "warn", f"还没有送审，应在 {due}前（含当日）公开"
