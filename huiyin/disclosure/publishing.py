"""What follows from a release or a withdrawal, whoever made it: index, cache, audit entry.

Wagtail's editor, bulk actions and schedule all send these two signals; imports call the same
functions. A failure here undoes the publication: both run in its transaction.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.signals import page_published, page_unpublished

from huiyin.audit import log
from huiyin.audit.actors import Actor, system
from huiyin.organisations.actors import actor_of
from huiyin.search import index
from huiyin.web import page_cache
from huiyin.web.html import to_text

from .models import AgencyPage, ColumnPage, DocumentPage


def search_entry(page: DocumentPage, column: ColumnPage) -> index.Document:
    """The document as search knows it."""
    return index.Document(
        key=f"document:{page.pk}",
        url=page.permanent_address,
        title=page.title,
        body=to_text(page.body),
        published_on=timezone.localdate(page.published_at),
        agency=page.agency.slug,
        agency_name=page.agency.short_name,
        column=public_path(column),
        column_name=column.title,
        theme=page.theme,
        index_number=page.index_number,
        doc_number=page.doc_number,
        attachments="\n".join(page.attachments.values_list("name", flat=True)),
    )


def public_path(page: Any) -> str:
    """The address of a page of the tree without the site root: `/cgj/gzdt/`."""
    return "/" + "/".join(str(page.url_path).strip("/").split("/")[1:]) + "/"


def released(page: DocumentPage, *, actor: Actor, at: datetime, verb: str = "publish") -> None:
    """A document is public from now on, or its public version changed."""
    index.put([search_entry(page, page.column)])
    page_cache.changed()
    log.record(
        actor,
        f"disclosure.document.{verb}",
        page,
        at=at,
        index_number=page.index_number,
        title=page.title,
    )


def withdrawn(page: DocumentPage, *, actor: Actor, at: datetime) -> None:
    """A document is not public any more."""
    index.drop([f"document:{page.pk}"])
    page_cache.changed()
    log.record(
        actor, "disclosure.document.withdraw", page, at=at, index_number=page.index_number
    )


def _actor(keywords: dict[str, Any]) -> Actor:
    revision = keywords.get("revision")
    user = getattr(revision, "user", None)
    return actor_of(user) if user else system("cms")


def on_published(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            released(instance, actor=_actor(keywords), at=timezone.now())
        elif isinstance(instance, ColumnPage | AgencyPage):
            page_cache.changed()


def on_unpublished(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            withdrawn(instance, actor=system("cms"), at=timezone.now())
        else:
            page_cache.changed()


def connect() -> None:
    page_published.connect(on_published, dispatch_uid="huiyin.disclosure.published")
    page_unpublished.connect(on_unpublished, dispatch_uid="huiyin.disclosure.unpublished")
