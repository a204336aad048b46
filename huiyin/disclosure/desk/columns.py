"""栏目 on the desk: what each column is for, its limit, who keeps it; set in place."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.disclosure.duty import gaps, guide
from huiyin.disclosure.forms import ColumnForm, NewColumnForm, RemoveForm
from huiyin.disclosure.tree.catalogue import STEP
from huiyin.disclosure.tree.columns import may_set, new_column, remove_column, set_column
from huiyin.disclosure.tree.layout import lay_out, missing, template
from huiyin.disclosure.tree.models import AgencyPage, ColumnPage
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation

PERMISSIONS = ("disclosure.import_pages", "disclosure.view_statistics")


@dataclass(frozen=True)
class Row:
    """One column of the tree."""

    standing: gaps.Standing
    column: ColumnPage
    level: int


@require_GET
def columns(request: HttpRequest) -> HttpResponse:
    """栏目."""
    agency, agencies = chosen_agency(request)
    return _page(request, agency, agencies, None)


@require_http_methods(["GET", "POST"])
def column(request: HttpRequest, pk: int) -> HttpResponse:
    """设置栏目: the same page with the form of one column opened in its place."""
    column, page = _column_or_404(request, pk)
    _check_may_set(request, page)
    form = ColumnForm(_sent(request), instance=column, agency=page.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            set_column(column, form.cleaned_data, actor=acting(request), at=timezone.now())
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, f"已保存“{column.title}”的设置")
            return redirect(f"{reverse('columns')}?agency={page.slug}#c{column.pk}")
    status = 422 if form.errors else 200
    return _page(request, page, _seen(request), form, status)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """新建栏目."""
    page, _ = chosen_agency(request)
    _check_may_set(request, page)
    form = NewColumnForm(_sent(request), agency=page.organisation, initial={"parent": page.pk})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            column = new_column(
                values.pop("parent"), values, actor=acting(request), at=timezone.now()
            )
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, f"已新建栏目“{column.title}”，请在“设置”里写明期限和责任人")
            return redirect(f"{reverse('columns')}?agency={page.slug}#c{column.pk}")
    context = {"agency": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/new_column.html", context, status=status)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """删除栏目, an empty one."""
    column, page = _column_or_404(request, pk)
    _check_may_set(request, page)
    form = RemoveForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        title = column.title
        try:
            remove_column(column, **form.cleaned_data, actor=acting(request), at=timezone.now())
        except ValidationError as error:
            _add(form, error)
        else:
            messages.success(request, f"已删除栏目“{title}”")
            return redirect(f"{reverse('columns')}?agency={page.slug}")
    context = {"agency": page, "column": column, "form": form, "is_empty": column.numchild == 0}
    status = 422 if form.errors else 200
    return render(request, "disclosure/desk/remove_column.html", context, status=status)


def _column_or_404(request: HttpRequest, pk: int) -> tuple[ColumnPage, AgencyPage]:
    column: Any = ColumnPage.objects.filter(pk=pk).first()
    page = next(
        (a for a in _seen(request) if column is not None and column.path.startswith(a.path)), None
    )
    if page is None:
        raise Http404
    return column, page


def _check_may_set(request: HttpRequest, page: AgencyPage) -> None:
    if not may_set(acting(request), page.organisation):
        raise PermissionDenied("您的岗位不能设置栏目。栏目由信息公开负责人设置。")


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _add(form: Any, error: ValidationError) -> None:
    """What the action refused, at the field it names."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, said)


@require_POST
def lay_out_missing(request: HttpRequest) -> HttpResponse:
    """按模板补齐栏目."""
    agency, _ = chosen_agency(request)
    now = timezone.now()
    laid = lay_out(agency, template(), actor=acting(request), at=now)
    drafted = guide.draft(agency.organisation, actor=acting(request), at=now)
    messages.success(
        request, f"新建了 {len(laid.created)} 个栏目，已有的 {len(laid.kept)} 个没有改动"
    )
    if drafted is not None:
        messages.success(request, "已按本机关资料拟了公开指南草稿，请在“稿件”中补全、送审")
    return redirect(f"{reverse('columns')}?agency={agency.slug}")


def _page(
    request: HttpRequest,
    agency: AgencyPage,
    agencies: list[AgencyPage],
    form: ColumnForm | None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    may = may_set(acting(request), agency.organisation)
    rows = [
        Row(standing, standing.column, (len(standing.column.path) - len(agency.path)) // STEP - 1)
        for standing in gaps.standings(today)
        if standing.column is not None and standing.column.path.startswith(agency.path)
    ]
    context = {
        "agency": agency,
        "agencies": agencies,
        "rows": rows,
        "gap_count": sum(row.standing.state.is_gap for row in rows),
        "form": form,
        "open_pk": form.instance.pk if form else None,
        "may_set": may,
        "missing": missing(agency, template()).created if may else [],
        "today": today,
    }
    return render(request, "disclosure/desk/columns.html", context, status=status)


def chosen_agency(request: HttpRequest) -> tuple[AgencyPage, list[AgencyPage]]:
    """The agency asked for, else the first; and all that this person may see.

    Raises:
        Http404: no such agency for this person.
    """
    agencies = _seen(request)
    slug = request.POST.get("agency") or request.GET.get("agency", "")
    chosen = next((page for page in agencies if not slug or page.slug == slug), None)
    if chosen is None:
        raise Http404
    return chosen, agencies


def _seen(request: HttpRequest) -> list[AgencyPage]:
    actor = acting(request)
    if not actor.may_somewhere(*PERMISSIONS):
        raise PermissionDenied("您的岗位不能查看信息公开的栏目。")
    seen = Organisation.objects.agencies().where(actor, *PERMISSIONS)
    pages = AgencyPage.objects.live().filter(organisation__in=seen)
    return list(pages.select_related("organisation").order_by("path"))
