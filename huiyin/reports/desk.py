"""Staff views of reports: read, download, publish."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
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
            "columns": actions.columns_for(_agency(request)) if _may_publish(request) else [],
        },
    )


@require_GET
def summary_word(request: HttpRequest, year: int) -> HttpResponse:
    """The same as a Word file."""
    report = _report(request, year)
    content = word.to_docx(report, request.build_absolute_uri("/").rstrip("/"))
    return attachment(content, f"{report.title}.docx", word.MEDIA_TYPE)


@require_POST
def publish_summary(request: HttpRequest, year: int) -> HttpResponse:
    """发布到门户: the text becomes a document; its figures stay links to their definitions."""
    report = _report(request, year)
    column = request.POST.get("column", "")
    try:
        page = actions.publish(
            report, _agency(request), column, actor=_actor(request), at=timezone.localtime()
        )
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect("summary", year=year)
    messages.success(request, f"已发布到门户，索引号 {page.index_number}")
    return redirect(page.permanent_address)


def _actor(request: HttpRequest) -> Actor:
    actor: Any = request.actor  # type: ignore[attr-defined]
    return actor  # type: ignore[no-any-return]


def _may_publish(request: HttpRequest) -> bool:
    return _actor(request).may("disclosure.import_pages")


def _agency(request: HttpRequest) -> Organisation:
    """The agency of the person who asks (the first one, where there are several)."""
    agency = Organisation.objects.agencies().visible_to(_actor(request)).first()
    if agency is None:
        raise Http404("您还没有所属机关")
    return agency


def _report(request: HttpRequest, year: int) -> Report:
    today: date = timezone.localdate()
    if not 2000 <= year <= today.year:
        raise Http404("没有这个年度的报告")
    return summary.write(_agency(request), year, written_on=today)
