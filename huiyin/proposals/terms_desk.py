"""本地期限、答复分类 on the desk: what holds now, what held before, and a form for the next."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.casework.deadlines import Unit
from huiyin.casework.forms import DayField, PlainForm
from huiyin.organisations.actors import acting
from huiyin.submissions import once

from . import actions
from .models import ReplyClass, Step, Term


class TermForm(PlainForm):
    """本地期限."""

    step = forms.ChoiceField(label="事项", choices=Step.choices)
    length = forms.IntegerField(label="数量", min_value=1, max_value=400)
    unit = forms.ChoiceField(label="单位", choices=[(unit.value, unit.value) for unit in Unit])
    valid_from = DayField(label="执行日期", help_text="不早于今天；此前交办的期限不变")
    basis = forms.CharField(label="依据", max_length=200)


class ClassForm(PlainForm):
    """答复分类."""

    letter = forms.CharField(label="字母", max_length=1)
    definition = forms.CharField(label="含义", max_length=100, help_text="印在分类旁边")
    basis = forms.CharField(label="依据", max_length=200)
    is_promise = forms.BooleanField(label="列入承诺事项，每年反馈进展", required=False)


FORMS: dict[str, tuple[type[PlainForm], Any]] = {
    "term": (TermForm, actions.set_term),
    "class": (ClassForm, actions.set_class),
}


@require_http_methods(["GET", "POST"])
def local(request: HttpRequest) -> HttpResponse:
    """办理期限和答复分类."""
    actor = acting(request)
    if not actor.may_somewhere(actions.KEEP_TERMS):
        raise PermissionDenied("办理期限和答复分类由建议提案负责人设定。")
    asked = request.POST.get("what", "") if request.method == "POST" else ""
    made = {
        name: form(request.POST if name == asked else None) for name, (form, _) in FORMS.items()
    }
    form = made.get(asked)
    if form is not None and form.is_valid():
        told = form.cleaned_data
        try:
            return once.answer(request, lambda: _set(request, asked, told))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"terms": Term.objects.all(), "classes": ReplyClass.objects.all(), "forms": made}
    status = 422 if form is not None else 200
    return render(request, "proposals/desk/terms.html", context, status=status)


def _set(request: HttpRequest, what: str, told: dict[str, Any]) -> HttpResponse:
    row = FORMS[what][1](**told, actor=acting(request), at=timezone.now())
    messages.success(request, f"已保存：{row}")
    return redirect("proposal-terms")
