"""订阅源 (Atom): new documents of an agency, of a column, or for a search; new records of a list."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date, urlencode

from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree import catalogue as catalogues
from huiyin.disclosure.tree.nodes import forwarded
from huiyin.disclosure.tree.publishing import SEARCH_KIND
from huiyin.publicity.models import Channel, Publication, morning_of
from huiyin.search.index import Query, find
from huiyin.web.addresses import absolute
from huiyin.web.context import profile
from huiyin.web.kept import page_cache
from huiyin.web.publiclists import PublicList, declared

ENTRIES = 30
LONGEST = 100  # characters of a search, as on the search page
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def branch(request: HttpRequest, address: str) -> HttpResponse:
    """The newest documents of an agency or a column; the newest records of a public list.

    No agency has the address of a list.
    """
    path = f"/{address.strip('/')}/"
    of = next((one for one in declared() if one.has_feed and one.address == path), None)
    if of is not None:
        return _of_list(of) if address == path[1:] else redirect("feed", path[1:], permanent=True)
    page = catalogues.tree().by_address.get(path)
    if page is None:
        if forward := forwarded(path):
            return redirect("feed", forward[1:], permanent=True)
        raise Http404("没有这个栏目")
    if address != path[1:]:  # one address per feed, so that variants do not fill the page cache
        return redirect("feed", path[1:], permanent=True)
    newest = catalogues.latest(page.path, ENTRIES)
    return _answer(
        title=f"{page.title} - {profile().name}",
        about=getattr(page, "description", "") or f"{page.title}最新公开的信息",
        address=page.address,
        here=reverse("feed", args=[address]),
        entries=_documents([row["pk"] for row in newest]),
    )


def search(request: HttpRequest) -> HttpResponse:
    """The newest documents that match a search."""
    text = " ".join(_plain(request.GET.get("q", "")).split())[:LONGEST]
    if not text:
        raise Http404("请写明要查的词")
    hits = find(Query(text, kind=SEARCH_KIND, order="date", limit=ENTRIES)).hits
    return _answer(
        title=f"“{text}”的最新信息 - {profile().name}",
        about=f"标题、正文、文号和附件名称中有“{text}”的公开信息，按时间排列",
        address=f"/search/?{urlencode({'q': text, 'sort': 'date'})}",
        here=f"{reverse('feed-search')}?{urlencode({'q': text})}",
        entries=_documents([int(hit.key.partition(":")[2]) for hit in hits]),
    )


def _of_list(of: PublicList[Any, Any]) -> HttpResponse:
    """The records that were put on view last and are on view now, masked as the list shows them."""
    assert of.feed is not None  # noqa: S101 - asked by the caller
    records = (
        of.public_records().order_by("-published_on", "-pk").select_related("agency")[:ENTRIES]
    )
    return _answer(
        title=f"{of.section.title} - {profile().name}",
        about=of.section.description,
        address=of.address,
        here=of.feed["address"],
        entries=list(_records(of, list(records))),
    )


def _records(of: PublicList[Any, Any], records: list[Any]) -> Iterator[dict[str, Any]]:
    """Each as its present publication words it."""
    shown = Publication.objects.filter(
        about_kind=of.model._meta.label_lower,
        about_pk__in=[record.pk for record in records],
        channel=Channel.SITE,
        ended_at=None,
    )
    publications = {one.about_pk: one for one in shown}
    for record in records:
        title, number, _ = of.line(record) if of.line else (str(record), "", None)
        address, one = absolute(of.address_of(record)), publications.get(record.pk)
        since = morning_of(record.published_on)
        yield {
            "title": _plain(f"{title} {number}".strip()),
            "link": address,
            "unique_id": address,
            "description": _plain(
                "；".join(f"{head}：{text}" for head, text in _said(one) if text)
            ),
            "pubdate": since,
            "updateddate": max(one.put_up_at, since) if one else since,
            "author_name": _plain(record.agency.name),
            "categories": [_plain(of.section.title)],
        }


def _said(publication: Publication | None) -> list[list[str]]:
    return publication.wording if publication else []


def _documents(keys: list[int]) -> list[dict[str, Any]]:
    documents = DocumentPage.objects.live().select_related("agency").in_bulk(keys)
    return [_entry(documents[key]) for key in keys if key in documents]


def _answer(
    *, title: str, about: str, address: str, here: str, entries: list[dict[str, Any]]
) -> HttpResponse:
    """An Atom document about `address` with the id `here`: the normalised query, not what was
    typed.
    """
    feed = _Feed(
        title=_plain(title),
        link=absolute(address),
        description="",
        subtitle=_plain(about),
        language="zh-CN",
        feed_url=absolute(here),
        feed_guid=absolute(here),
    )
    for entry in entries:
        feed.add_item(**entry)
    response = HttpResponse(
        feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )
    if (
        changed_at := page_cache.last_change()
    ):  # not of the newest entry: a newer one may have been removed
        response.headers["Last-Modified"] = http_date(changed_at.timestamp())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _entry(page: DocumentPage) -> dict[str, Any]:
    """One document, identified by its permanent address whichever column it is in."""
    address = absolute(page.permanent_address)
    return {
        "title": _plain(page.title),
        "link": address,
        "unique_id": address,
        "description": _plain(page.description),
        "pubdate": page.published_at,
        "updateddate": _updated(page),
        "author_name": _plain(page.issuer),
        "categories": [_plain(name) for name in (page.theme, page.genre) if name],
    }


def _plain(text: str) -> str:
    """Without characters that XML cannot hold: a single one would break the whole feed."""
    return _NOT_XML.sub("", text)


def _updated(page: DocumentPage) -> datetime:
    """When its public version last changed; never before it was published."""
    published: datetime = page.published_at
    changed: datetime | None = page.last_published_at
    return max(changed or published, published)


class _Feed(Atom1Feed):
    """With a moment even if the feed is empty, and local times in its entries."""

    def latest_post_date(self) -> datetime:
        if not self.items:
            return datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())
        newest: datetime = max(item["updateddate"] for item in self.items)
        return newest
