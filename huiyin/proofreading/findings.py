"""校对一篇: runs the checks on a document page, a draft or a saved page, with its context."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from huiyin import checks
from huiyin.checks import Attachment, Context, Document, Finding
from huiyin.disclosure.models import DocumentPage
from huiyin.organisations.models import Membership, Organisation, holds
from huiyin.workdays.load import calendar

from . import addresses, attachments, vocabulary

Lookup = Callable[[str], bool]
BESIDE = ("summary", "keywords", "author", "source", "category", "theme", "genre")
"""Fields that leave with a page, in its head, its feeds and its metadata."""


def of_page(page: DocumentPage, *, resolves: Lookup | None = None) -> list[Finding]:
    """The findings of a page, saved or not, attachments included."""
    column = _column(page)
    agency = page.agency if page.agency_id else None
    document = Document(
        title=page.title or "",
        body=checks.read(page.body or ""),
        published_on=timezone.localdate(page.published_at) if page.published_at else None,
        formed_on=page.formed_on,
        doc_number=page.doc_number or "",
        issuer=page.issuer or "",
        attachments=attachments.of_page(page),
        beside=beside_text(page),
    )
    shared, own = resolves or lookup(), addresses.own(page)
    known = context(
        agency,
        publish_days=getattr(column, "publish_days", None),
        resolves=lambda path: own(path) or shared(path),
    )
    return checks.run(document, known)


def beside_text(page: Any) -> list[tuple[str, str]]:
    """Label and words of each such field of a page; a summary only if somebody wrote it."""
    labels = ((str(DocumentPage._meta.get_field(name).verbose_name), name) for name in BESIDE)
    return [(label, str(text)) for label, name in labels if (text := getattr(page, name))]


def of_html(
    html: str,
    *,
    title: str = "",
    published_on: date | None = None,
    formed_on: date | None = None,
    doc_number: str = "",
    issuer: str = "",
    files: Sequence[Attachment] = (),
    beside: Sequence[tuple[str, str]] = (),
    agency: Organisation | None = None,
    publish_days: int | None = None,
    own_site: bool = True,
    resolves: Lookup | None = None,
) -> list[Finding]:
    """The findings of a text. With `own_site` its links are checked against this site."""
    document = Document(
        title=title,
        body=checks.read(html),
        published_on=published_on,
        formed_on=formed_on,
        doc_number=doc_number,
        issuer=issuer,
        attachments=files,
        beside=beside,
    )
    return checks.run(
        document, context(agency, publish_days=publish_days, own_site=own_site, resolves=resolves)
    )


def context(
    agency: Organisation | None,
    *,
    publish_days: int | None = None,
    own_site: bool = True,
    resolves: Lookup | None = None,
) -> Context:
    """The context of the checks: the office, its site and its people."""
    return Context(
        terms=vocabulary.in_use(agency),
        calendar=calendar(agency.region if agency else ""),
        publish_days=publish_days,
        hosts=frozenset(_hosts()) if own_site else frozenset(),
        resolves=(resolves or lookup()) if own_site else None,
        leaders=_leaders(agency.agency) if agency else (),
        organ_names=frozenset({agency.agency.name, agency.agency.short_name})
        if agency
        else frozenset(),
    )


def _leaders(agency: Organisation) -> tuple[str, ...]:
    """Names of those who lead the agency: whoever holds a post with 分管各项业务 today."""
    memberships = Membership.objects.on(timezone.localdate()).filter(
        Q(post__organisation=agency) | Q(post__organisation__parent=agency),
        holds("organisations.lead"),
    )
    return tuple(sorted(set(memberships.values_list("user__name", flat=True)) - {""}))


def lookup() -> Lookup:
    """Addresses of this site, each looked up once: for a page, or shared by all pages of a run."""
    return lru_cache(maxsize=4096)(addresses.resolves)


def _hosts() -> list[str]:
    return [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]


def _column(page: DocumentPage) -> Any:
    """The column of a page that stands in the tree."""
    return page.column if page.pk and page.path else None
