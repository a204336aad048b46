"""用语表 on the desk: the terms that the checks search for, with the office's changes."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin import checks
from huiyin.audit.actors import Actor
from huiyin.checks import LABELS, built_in
from huiyin.common.paging import Paging
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.web.http import attachment

from . import actions, sheets
from .forms import TermFileForm, TermForm
from .models import Term

ROWS = 50
OWN = "本单位"
_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Line:
    """One term of the list: built in, or the office's own row."""

    term: checks.Term
    group: str
    level: str
    is_active: bool
    pk: int | None


@require_GET
def wording(request: HttpRequest) -> HttpResponse:
    """The list: the office's own rows first, then the built-in ones."""
    agency = _agency(request)
    text, group = request.GET.get("q", "").strip()[:60], request.GET.get("group", "")
    lines = _lines(agency)
    groups = list(dict.fromkeys(line.group for line in lines))
    chosen = [
        line
        for line in lines
        if (not group or line.group == group)
        and (not text or text in line.term.wrong + line.term.right + line.term.note)
    ]
    paging = Paging.near(request.GET.get("page"), len(chosen), ROWS)
    context = {
        "page": chosen[paging.part],
        "paging": paging,
        "text": text,
        "group": group,
        "groups": groups,
        "off": sum(not line.is_active for line in lines),
        "form": TermFileForm(),
    }
    return render(request, "proofreading/desk/wording.html", context)


def _lines(agency: Organisation) -> list[Line]:
    rows = {row.wrong: row for row in Term.objects.filter(agency=agency)}
    own = [_line(row.as_term(), OWN, row.is_active, row.pk) for row in rows.values()]
    shipped = [_line(term, term.group) for term in built_in() if term.wrong not in rows]
    return own + shipped


def _line(term: checks.Term, group: str, is_active: bool = True, pk: int | None = None) -> Line:
    return Line(term, group, LABELS[checks.Severity(term.severity)], is_active, pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """新增、修改; `?wrong=` begins with a built-in term."""
    agency = _agency(request)
    if pk is not None:
        term = Term.objects.filter(agency=agency, pk=pk).first()
        if term is None:
            raise Http404
    else:
        term = _begun(agency, request.GET.get("wrong", ""))
    form = TermForm(request.POST or None, instance=term)
    if request.method == "POST" and form.is_valid():
        actions.save(form.save(commit=False), actor=_actor(request), at=timezone.now())
        messages.success(request, f"已保存“{term.wrong}”，马上生效")
        return redirect("wording")
    context = {"form": form, "is_new": pk is None}
    return render(request, "proofreading/desk/term.html", context)


def _begun(agency: Organisation, wrong: str) -> Term:
    if not wrong:
        return Term(agency=agency)
    try:
        return actions.own_copy(agency, wrong)
    except ValidationError as error:
        raise Http404 from error


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """停用、启用."""
    wrong, on = request.POST.get("wrong", ""), request.POST.get("on") == "1"
    try:
        actions.switch(_agency(request), wrong, on=on, actor=_actor(request), at=timezone.now())
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"已{'启用' if on else '停用'}“{wrong}”")
    return redirect("wording")


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """导入."""
    agency = _agency(request)
    form = TermFileForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValidationError([str(message) for message in form.errors["file"]])
        file = form.cleaned_data["file"]
        rows = sheets.read(file.read(), file.name)
        outcome = actions.take_in(agency, rows, actor=_actor(request), at=timezone.now())
    except ValidationError as error:
        for message in error.messages[:20]:
            messages.warning(request, message)
        messages.warning(request, "没有导入，请改正后再传")
    else:
        messages.success(
            request,
            f"导入完成：新增{outcome.created}条，修改{outcome.changed}条，没有变化{outcome.unchanged}条",
        )
    return redirect("wording")


@require_GET
def export(request: HttpRequest, form: str) -> HttpResponse:
    """导出: the office's own rows, or with `?all=1` the built-in ones as well."""
    agency = _agency(request)
    rows: list[Any] = list(Term.objects.filter(agency=agency))
    if request.GET.get("all"):
        known = {row.wrong for row in rows}
        rows += [
            actions.own_copy(agency, term.wrong) for term in built_in() if term.wrong not in known
        ]
    content = sheets.content(rows, form)
    return attachment(content, f"用语表_{timezone.localdate():%Y%m%d}.{form}", _TYPES[form])


def _actor(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may_somewhere(actions.PERMISSION):
        raise PermissionDenied("您的岗位不能维护校对用语表。")
    return actor


def _agency(request: HttpRequest) -> Organisation:
    """The agency of the person who asks (the first one, where there are several)."""
    agency = Organisation.objects.agencies().where(_actor(request), actions.PERMISSION).first()
    if agency is None:
        raise Http404("您还没有所属机关")
    return agency
