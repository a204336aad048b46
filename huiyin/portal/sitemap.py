"""网站地图: one page for people; files for search engines, however many documents there are.

Each file holds what is public of one kind in one span of keys, so at most SPAN addresses, is made
while it is sent, and is known by the version of the public content: nothing is sorted, counted off
or kept.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.db.models import Count, F
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from huiyin.disclosure.catalogue import Branch, Catalogue, catalogue
from huiyin.disclosure.models import AgencyPage, ColumnPage, ColumnType
from huiyin.web.addresses import absolute
from huiyin.web.context import ACTIONS, Section, doors, registers
from huiyin.web.page_cache import pages, remembered

from .mapped import KINDS, Kind
from .robots import is_open

SPAN = 50_000  # addresses a file: the limit of sitemaps.org
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SECTION = Section("网站地图", "本站全部栏目和服务", "网站地图,栏目", ColumnType.CATALOGUE)


def for_people(request: HttpRequest) -> HttpResponse:
    """网站地图: every door, every column of every agency."""
    known = catalogue()
    context = {
        "column": SECTION,
        "actions": [action for action in ACTIONS if action.address],
        "agencies": [
            {"page": agency, "below": below_of(known, agency)} for agency in known.tree.agencies
        ],
    }
    return render(request, "portal/sitemap.html", context)


def below_of(known: Catalogue, top: AgencyPage | ColumnPage) -> list[dict[str, object]]:
    """The whole tree under a page."""
    return [{"page": child, "below": below_of(known, child)} for child in known.tree.children(top)]


def index(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: the files that there are."""
    names = ["pages", *(f"{kind}-{number}" for kind, number in _files())]
    lines = [
        f"<sitemap><loc>{absolute(f'/sitemap/{name}.xml')}</loc></sitemap>\n" for name in names
    ]
    content = f"{HEAD}<sitemapindex {NAMESPACE}>\n{''.join(lines)}</sitemapindex>\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def of_pages(request: HttpRequest) -> HttpResponse:
    """Doors, registers, agencies and columns: each page that is a list, and open to robots."""
    tree = catalogue().tree
    ways = [*doors(), *ACTIONS, *registers()]
    found = ["/", reverse("sitemap"), *(way.address for way in ways)]
    if len(tree.agencies) == 1:  # then the list of agencies leads to that one
        found.remove(reverse("agencies"))
    branches: list[Branch] = [*tree.agencies, *tree.columns]
    found += [page.address for page in branches]
    lines = "".join(
        _line(address) for address in dict.fromkeys(found) if address and is_open(address)
    )
    content = f"{HEAD}<urlset {NAMESPACE}>\n{lines}</urlset>\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def of_records(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """Documents or records of one span, sent as they are read."""
    if (kind, number) not in _files():
        raise Http404("没有这个网站地图文件")
    pages.look()
    etag = f'"{pages.version()}-{kind}-{number}"'
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    response = StreamingHttpResponse(
        _lines(KINDS[kind], number), content_type="application/xml; charset=utf-8"
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@remembered
def _files() -> list[tuple[str, int]]:
    """Kinds, and spans of their keys in which something is public."""
    return [(name, span) for name, kind in KINDS.items() for span in _spans(kind)]


def _spans(kind: Kind) -> list[int]:
    rows = kind.public().order_by().values(span=F("pk") / SPAN).annotate(records=Count("pk"))
    return sorted(row["span"] for row in rows)


def _lines(kind: Kind, number: int) -> Iterator[str]:
    yield f"{HEAD}<urlset {NAMESPACE}>\n"
    found = kind.public().filter(pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN)
    for address, day in kind.lines(found.order_by("pk")):
        yield _line(address, f"{day:%Y-%m-%d}" if day else "")
    yield "</urlset>\n"


def _line(address: str, day: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(absolute(address))}</loc>{changed}</url>\n"
