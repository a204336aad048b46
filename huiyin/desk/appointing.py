"""岗位任免: who holds which post of one's agencies; appointed and dismissed here."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import Actor
from huiyin.casework.forms import DayField, PlainErrors
from huiyin.casework.gate import DeskRequest, staff
from huiyin.organisations.actions import APPOINT, dismiss, engage, reaches_beyond
from huiyin.organisations.models import Membership, Post, held_in

from .moves import add_errors


class AppointForm(PlainErrors, forms.Form):
    """任职."""

    post = forms.ModelChoiceField(label="岗位", queryset=Post.objects.none(), empty_label=None)
    username = forms.CharField(
        label="用户名", max_length=150, help_text="还没有账号的，按这个用户名新建"
    )
    name = forms.CharField(label="姓名", max_length=40)
    since = DayField(label="任职日期")

    def __init__(self, posts: Any, *arguments: Any) -> None:
        super().__init__(*arguments)
        field: Any = self.fields["post"]
        field.queryset = posts
        self.say_what_to_do()


class DismissForm(PlainErrors, forms.Form):
    """免职."""

    until = DayField(label="最后一天", help_text="这一天仍在任，第二天起没有这个岗位的权限")

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.say_what_to_do()


@staff
@require_http_methods(["GET", "POST"])
def posts(request: DeskRequest) -> HttpResponse:
    """岗位任免: the holders of today and to come, and the form of one more.

    Sent twice, the second answer says that the post is held already.
    """
    actor = _may(request)
    form = AppointForm(posts_of(actor), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _appointed(request, form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
    memberships = Membership.objects.filter(post__in=posts_of(actor))
    memberships = memberships.filter(Q(until=None) | Q(until__gte=timezone.localdate()))
    memberships = memberships.select_related("user", "post__organisation", "stands_for__user")
    context = {"form": form, "held": memberships.order_by("post__organisation", "post", "since")}
    return render(request, "desk/posts.html", context, status=422 if form.errors else 200)


def _appointed(request: DeskRequest, values: dict[str, Any]) -> HttpResponse:
    """The one page that tells the password of a new account."""
    membership, password = engage(
        values["username"], values["name"], values["post"],
        actor=request.actor, at=timezone.now(), since=values["since"],
    )  # fmt: skip
    context = {"held": membership, "password": password}
    answer = render(request, "desk/appointed.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@staff
@require_http_methods(["GET", "POST"])
def end(request: DeskRequest, pk: int) -> HttpResponse:
    """免职."""
    actor = _may(request)
    seen = Membership.objects.filter(post__in=posts_of(actor), until=None)
    membership = seen.filter(pk=pk).select_related("user", "post__organisation").first()
    if membership is None:
        raise Http404
    form = DismissForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            until = form.cleaned_data["until"]
            dismiss(membership, actor=actor, at=timezone.now(), until=until)
            return redirect("posts")
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "held": membership}
    return render(request, "desk/dismiss.html", context, status=422 if form.errors else 200)


def _may(request: DeskRequest) -> Actor:
    if not request.actor.may_somewhere(APPOINT):
        raise PermissionDenied("您没有任免岗位的权限。")
    return request.actor


def posts_of(actor: Actor) -> Any:
    """The posts of the agencies in which this actor appoints, and of their units; none that reaches beyond."""
    mine = Q(pk__in=())
    for place in ("", "__parent", "__parent__parent"):
        mine |= held_in(actor, APPOINT, agency=f"organisation{place}")
    posts = Post.objects.filter(mine).select_related("organisation", "group")
    if not actor.everywhere:
        beyond = [
            post.pk
            for post in posts.prefetch_related("group__permissions__content_type")
            if reaches_beyond(post)
        ]
        posts = posts.exclude(pk__in=beyond)
    return posts.order_by("organisation", "pk")
