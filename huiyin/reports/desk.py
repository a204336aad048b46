"""Staff views of reports: read, download, draft for publication."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.editorial.rules import may_begin
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.web.addresses import absolute
from huiyin.web.http import attachment

from . import actions, html, summary, word
from .text import Report


@require_GET
def summary_page(request: HttpRequest, year: int) -> HttpResponse:
    """年度工作总结: the text with its figures as links, and their definitions."""
    report = _report(request, year)
    return render(
        request,
        "reports/desk/summary.html",
        {
            "report": report,
            "opening": html.paragraph(report.opening),
            "sections": html.sections(report),
            "columns": actions.columns_for(_agency(request)) if may_begin(acting(request)) else [],
        },
    )


@require_GET
def summary_word(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a Word file."""
    report = _report(request, year)
    content = word.to_docx(report, absolute())
    return attachment(content, f"{report.title}.docx", word.MEDIA_TYPE)


@require_POST
def publish_summary(request: HttpRequest, year: int) -> HttpResponse:
    """起草公开稿: the text becomes a manuscript; once reviewed and released it is on the portal."""
    report = _report(request, year)
    column = request.POST.get("column", "")
    try:
        return once.answer(request, lambda: _draft(request, report, column))
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect("summary", year=year)


def _draft(request: HttpRequest, report: Report, column: str) -> HttpResponse:
    made = actions.draft(
        report, _agency(request), column, actor=acting(request), at=timezone.localtime()
    )
    messages.success(
        request, f"已生成稿件 {made.reference}。请核对后送审，审核通过并发布后才会公开"
    )
    return redirect(made.get_absolute_url())


def _agency(request: HttpRequest) -> Organisation:
    """The agency of the person who asks (the first one, where there are several)."""
    agency = Organisation.objects.agencies().visible_to(acting(request)).first()
    if agency is None:
        raise Http404("您还没有所属机关")
    return agency


def _report(request: HttpRequest, year: int) -> Report:
    today: date = timezone.localdate()
    if not 2000 <= year <= today.year:
        raise Http404("没有这个年度的报告")
    return summary.write(_agency(request), year, written_on=today)
