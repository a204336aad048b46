"""/subscribe/: ask, confirm, end. No page tells whether an address is known here."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit.actors import visitor
from huiyin.disclosure.tree.catalogue import Branch, catalogue
from huiyin.throttle import budgets, guessing, letters, limits, refusing
from huiyin.throttle.nets import net
from huiyin.web.context import Section

from . import actions
from .forms import AskForm
from .models import Subscription

SECTION = Section("订阅更新", "有新信息时用邮件告诉您", "邮件订阅,订阅更新", "信息公开目录")
_ADDRESS = re.compile(r"://|www\.|[a-z0-9-]\.[a-z]{2,}|@", re.IGNORECASE)
"""Whoever asks may name somebody else's mailbox: no letter of ours carries an address there."""
LONGEST = 100  # characters of a search, as on the search page


@sensitive_post_parameters("email")
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Choose a topic, give an address; the answer is the same for every address."""
    typed = request.POST if request.method == "POST" else request.GET
    branch = catalogue().tree.by_address.get(typed.get("page", ""))
    query = "" if branch else " ".join(typed.get("q", "").replace("\x00", "").split())[:LONGEST]
    form = AskForm(request.POST if request.method == "POST" else None)
    if not (branch or query):
        return _page(request, "topics", {"agencies": _topics()})
    if _ADDRESS.search(query):
        form = AskForm(request.POST) if form.is_bound else AskForm({})
        form.add_error(None, "搜索词里不能有网址，请换一个词")
    context = {"form": form, "branch": branch, "query": query}
    if request.method == "GET" or not form.is_valid():
        return _page(request, "ask", context, 422 if form.is_bound else 200)
    try:
        _ask(request, form.cleaned_data["email"], branch, query)
    except budgets.TooManyError as many:
        form.add_error(None, f"登记得太频繁，没有收下。{refusing.again(many)}")
        return refusing.marked(_page(request, "ask", context, 429), many)
    return redirect("subscribe-sent")


@sensitive_variables("email")
def _ask(request: HttpRequest, email: str, branch: Branch | None, query: str) -> None:
    now, origin = timezone.now(), str(request.META.get("REMOTE_ADDR", ""))
    budgets.spend((limits.SUBSCRIPTIONS, net(origin)), at=now)
    letters.spend(email, origin, at=now)
    page = branch.page_ptr if branch else None
    actions.ask(email, page, query, actor=visitor(origin), at=now)


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """请到邮箱确认."""
    return _page(request, "sent", {})


@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """确认: by a button, since mail scanners open every link."""
    subscription = Subscription.objects.select_related("page").of_confirmation(token)
    if subscription is None:
        return _unknown(request, 404)
    if request.method == "POST":
        actions.confirm(subscription, actor=_visitor(request), at=timezone.now())
        return redirect("subscriptions", token=subscription.subscriber.token)
    return _page(request, "confirm", {"subscription": subscription})


# The token is the right to do it; a mail program that unsubscribes has no cookie (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """我的订阅: what is confirmed, and ending one or all."""
    subscriber = actions.of_token(token)
    if subscriber is None:
        is_program = request.POST.get("List-Unsubscribe") == "One-Click"
        return _unknown(request, 200 if is_program else 404)
    if request.method == "POST":
        only = request.POST.get("only", "")
        chosen = int(only) if only.isascii() and only.isdecimal() and len(only) < 18 else None
        actions.end(subscriber, chosen, actor=_visitor(request), at=timezone.now())
        if chosen is not None and actions.of_token(token):
            return redirect("subscriptions", token=token)
        return _page(request, "ended", {"was_mine": True})
    subscriptions = list(subscriber.subscriptions.confirmed().select_related("page"))
    return _page(request, "manage", {"held": subscriptions, "token": token})


def _unknown(request: HttpRequest, status: int) -> HttpResponse:
    """A link that leads nowhere any more, or never did."""
    try:
        guessing.missed_link(str(request.META.get("REMOTE_ADDR", "")), at=timezone.now())
    except budgets.TooManyError as many:
        context = {"again": refusing.again(many)}
        return refusing.marked(_page(request, "ended", context, 429), many)
    return _page(request, "ended", {}, status)


def _visitor(request: HttpRequest) -> Any:
    return visitor(str(request.META.get("REMOTE_ADDR", "")))


def _topics() -> list[dict[str, Any]]:
    """Agencies, each with its first-level columns."""
    tree = catalogue().tree
    return [{"page": agency, "columns": tree.children(agency)} for agency in tree.agencies]


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    response = render(
        request, f"subscriptions/portal/{name}.html", {"column": SECTION, **context}, status=status
    )
    response.headers["X-Not-Kept"] = "1"
    return response
