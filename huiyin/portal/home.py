"""The front page, and the visitor's choice of display."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from huiyin.disclosure.catalogue import Catalogue, catalogue, latest
from huiyin.disclosure.models import ColumnPage, ColumnType
from huiyin.web.context import ACTIONS, Section
from huiyin.web.display import Display

from . import statistics

HEADLINES = (
    "disclosure.published",
    "licensing.decided",
    "foi.received",
    "hotline.received",
    "hotline.on-time",
)
LISTED_TYPES = (ColumnType.NEWS, ColumnType.POLICY)
A_YEAR = int(timedelta(days=365).total_seconds())


def home(request: HttpRequest) -> HttpResponse:
    """首页: search, ways in, what is new, this year in five numbers."""
    known = catalogue()
    lists = [
        {"column": column, "documents": latest(column.path, 7)} for column in _two_columns(known)
    ]
    year = statistics.full_year(HEADLINES)
    context: dict[str, Any] = {
        "column": Section(
            "首页",
            "网站首页，提供检索、最新公开信息和统计数据",
            "首页,政府信息公开",
            ColumnType.HOME,
        ),
        "actions": [action for action in ACTIONS if action.address],
        "lists": lists,
        "agencies": known.tree.agencies,
        "shortcuts": _shortcuts(known),
        "year": year,
        "figures": statistics.values_of(HEADLINES, year) if year else [],
        "door": "home",
    }
    return render(request, "portal/home.html", context)


def _two_columns(known: Catalogue) -> list[ColumnPage]:
    """News and policy where they are; else the first-level columns with most documents."""
    filled = [column for column in known.tree.columns if column.documents_below]
    chosen = []
    for wanted in LISTED_TYPES:
        of_type = [column for column in filled if column.column_type == wanted]
        if of_type:
            chosen.append(max(of_type, key=lambda column: column.documents_below))
    rest = sorted(filled, key=lambda column: (column.depth, -column.documents_below))
    return (chosen + [column for column in rest if column not in chosen])[:2]


def _shortcuts(known: Catalogue) -> list[ColumnPage]:
    """First-level columns that hold something, as quick ways in."""
    tops = {agency.path for agency in known.tree.agencies}
    return [c for c in known.tree.columns if c.path[:-4] in tops and c.documents_below][:8]


def display(request: HttpRequest) -> HttpResponse:
    """Remember one display choice for a year, and go back to where the visitor was."""
    back = request.GET.get("next", "/")
    if not (back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)):
        back = "/"
    response = redirect(back)
    chosen = Display.of(request).with_choice(request.GET.get("set", ""))
    if chosen.cookie:
        response.set_cookie(
            Display.COOKIE,
            chosen.cookie,
            max_age=A_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(Display.COOKIE)
    return response
