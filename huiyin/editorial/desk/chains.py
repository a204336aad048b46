"""审核流程 on the desk: what holds in each column, and its change."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.disclosure.models import AgencyPage, ColumnPage
from huiyin.editorial import chains
from huiyin.editorial.forms import StepForms, columns_of
from huiyin.editorial.models import DEFAULT, Step
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation, Post

from .entering import agency_of

MOST = 8


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Each column with the chain that holds in it and where that comes from."""
    _check(request)
    agencies, agency = agency_of(request, request.GET, chains.PERMISSION)
    columns = columns_of(agency)
    lowest = min((column.depth for column in columns), default=0)
    lines = [_line(column, lowest) for column in columns]
    context = {"agencies": agencies, "agency": agency, "lines": lines}
    return render(request, "editorial/desk/chains.html", context)


def _line(column: ColumnPage, lowest: int) -> dict[str, Any]:
    chain = chains.chain_of(column)
    try:
        steps, wrong = chains.steps_for(column), ""
    except ValidationError as error:
        steps, wrong = (), "；".join(error.messages)
    origin = "通用流程" if chain is None else f"沿用“{chain.column.title}”"
    if chain is not None and chain.column_id == column.pk:
        origin = "本栏目设置"
    return {
        "column": column,
        "indent": column.depth - lowest,
        "steps": chains.in_words(steps),
        "wrong": wrong,
        "origin": origin,
    }


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """设置审核流程 of one column."""
    _check(request)
    column = get_object_or_404(ColumnPage, pk=pk)
    agency = _agency_of(request, column)
    own = getattr(column, "review_chain", None)
    if request.method == "POST" and "inherit" in request.POST:
        if own is not None:
            chains.drop_chain(own, agency, actor=acting(request), at=timezone.now())
            messages.success(request, f"“{column.title}”改为沿用上级栏目的流程")
        return redirect("manuscript-chains")
    units = [agency.pk, *Organisation.objects.filter(parent=agency).values_list("pk", flat=True)]
    posts = Post.objects.filter(organisation__in=units).select_related("organisation")
    forms = StepForms(request.POST or None, initial=_initial(column), form_kwargs={"posts": posts})
    refused = ""
    if request.method == "POST" and forms.is_valid():
        try:
            steps = _steps(forms)
            chains.set_chain(column, agency, steps, actor=acting(request), at=timezone.now())
        except ValidationError as error:
            refused = "；".join(error.messages)
        else:
            messages.success(request, f"已设置“{column.title}”的审核流程：{chains.in_words(steps)}")
            return redirect("manuscript-chains")
    context = {"column": column, "forms": forms, "refused": refused, "own": own}
    status = 422 if refused or (request.method == "POST" and not forms.is_valid()) else 200
    return render(request, "editorial/desk/chain.html", context, status=status)


def _steps(forms: Any) -> list[Step]:
    steps = []
    for form in forms:
        values = form.cleaned_data
        if values.get("name", "").strip():
            steps.append(
                Step(values["name"].strip(), values["kind"], values["days"], values["post"])
            )
    return steps


def _initial(column: ColumnPage) -> list[dict[str, Any]]:
    """The steps that hold now, and empty lines up to the most there may be."""
    chain = chains.chain_of(column)
    if chain is None:
        lines: list[dict[str, Any]] = [
            {"name": s.name, "kind": s.kind, "days": s.days} for s in DEFAULT
        ]
    else:
        lines = [dict(s) for s in chain.steps.values("name", "kind", "days", "post")]
    return [*lines, *({"days": 2} for _ in range(len(lines), MOST))]


def _agency_of(request: HttpRequest, column: ColumnPage) -> Organisation:
    page = AgencyPage.objects.ancestor_of(column).select_related("organisation").first()
    if page is None or not acting(request).may(chains.PERMISSION, page.organisation_id):
        raise Http404
    agency: Organisation = page.organisation
    return agency


def _check(request: HttpRequest) -> None:
    if not acting(request).may_somewhere(chains.PERMISSION):
        raise PermissionDenied("您没有设置审核流程的权限。")
