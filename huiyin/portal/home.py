"""The front page, and the visitor's choice of display."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from huiyin.disclosure.models import ColumnPage, ColumnType, DocumentPage
from huiyin.disclosure.tree.catalogue import Catalogue, catalogue, latest
from huiyin.disclosure.tree.public import public
from huiyin.registers.models import Decision
from huiyin.web.context import ACTIONS, Section
from huiyin.web.display import Display
from huiyin.web.kept.page_cache import remembered

from . import statistics

HEADLINES = (
    "disclosure.published",
    "licensing.decided",
    "foi.received",
    "hotline.received",
    "hotline.on-time",
)
LINE = ("title", "index_number", "published_at")
LISTED_TYPES = (ColumnType.NEWS, ColumnType.POLICY)
MOST_WANTED = 10
FEWEST_WANTED = 4  # fewer do not make a list
EXPLAINED = 4
CONSULTED = 5
A_YEAR = int(timedelta(days=365).total_seconds())


def home(request: HttpRequest) -> HttpResponse:
    """首页: search, entrances, new documents, this year in five numbers."""
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
        "consultations": _consultations(timezone.localdate()),
        "agencies": known.tree.agencies,
        "shortcuts": _shortcuts(known),
        "wanted": _wanted(),
        "explained": _explained(),
        "year": year,
        "figures": statistics.values_of(HEADLINES, year) if year else [],
        "door": "home",
    }
    return render(request, "portal/home.html", context)


def _two_columns(known: Catalogue) -> list[ColumnPage]:
    """News and policy if there are such columns; else the first-level ones with most documents."""
    filled = [column for column in known.tree.columns if column.documents_below]
    chosen = []
    for wanted in LISTED_TYPES:
        of_type = [column for column in filled if column.column_type == wanted]
        if of_type:
            chosen.append(max(of_type, key=lambda column: column.documents_below))
    rest = sorted(filled, key=lambda column: (column.depth, -column.documents_below))
    return (chosen + [column for column in rest if column not in chosen])[:2]


@remembered
def _consultations(today: date) -> list[Decision]:
    """正在征求意见: drafts open for opinions today, the first to end first."""
    return list(Decision.objects.taking_opinions(today).order_by("consult_until", "pk")[:CONSULTED])


@remembered
def _wanted() -> list[DocumentPage]:
    """大家在看: the most viewed documents."""
    viewed = DocumentPage.objects.live().filter(view_count__views__gt=0)
    documents = list(
        viewed.order_by("-view_count__views", "-published_at").only(*LINE)[:MOST_WANTED]
    )
    return documents if len(documents) >= FEWEST_WANTED else []


@remembered
def _explained() -> list[dict[str, DocumentPage]]:
    """政策与解读: the newest documents with an interpretation, each with it."""
    newest = (
        DocumentPage.objects.live()
        .filter(public("interprets__"))
        .select_related("interprets")
        .order_by("-published_at")[: EXPLAINED * 3]
    )
    pairs: dict[int, dict[str, DocumentPage]] = {}
    for page in newest:
        pairs.setdefault(page.interprets_id, {"policy": page.interprets, "explanation": page})
    return list(pairs.values())[:EXPLAINED]


def _shortcuts(known: Catalogue) -> list[ColumnPage]:
    """First-level columns with content, as shortcuts."""
    tops = {agency.path for agency in known.tree.agencies}
    return [c for c in known.tree.columns if c.path[:-4] in tops and c.documents_below][:8]


def display(request: HttpRequest) -> HttpResponse:
    """Store one display choice for a year, and redirect back."""
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
