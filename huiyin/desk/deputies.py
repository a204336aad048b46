"""代职: who holds the posts of a person who is away, from a day to a day."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.accounts.models import User
from huiyin.casework.forms import DayField, PlainForm, TextField
from huiyin.casework.gate import DeskRequest, staff
from huiyin.organisations.actions import APPOINT
from huiyin.organisations.models import Membership
from huiyin.organisations.standing_in import come_back, stand_in

from .appointing import posts_of
from .moves import add_errors


class PersonField(forms.ModelChoiceField):
    """One of the staff, by name and user name."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.username}）"


class StandInForm(PlainForm):
    """代职."""

    absent = PersonField(label="请假的人", queryset=User.objects.none(), empty_label="请选择")
    deputy = PersonField(label="代职的人", queryset=User.objects.none(), empty_label="请选择")
    since = DayField(label="从这一天起")
    until = DayField(label="到这一天止（含）")
    reason = TextField("理由", 300, rows=2)

    def __init__(self, people: Any, *arguments: Any) -> None:
        super().__init__(*arguments)
        for name in ("absent", "deputy"):
            field: Any = self.fields[name]
            field.queryset = people


@staff
@require_http_methods(["GET", "POST"])
def new(request: DeskRequest) -> HttpResponse:
    """代职: all posts of the absent one that this actor may give."""
    form = StandInForm(_people(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            stand_in(**said, actor=request.actor, at=timezone.now())
            who = f"{said['deputy'].name}代{said['absent'].name}"
            messages.success(request, f"已安排：{who}，{said['since']}至{said['until']}")
            return redirect("posts")
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form}
    return render(request, "desk/stand_in.html", context, status=422 if form.errors else 200)


@staff
@require_http_methods(["GET", "POST"])
def back(request: DeskRequest, pk: int) -> HttpResponse:
    """提前结束代职."""
    _people(request)
    seen = Membership.objects.filter(post__in=posts_of(request.actor), stands_for__isnull=False)
    one = seen.filter(pk=pk, until__gte=timezone.localdate()).first()
    if one is None:
        raise Http404
    form = PlainForm(request.POST or None)
    if request.method == "POST":
        try:
            come_back(one, actor=request.actor, at=timezone.now())
            messages.success(request, "代职已经结束")
            return redirect("posts")
        except ValidationError as error:
            form.is_valid()
            form.add_error(None, error)
    context = {"form": form, "held": one}
    return render(request, "desk/come_back.html", context, status=422 if form.errors else 200)


def _people(request: DeskRequest) -> Any:
    """Whoever holds a post that this actor may give.

    Raises:
        PermissionDenied: it appoints nobody.
    """
    if not request.actor.may_somewhere(APPOINT):
        raise PermissionDenied("您没有任免岗位的权限。")
    held = Membership.objects.on(timezone.localdate()).filter(post__in=posts_of(request.actor))
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")
