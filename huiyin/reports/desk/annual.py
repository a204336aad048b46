"""年度报告 at the desk: the text with its tables, what is still missing, and the files."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.national_forms.forms import form_of
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.proofreading import findings
from huiyin.reports import html, rules
from huiyin.reports.actions import annual as moves
from huiyin.reports.actions import annual_writing as writing
from huiyin.reports.annual import data, files, kept, outline, sources
from huiyin.reports.annual.composing import KIND, Annual
from huiyin.reports.forms import ParagraphForm, StatementForm
from huiyin.reports.models import AnnualReport, OfficeParagraph
from huiyin.web.http import attachment

from . import annual_outline
from .answering import GET_POST, answer, seen
from .outline import citable

SEEN_WITH = (rules.VIEW_ANNUAL, rules.WRITE_ANNUAL, rules.CHECK_ANNUAL)


@dataclass(frozen=True)
class About:
    """The report of a page of writing, as its template asks for it."""

    report: AnnualReport

    @property
    def agency(self) -> Organisation:
        return self.report.agency

    @property
    def page(self) -> str:
        return reverse("annual-text", args=[self.report.pk])

    @property
    def crumb(self) -> str:
        return f"{self.report.year}年年度报告"


@require_GET
def annual_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it stands; of a frozen one the text as it was sent."""
    report = _report(request, pk)
    if report.data is not None:
        return _frozen(request, report)
    annual, actor = _annual(report), acting(request)
    is_drafted = report.state == AnnualReport.State.DRAFTING
    is_several = Organisation.objects.agencies().of(actor).are_several()
    context = {
        "report": report,
        "annual": annual,
        "title": annual.report.title,
        "opening": [html.paragraph(one, at_desk=True) for one in annual.report.opening[:1]],
        "opening_place": annual_outline.place(
            outline.OPENING, report, annual, annual.report.opening
        ),
        "chapters": annual_outline.chapters(report, annual, is_several=is_several),
        "compared": annual_outline.compared(annual),
        "changes": data.differences(report.drawn, annual) if report.drawn else [],
        "may_write": is_drafted and actor.may(rules.WRITE_ANNUAL, report.agency_id),
        "findings": _findings(annual, report),
        "citable": citable(report.agency_id),
        "files": _files(report),
    }
    return render(request, "reports/desk/annual.html", context)


def _frozen(request: HttpRequest, report: AnnualReport) -> HttpResponse:
    frozen = report.data or {}
    context = {
        "report": report,
        "title": frozen["title"],
        "document": report.published.document if report.published else None,
        "changes": data.since(frozen, _annual(report)),
        "files": _files(report),
    }
    return render(request, "reports/desk/annual_frozen.html", context)


@require_GET
def annual_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The report to take along: as it stands, or as it was frozen."""
    report = _report(request, pk)
    if form not in files.TYPES:
        raise Http404
    try:
        content = kept.content(report, form, at=timezone.now())
    except FileNotFoundError as missing:
        raise Http404(str(missing)) from missing
    return attachment(content, f"{report.title}.{form}", files.TYPES[form])


@require_http_methods(GET_POST)
def annual_paragraph(request: HttpRequest, pk: int, slot: str) -> HttpResponse:
    """撰写一段: what stands there, what was written a year ago, and all versions."""
    report = _written(request, pk)
    if slot not in outline.slots():
        raise Http404("年度报告里没有这个位置")
    place = annual_outline.place_alone(outline.slots()[slot], report)
    form = ParagraphForm(request.POST, label=place.slot.label) if request.POST else place.form
    versions = OfficeParagraph.objects.of_year(report.agency_id, report.year, kind=KIND)
    context = {
        "about": About(report),
        "place": place,
        "form": form,
        "citable": citable(report.agency_id),
        "versions": versions.filter(slot=slot).order_by("-version"),
    }

    def save() -> HttpResponse:
        text = "" if "leave" in request.POST else form.cleaned_data["text"]
        written = writing.write(
            report, slot, text, actor=acting(request), at=timezone.now(), seen=seen(request),
            takes_over="take" in request.POST,
        )  # fmt: skip
        messages.success(request, "已保存" if written else "内容没有变化")
        return redirect(f"{About(report).page}#{place.anchor}")

    return answer(request, "reports/desk/paragraph.html", context, form, save, place.version)


@require_http_methods(GET_POST)
def annual_state(request: HttpRequest, pk: int, cell: str) -> HttpResponse:
    """填报: a number that no register holds, with its source and all versions."""
    report = _written(request, pk)
    is_stated = cell in sources.stated(form_of(report.year))
    if not is_stated or sources.is_counted(cell, report.agency_id, report.year):
        raise Http404("这一栏不由本单位填报")
    stating = annual_outline.stating_alone(cell, report)
    form = StatementForm(request.POST, label=stating.label) if request.POST else stating.form
    context = {
        "about": About(report),
        "one": stating,
        "form": form,
        "versions": annual_outline.history(report, cell),
    }

    def save() -> HttpResponse:
        writing.state(
            report, cell, form.cleaned_data["value"], form.cleaned_data["source"],
            actor=acting(request), at=timezone.now(), seen=seen(request),
        )  # fmt: skip
        messages.success(request, f"已填报：{stating.label}")
        return redirect(f"{About(report).page}#{stating.anchor}")

    return answer(request, "reports/desk/annual_state.html", context, form, save, stating.version)


def _annual(report: AnnualReport) -> Annual:
    return moves.as_it_stands(report, timezone.localdate())


def _report(request: HttpRequest, pk: int) -> AnnualReport:
    """One that this person may see; a number of another agency is no number.

    Raises:
        PermissionDenied: it may see none at all.
    """
    actor = acting(request)
    if not actor.may_somewhere(*SEEN_WITH):
        raise PermissionDenied("您的岗位不能查看年度报告。")
    reports = AnnualReport.objects.visible_to(actor, *SEEN_WITH)
    return get_object_or_404(reports.select_related("agency", "published__document"), pk=pk)


def _written(request: HttpRequest, pk: int) -> AnnualReport:
    """One that this person writes."""
    actor, refused = acting(request), PermissionDenied("您的岗位不能撰写年度报告。")
    if not actor.may_somewhere(rules.WRITE_ANNUAL):
        raise refused
    report = _report(request, pk)
    if not actor.may(rules.WRITE_ANNUAL, report.agency_id):
        raise refused
    return report


def _files(report: AnnualReport) -> list[tuple[str, str]]:
    return [
        (label, reverse("annual-file", args=[report.pk, form])) for label, form in files.OFFERED
    ]


def _findings(annual: Annual, report: AnnualReport) -> list[Any]:
    """What the checks say of the text, as they will of the manuscript."""
    today = timezone.localdate()
    return findings.of_html(
        html.fragment(annual.report),
        title=annual.report.title,
        published_on=today,
        formed_on=today,
        issuer=report.agency.name,
        agency=report.agency,
    )
