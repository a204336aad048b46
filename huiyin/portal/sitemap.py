"""网站地图: one page for people; files for search engines, however many documents there are.

Each file holds the public records of one kind in one span of keys, so at most SPAN addresses; it is
cached under the version of the public content, and needs no sorting and no counting.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.db.models import Count, F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from huiyin.disclosure.models import AgencyPage, ColumnPage, ColumnType
from huiyin.disclosure.tree.catalogue import Branch, Catalogue, catalogue
from huiyin.web.addresses import absolute
from huiyin.web.context import ACTIONS, Section, doors, registers
from huiyin.web.downloads import whole
from huiyin.web.kept.page_cache import pages, remembered

from .mapped import Kind, kinds
from .robots import is_open

SPAN = 50_000  # addresses a file: the limit of sitemaps.org
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
SECTION = Section("网站地图", "本站全部栏目和服务", "网站地图,栏目", ColumnType.CATALOGUE)


def for_people(request: HttpRequest) -> HttpResponse:
    """网站地图: every entrance, and every column of every agency."""
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
    """/sitemap.xml: the list of the files."""
    names = ["pages", *(f"{kind}-{number}" for kind, number in _files())]
    lines = [
        f"<sitemap><loc>{absolute(f'/sitemap/{name}.xml')}</loc></sitemap>\n" for name in names
    ]
    content = f"{HEAD}<sitemapindex {NAMESPACE}>\n{''.join(lines)}</sitemapindex>\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def of_pages(request: HttpRequest) -> HttpResponse:
    """Entrances, registers, agencies and columns: each list page open to robots."""
    tree = catalogue().tree
    ways = [*doors(), *ACTIONS, *registers()]
    addresses = ["/", reverse("sitemap"), *(way.address for way in ways)]
    if len(tree.agencies) == 1:  # then the list of agencies redirects to that one
        addresses.remove(reverse("agencies"))
    branches: list[Branch] = [*tree.agencies, *tree.columns]
    addresses += [page.address for page in branches]
    lines = "".join(
        _line(address) for address in dict.fromkeys(addresses) if address and is_open(address)
    )
    content = f"{HEAD}<urlset {NAMESPACE}>\n{lines}</urlset>\n"
    return HttpResponse(content, content_type="application/xml; charset=utf-8")


def of_records(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    """The documents or records of one span."""
    if (kind, number) not in _files():
        raise Http404("没有这个网站地图文件")
    etag = f'"{pages.version()}-{timezone.localdate()}-{kind}-{number}"'
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    lines = _lines(kinds()[kind], number)
    response = whole(
        lambda file: file.writelines(line.encode() for line in lines),
        "application/xml; charset=utf-8",
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


@remembered
def _files() -> list[tuple[str, int]]:
    """Kinds, with the spans of keys that have public records."""
    return [(name, span) for name, kind in kinds().items() for span in _spans(kind)]


def _spans(kind: Kind) -> list[int]:
    rows = kind.public().order_by().values(span=F("pk") / SPAN).annotate(records=Count("pk"))
    return sorted(row["span"] for row in rows)


def _lines(kind: Kind, number: int) -> Iterator[str]:
    yield f"{HEAD}<urlset {NAMESPACE}>\n"
    records = kind.public().filter(pk__gte=number * SPAN, pk__lt=(number + 1) * SPAN)
    for address, day in kind.lines(records.order_by("pk")):
        yield _line(address, f"{day:%Y-%m-%d}" if day else "")
    yield "</urlset>\n"


def _line(address: str, day: str = "") -> str:
    changed = f"<lastmod>{day}</lastmod>" if day else ""
    return f"<url><loc>{escape(absolute(address))}</loc>{changed}</url>\n"
