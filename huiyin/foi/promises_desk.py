"""办理承诺 on the desk: what is promised now, what was before, and a form for the next."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.forms import DayField, PlainForm
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.submissions import once

from .actions.promising import RIGHT, promise_confirmation
from .models import ConfirmationPromise, confirmation


class PromiseForm(PlainForm):
    """What is promised, from when, and by what decision of the office."""

    days = forms.IntegerField(label="工作日数", min_value=1, max_value=10)
    valid_from = DayField(label="执行日期", help_text="不早于今天；此前收到的申请仍按原来的承诺")
    basis = forms.CharField(
        label="依据", max_length=120, help_text="如 本机关政府信息公开工作制度第八条"
    )


@require_http_methods(["GET", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """办理承诺."""
    actor = acting(request)
    if not actor.may_somewhere(RIGHT):
        raise PermissionDenied("办理承诺由政府信息公开工作机构负责人改定。")
    seen = Organisation.objects.agencies().where(actor, RIGHT)
    slug = request.POST.get("agency") or request.GET.get("agency")
    agency = get_object_or_404(seen, slug=slug) if slug else seen.first()
    if agency is None:
        raise PermissionDenied("没有可以设置的机关。")
    form = PromiseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            return once.answer(request, lambda: _set(request, agency, values))
        except ValidationError as error:
            form.add_error(None, error)
    today = timezone.localdate()
    context = {
        "agency": agency, "agencies": seen, "form": form, "now": confirmation(agency.pk, today),
        "rows": ConfirmationPromise.objects.filter(agency=agency),
    }  # fmt: skip
    return render(request, "foi/desk/promises.html", context, status=422 if form.errors else 200)


def _set(request: HttpRequest, agency: Organisation, values: dict[str, Any]) -> HttpResponse:
    row = promise_confirmation(agency, actor=acting(request), at=timezone.now(), **values)
    messages.success(request, f"已保存：{row.valid_from} 起，{row.days} 个工作日内与申请人确认收到")
    return redirect(f"{reverse('foi-promises')}?{urlencode({'agency': agency.slug})}")
