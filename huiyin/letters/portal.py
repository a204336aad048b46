"""/verify/: what a paper of ours says now, to whoever holds its code.

What is unknown, wrongly typed or no code at all gets one answer by one way; only such tries are
counted against who makes them, so that whoever holds a paper is always answered.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huiyin.throttle import budgets, guessing, refusing
from huiyin.web.context import Section

from . import verifying
from .models import PaperCode

SECTION = Section(
    "文书核验", "核验本机关出具的文书现在的状态", "文书核验,核验码,二维码", "办事服务"
)
SIGNS = 8
"""Of the digest, from its beginning and from its end."""


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form for the code, and the answer to what was typed there."""
    typed = request.GET.get("code", "")
    return _answer(request, typed) if typed.strip() else _page(request, {}, 200)


@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """The answer to the address of the picture."""
    return _answer(request, code)


def _answer(request: HttpRequest, typed: str) -> HttpResponse:
    code = verifying.found(typed)
    if code is not None:
        return _page(request, _told(code), 200)
    try:
        guessing.missed_link(str(request.META.get("REMOTE_ADDR", "")), at=timezone.now())
    except budgets.TooManyError as many:
        context = {"is_unknown": True, "again": refusing.again(many)}
        return refusing.marked(_page(request, context, 429), many)
    return _page(request, {"is_unknown": True}, 404)


def _told(code: PaperCode) -> dict[str, Any]:
    """What the paper says of itself, and what has become of it."""
    paper = verifying.paper_of(code)
    digest = code.file.sha256
    return {
        "code": code,
        "now": paper.now() if paper else None,
        "digest": f"{digest[:SIGNS]}……{digest[-SIGNS:]}",
    }


def _page(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    answer = render(
        request, "letters/portal/verify.html", {"column": SECTION, **context}, status=status
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer
