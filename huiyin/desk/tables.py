"""年报第三、第四部分 as the national format prints them: each number is a figure and opens to its records."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, staff
from huiyin.figures.registry import DayError, Scope
from huiyin.foi import annual_tables
from huiyin.foi.annual_tables import AnnualTables
from huiyin.foi.rules import VIEW
from huiyin.organisations.choosing import NAME, Choice, choose
from huiyin.organisations.models import Organisation

FIRST_YEAR = 2000
APPLICATIONS = VIEW


@dataclass(frozen=True)
class Asked:
    """Whose tables as of which day; a day that cannot be is named, and the page shown without it."""

    choice: Choice
    scope: Scope
    ignored: list[str]
    marks: dict[str, str]
    """What each address below carries: the same agency, the same day."""


@staff
@require_GET
def applications(request: DeskRequest, year: int) -> HttpResponse:
    """收到和处理政府信息公开申请情况；行政复议、行政诉讼情况."""
    asked = _asked(request, year)
    tables = AnnualTables.of(asked.choice.agency, asked.scope)
    query = f"?{urlencode({'year': year} | asked.marks)}"

    def address(key: str) -> str:
        return reverse("desk-figure", args=[key]) + query

    context = {
        "asked": asked,
        "choice": asked.choice,
        "tables": tables,
        "grids": [tables.handled(address), tables.contested(address)],
        "files": _files(year, asked),
        "today": timezone.localdate(),
    }
    return render(request, "desk/applications.html", context)


@staff
@require_GET
def applications_file(request: DeskRequest, year: int, form: str) -> HttpResponseBase:
    """The same to take along; of a day that cannot be there is no file."""
    asked = _asked(request, year)
    if asked.ignored:
        raise Http404(f"没有这一天的统计表：{asked.ignored[0]}")
    return annual_tables.answer(AnnualTables.of(asked.choice.agency, asked.scope), form)


def _files(year: int, asked: Asked) -> list[tuple[str, str]]:
    marks = f"?{urlencode(asked.marks)}" if asked.marks else ""
    return [
        (label, reverse("desk-statutory-file", args=[year, form]) + marks)
        for label, form in annual_tables.OFFERED
    ]


def _asked(request: DeskRequest, year: int) -> Asked:
    """Reads agency and day.

    Raises:
        PermissionDenied: of no agency may this actor see applications.
        Http404: another agency, or no such year.
    """
    actor, today = request.actor, timezone.localdate()
    if not actor.may_somewhere(APPLICATIONS):
        raise PermissionDenied("您的岗位不能查看依申请公开的数据。")
    choice = choose(request, Organisation.objects.agencies().where(actor, APPLICATIONS))
    agency = choice.agency
    if not FIRST_YEAR <= year <= today.year:
        raise Http404
    ignored: list[str] = []
    try:
        scope = Scope.asked(agency.pk, year, request.GET.get("as_of", ""))
    except DayError as error:
        scope, ignored = Scope.year(agency.pk, year), [f"截止日（{error}）"]
    # a figure is looked for among all agencies of this person, whatever may be seen of each
    several = Organisation.objects.agencies().of(actor).are_several()
    marks = scope.marks | ({NAME: agency.slug} if several else {})
    return Asked(choice, scope, ignored, marks)
