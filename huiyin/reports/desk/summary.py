"""年度工作总结 at the desk: read, previewed, downloaded, sent through the reviews."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.editorial.rules import may_begin
from huiyin.organisations.actors import acting
from huiyin.planning.models import KEEP, PlanItem
from huiyin.proofreading import findings
from huiyin.reports import actions, files, html, rules
from huiyin.reports.composing import Composed
from huiyin.reports.forms import FrameForm
from huiyin.reports.models import Published
from huiyin.submissions import once
from huiyin.web.http import attachment

from . import outline
from .asked import Asked, asked


@require_GET
def summary_page(request: HttpRequest, year: int) -> HttpResponse:
    """The text as it will stand, with its places of the office, figures, measures and findings."""
    about = asked(request, year)
    composed, actor = about.composed(), acting(request)
    may_write = rules.may_write(actor, about.agency.pk)
    may_draft = may_begin(actor, about.agency.pk)
    published = Published.objects.filter(agency=about.agency, year=year)
    context = {
        "about": about,
        "choice": about.choice,
        "counted_until": about.as_of or composed.frame.as_of or composed.frame.dated_on,
        "citable": outline.citable(about.agency.pk),
        "composed": composed,
        "report": composed.report,
        "opening": outline.opening(composed),
        "opening_recorded": [
            html.paragraph(one, at_desk=True)
            for one in composed.report.opening
            if one.origin is None
        ],
        "headings": outline.headings(composed),
        "may_write": may_write,
        "may_plan": actor.may(KEEP, about.agency.pk),
        "frame_form": frame_form(composed) if may_write else None,
        "plan": by_problem(composed.offered),
        "chosen": {item.pk for item in composed.chosen},
        "findings": findings_in(composed, about) if may_write or may_draft else None,
        "forms": files.OFFERED,
        "is_published": published.exists(),
        "columns": actions.columns_for(about.agency) if may_draft else [],
    }
    return render(request, "reports/desk/summary.html", context)


def frame_form(composed: Composed) -> FrameForm:
    frame = composed.frame
    return FrameForm(
        initial={
            "addressee": frame.addressee,
            "signature": frame.signature,
            "dated_on": frame.dated_on,
            "as_of": frame.as_of,
        }
    )


def by_problem(items: list[PlanItem]) -> list[tuple[str, list[PlanItem]]]:
    """Measures under the problem that they answer."""
    order = [str(value) for value in PlanItem.Problem.values]
    ordered = sorted(items, key=lambda item: order.index(item.problem))
    groups = groupby(ordered, key=lambda item: item.get_problem_display())
    return [(label, list(group)) for label, group in groups]


def findings_in(composed: Composed, about: Asked) -> list[Any]:
    """What the checks say of the text, as they will of the manuscript."""
    report = composed.report
    return findings.of_html(
        html.fragment(report),
        title=report.title,
        published_on=about.today,
        formed_on=report.written_on,
        issuer=report.agency,
        agency=about.agency,
    )


@require_GET
def paper(request: HttpRequest, year: int) -> HttpResponse:
    """The text as it will be published: nobody's name, nothing to press."""
    about = asked(request, year)
    report = about.composed().report
    context = {"about": about, "report": report, "text": html.fragment(report)}
    return render(request, "reports/desk/paper.html", context)


@require_GET
def summary_file(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The same as a file; of Word `annex=no`: without the definitions, to be handed in as it is."""
    if form not in files.TYPES:
        raise Http404
    annex = request.GET.get("annex") != "no"
    report = asked(request, year).composed().report
    content = files.write(report, form, at=timezone.localtime(), annex=annex)
    return attachment(content, f"{report.title}.{form}", files.TYPES[form])


@require_POST
def publish_summary(request: HttpRequest, year: int) -> HttpResponse:
    """送审: the text becomes a manuscript; once reviewed and released it is on the portal."""
    about = asked(request, year)
    try:
        return once.answer(request, lambda: _send(request, about))
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect(about.page)


def _send(request: HttpRequest, about: Asked) -> HttpResponse:
    composed = about.composed()
    if request.POST.get("seen", composed.mark) != composed.mark:
        messages.warning(
            request, "您打开页面以后，总结的内容有变化，没有送审。请看过现在的内容再送审"
        )
        return redirect(about.page)
    manuscript = actions.send(
        composed.report,
        about.agency,
        request.POST.get("column", ""),
        actor=acting(request),
        at=timezone.localtime(),
    )
    messages.success(request, f"已生成稿件 {manuscript.reference} 并送审，审核通过并发布后才会公开")
    return redirect(manuscript.get_absolute_url())
