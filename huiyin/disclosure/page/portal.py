"""信息公开, public side: agencies, columns, documents, permanent and old addresses."""

import re
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import urlencode

from huiyin.disclosure.tree import catalogue as catalogues
from huiyin.disclosure.tree.catalogue import Catalogue, Filters, catalogue, latest, listed
from huiyin.disclosure.tree.models import (
    AgencyPage,
    ColumnPage,
    ColumnType,
    DocumentAttachment,
    DocumentPage,
    OldAddress,
)
from huiyin.disclosure.tree.nodes import forwarded
from huiyin.disclosure.tree.public import public
from huiyin.files import qr
from huiyin.files.views import carries
from huiyin.web.context import Section
from huiyin.web.kept.page_cache import ASKED, VIEWED
from huiyin.web.paging import Paging

from . import paper, related, view_counts
from .beside import beside
from .parts import parts
from .uniform import side

ROOT = "/portal"
FILTER_LABELS = {"year": "年份", "theme": "主题", "genre": "体裁", "validity": "有效性"}
MOST_VALUES = 12


SECTION = Section(
    "政府信息公开", "各公开机关的政府信息公开目录", "政府信息公开,公开机关", ColumnType.CATALOGUE
)


class Feed(NamedTuple):
    """The Atom feed of what a page shows."""

    address: str
    title: str


@carries
def attached_to_live_document(file_key: int) -> bool:
    """附件 of a document that is public now."""
    attached = DocumentAttachment.objects.filter(public("document__"), file=file_key)
    return bool(attached.exists())


def agencies(request: HttpRequest) -> HttpResponse:
    """All agencies of the site; with just one, that one."""
    known = catalogue().tree
    if len(known.agencies) == 1:
        return redirect(known.agencies[0].address)
    return render(
        request,
        "disclosure/portal/agencies.html",
        {"agencies": known.agencies, "column": SECTION, "door": "disclosure"},
    )


def tree(request: HttpRequest, address: str) -> HttpResponse:
    """Any address of the tree; else the old address of a document; else nothing is there."""
    known = catalogue()
    path = f"/{address.strip('/')}/"
    target = known.tree.by_address.get(path)
    if target is None:
        page = _documents().filter(url_path=ROOT + path).first()
        if page is None:
            if forward := forwarded(path):
                return HttpResponsePermanentRedirect(_canonical(forward, request))
            return _from_old_address(request)
        if request.path != path:
            return HttpResponsePermanentRedirect(_canonical(path, request))
        return _document(request, page)
    if request.path != path:
        return HttpResponsePermanentRedirect(_canonical(path, request))
    if isinstance(target, AgencyPage):
        return _agency(request, target, known)
    return _column(request, target, known)


def _canonical(path: str, request: HttpRequest) -> str:
    query = request.META.get("QUERY_STRING", "")
    return reverse("tree", args=[path.strip("/") + "/"]) + (f"?{query}" if query else "")


def permanent(request: HttpRequest, index_number: str) -> HttpResponse:
    """/i/<索引号>: the document, wherever it is in the tree."""
    page = _documents().filter(index_number=index_number).first()
    if page is not None:
        return _document(request, page)
    plain = index_number.strip().rstrip("/").replace("／", "/").replace("－", "-").upper()
    if plain != index_number and DocumentPage.objects.filter(index_number=plain).exists():
        return HttpResponsePermanentRedirect(reverse("permanent", args=[plain]))
    raise Http404(f"没有索引号为“{index_number}”的信息")


def printed(request: HttpRequest, index_number: str) -> HttpResponse:
    """/i/<索引号>.pdf: the document as a paper."""
    page = _public(index_number)
    names = [item.name for item in page.attachments.all()]
    etag = f'"{paper.digest(page, names)}"'
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        content = paper.pdf(page, names)
    except paper.BusyError:
        return HttpResponse(
            "正在生成其他文件，请过半分钟再下载。", status=503, headers={"Retry-After": "30"},
            content_type="text/plain; charset=utf-8",
        )  # fmt: skip
    name = quote(f"{page.title[:60]}.pdf")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; filename*=UTF-8''{name}",
            "ETag": etag,
            "Cache-Control": "private, no-cache",
            "X-Not-Kept": "1",  # it is kept on the disk, not in memory
        },
    )


def code(request: HttpRequest, index_number: str) -> HttpResponse:
    """/i/<索引号>.svg: the QR code of the permanent address."""
    return HttpResponse(
        qr.svg(paper.address_of(_public(index_number)), "固定网址的二维码"), "image/svg+xml"
    )


def _public(index_number: str) -> DocumentPage:
    page = _documents().filter(public(), index_number=index_number).first()
    if page is None:
        raise Http404(f"没有索引号为“{index_number}”的信息")
    return page


def _from_old_address(request: HttpRequest) -> HttpResponse:
    """An address of the former portal leads to the document for good."""
    old = OldAddress.objects.filter(path__in=_spellings(request)).select_related("document").first()
    if old is None:
        raise Http404("没有这个页面")
    return HttpResponsePermanentRedirect(reverse("permanent", args=[old.document.index_number]))


def _spellings(request: HttpRequest) -> set[str]:
    """As it was asked for, decoded, and decoded with its parameters in plain text."""
    query = request.META.get(ASKED) or request.META.get("QUERY_STRING", "")
    written = escape_uri_path(request.path) + (f"?{iri_to_uri(query)}" if query else "")
    decoded = {written, request.path}
    if query:
        plain = urlencode(sorted(request.GET.lists()), doseq=True)
        decoded |= {f"{request.path}?{query}", f"{request.path}?{plain}"}
        decoded.discard(request.path)
    return decoded


def _documents() -> "QuerySet[DocumentPage]":
    documents: QuerySet[DocumentPage] = DocumentPage.objects.select_related("agency", "view_count")
    return documents


def _document(request: HttpRequest, page: DocumentPage) -> HttpResponse:
    if not page.is_public:
        if page.first_published_at is None:
            raise Http404("没有这个页面")  # a draft: that it exists is nobody's business yet
        return render(request, "disclosure/portal/withdrawn.html", {"document": page}, status=410)
    trail = catalogues.tree().trail(page.path[:-4])
    counter = getattr(page, "view_count", None)
    context = {
        "document": page,
        "column": trail[-1] if trail else None,
        "trail": trail,
        "attachments": list(page.attachments.select_related("file")),
        "beside": beside(page, trail[-1] if trail else None),
        "parts": list(parts(page)),
        "views": (counter.views if counter else 0) + view_counts.counter.waiting(page.pk),
        "relations": related.relations(page),
        "related": related.like(page),
        "feed": _feed(trail[-1]) if trail else None,
        "door": "disclosure",
    }
    response = render(request, "disclosure/portal/document.html", context)
    response.headers[VIEWED] = str(page.pk)
    return response


def _feed(page: AgencyPage | ColumnPage) -> Feed:
    return Feed(f"/feeds{page.address}", f"{page.title}最新信息")


def _agency(request: HttpRequest, page: AgencyPage, known: Catalogue) -> HttpResponse:
    context = {
        "agency": page,
        "organisation": page.organisation,
        "trail": [page],
        "side": side(known, page, page),
        "latest": latest(page.path, 10),
        "feed": _feed(page),
        "door": "disclosure",
    }
    return render(request, "disclosure/portal/agency.html", context)


def _column(request: HttpRequest, page: ColumnPage, known: Catalogue) -> HttpResponse:
    chosen = _chosen(request)
    years = known.years(page.path, chosen)
    paging = Paging.of(request, sum(count for _, count in years))
    trail = known.tree.trail(page.path)
    agency = known.tree.agency_of(page.path)
    context = {
        "column": page,
        "agency": agency,
        "trail": trail,
        "side": side(known, agency, page) if agency else None,
        "feed": _feed(page),
        "children": known.tree.children(page),
        "documents": listed(page.path, chosen, years, paging.offset, paging.size),
        "filters": _filters(known, page, chosen),
        "chosen": chosen,
        "is_narrowed": chosen != Filters(),
        "paging": paging,
        "door": "disclosure",
    }
    return render(request, "disclosure/portal/column.html", context)


def _chosen(request: HttpRequest) -> Filters:
    """The filters of the address; a year that is no year is nobody's page."""
    asked = {name: request.GET.get(name, "")[:100] for name in FILTER_LABELS}
    year = asked.pop("year")
    if year and not (re.fullmatch(r"[0-9]{4}", year) and 1900 <= int(year) <= 9000):
        raise Http404(f"年份“{year[:20]}”不对")
    return Filters(year=int(year) if year else None, **asked)


def _filters(known: Catalogue, page: ColumnPage, chosen: Filters) -> list[dict[str, Any]]:
    """Filters that can narrow this list: name, label, value chosen, values with counts."""
    filters = []
    for name, label in FILTER_LABELS.items():
        value = getattr(chosen, name)
        values = known.count(page.path, chosen, name)[:MOST_VALUES]
        if value or len(values) > 1:
            choices = [(v, f"{v}年" if name == "year" else v, count) for v, count in values]
            filters.append({"name": name, "label": label, "chosen": value, "values": choices})
    return filters
