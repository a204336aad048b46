"""办公时间和计时期限 on the desk: what holds now, what held before, and a form for the next."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework import clocks, setting_clocks
from huiyin.casework.clock_rows import (
    KEEP,
    MEASURES,
    ClockTerm,
    OfficeTime,
    check_schedule,
)
from huiyin.casework.forms import DayField, PlainForm, TextField
from huiyin.casework.gate import DeskRequest, staff
from huiyin.organisations.models import Organisation
from huiyin.submissions import once


class HoursForm(PlainForm):
    """办公时间."""

    schedule = TextField(
        label="办公时间",
        max_length=400,
        rows=4,
        validators=[check_schedule],
        help_text="第一行写平日，如 9:00-12:00 13:30-17:00；与平日不同的另起一行，"
        "如 周五 9:00-12:00 13:30-16:30，调休 9:00-12:00",
    )
    valid_from = DayField(label="执行日期", help_text="不早于今天；正在计时的按新的时间重算")
    basis = forms.CharField(label="依据", max_length=200)


class TermForm(PlainForm):
    """计时期限."""

    key = forms.ChoiceField(label="计时事项")
    amount = forms.IntegerField(label="数量", min_value=1, max_value=100_000)
    measure = forms.ChoiceField(label="单位", choices=MEASURES)
    valid_from = DayField(label="执行日期", help_text="不早于今天；已经开始计时的期限不变")
    basis = forms.CharField(label="依据", max_length=200)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["key"]
        field.choices = [(key, rule.label) for key, rule in clocks.rules().items()]  # type: ignore[attr-defined]


FORMS: dict[str, type[PlainForm]] = {"hours": HoursForm, "term": TermForm}


@staff
@require_http_methods(["GET", "POST"])
def office_hours(request: DeskRequest) -> HttpResponse:
    """办公时间和计时期限."""
    agencies = Organisation.objects.agencies().where(request.actor, KEEP)
    slug = request.POST.get("agency") or request.GET.get("agency")
    agency = get_object_or_404(agencies, slug=slug) if slug else agencies.first()
    if agency is None:
        raise PermissionDenied("您没有“设定办公时间和计时期限”的权限。")
    asked = request.POST.get("what", "") if request.method == "POST" else ""
    given = {name: form(request.POST if name == asked else None) for name, form in FORMS.items()}
    form = given.get(asked)
    if form is not None and form.is_valid():
        values = form.cleaned_data
        try:
            return once.answer(request, lambda: _set(request, agency, asked, values))
        except ValidationError as error:
            form.add_error(None, error)
    context = {
        "agency": agency,
        "agencies": agencies,
        "forms": given,
        "hours": OfficeTime.objects.filter(Q(agency=agency) | Q(agency=None)),
        "terms": [
            (rule.label, row)
            for key, rule in clocks.rules().items()
            for row in ClockTerm.objects.filter(key=key)
        ],
    }
    return render(request, "desk/office_hours.html", context, status=422 if form else 200)


def _set(
    request: DeskRequest, agency: Organisation, asked: str, values: dict[str, Any]
) -> HttpResponse:
    who: dict[str, Any] = {"actor": request.actor, "at": timezone.now()}
    row: OfficeTime | ClockTerm
    if asked == "hours":
        row = setting_clocks.set_hours(agency, **values, **who)
    else:
        row = setting_clocks.set_term(**values, **who)
    messages.success(request, f"已保存：{row}")
    return redirect(f"{reverse('desk-office-hours')}?{urlencode({'agency': agency.slug})}")
