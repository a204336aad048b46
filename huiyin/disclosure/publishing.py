"""What follows from a release or a withdrawal, whoever made it: index, cache, audit entry.

Wagtail's editor, bulk actions and schedule all send these two signals; imports call the same
functions. A failure here undoes the publication: both run in its transaction.

Nothing becomes public by itself, and nothing vanishes. A document is saved as public, or with
another public text, taken down or deleted only within `gate`: opened by the moves of a manuscript,
and by those few actions that say why they need no review. Whatever else tries (button, bulk
action, schedule, shell) is refused before anything is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from huiyin.audit import log
from huiyin.audit.actors import Actor, system
from huiyin.organisations.actors import actor_of
from huiyin.search import index
from huiyin.web import page_cache
from huiyin.web.html import to_text
from huiyin.web.models import SiteProfile

from .models import ColumnPage, DocumentPage


class PublicationRefusedError(PermissionDenied):
    """A document was about to become public, or to vanish, without its reviews and reasons."""


SEARCH_KIND = "document"
"""What the keys of documents in the search index begin with."""
_gate: ContextVar[Actor | None] = ContextVar("publication_gate", default=None)
PUBLIC = ("live", "title", "body", "doc_number", "issuer", "formed_on")
BARE = ("live", "title")
"""What of it can be changed through Wagtail's own model of a page."""


@contextmanager
def gate(actor: Actor) -> Iterator[None]:
    """Within it, this actor's act makes documents public or takes them down; it was proved that it may."""
    token = _gate.set(actor)
    try:
        yield
    finally:
        _gate.reset(token)


def refuse_unreviewed(sender: type, instance: Page, **keywords: Any) -> None:
    """No document goes public, changes its public text or is taken down but through the gate."""
    if _gate.get() is not None or keywords.get("raw") or not (instance.pk or instance.live):
        return
    names = PUBLIC if sender is DocumentPage else BARE
    saved = keywords.get("update_fields")
    if saved is not None and not set(saved) & set(names):
        return
    stored = DocumentPage.objects.filter(pk=instance.pk).values_list(*names).first()
    if stored is None and sender is not DocumentPage:
        return  # a column, an agency: not a document
    was_live = stored is not None and stored[0]
    if was_live and not instance.live:
        raise PublicationRefusedError(
            f"“{instance.title}”不能这样撤下。请由签发人在工作台“稿件”中撤下，并写明原因"
        )
    if instance.live and stored != tuple(getattr(instance, name) for name in names):
        raise PublicationRefusedError(
            f"“{instance.title}”没有走完审核流程，不能发布。请在工作台“稿件”中送审，由签发人发布"
        )


def refuse_deletion(sender: type, instance: DocumentPage, **keywords: Any) -> None:
    """What was public once is kept (its address says why it is gone); deleting its column too."""
    if _gate.get() is not None:
        return
    if DocumentPage.objects.filter(pk=instance.pk, first_published_at__isnull=False).exists():
        raise PublicationRefusedError(
            f"“{instance.title}”公开过，不能删除。不再公开的，请在工作台“稿件”中撤下"
        )


def search_key(page: DocumentPage) -> str:
    return f"{SEARCH_KIND}:{page.pk}"


def search_entry(page: DocumentPage, column: ColumnPage) -> index.Document:
    """The document as search knows it."""
    attached = list(page.attachments.select_related("file"))
    return index.Document(
        key=search_key(page),
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
        attachments="\n".join(item.name for item in attached),
        files=tuple(
            (item.name, item.file.sha256) for item in attached if item.file and item.file.is_public
        ),
    )


def public_path(page: Any) -> str:
    """The address of a page of the tree without the site root: `/cgj/gzdt/`."""
    return "/" + "/".join(str(page.url_path).strip("/").split("/")[1:]) + "/"


def released(
    page: DocumentPage, *, actor: Actor, at: datetime, verb: str = "publish", **facts: str
) -> None:
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
        **facts,
    )


def withdrawn(page: DocumentPage, *, actor: Actor, at: datetime) -> None:
    """A document is not public any more."""
    index.drop([search_key(page)])
    page_cache.changed()
    log.record(actor, "disclosure.document.withdraw", page, at=at, index_number=page.index_number)


def _actor() -> Actor:
    """Who opened the gate, else who is at work in the CMS; its schedule works without anybody."""
    if (opened_by := _gate.get()) is not None:
        return opened_by
    user = get_active_log_context().user
    return actor_of(user) if user else system("cms")


def on_published(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            released(instance, actor=_actor(), at=timezone.now())
        else:
            page_cache.changed()


def on_unpublished(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            withdrawn(instance, actor=_actor(), at=timezone.now())
        else:
            page_cache.changed()


def on_moved(sender: type, instance: Any, **keywords: Any) -> None:
    """What moved is found under its new column."""
    with transaction.atomic():
        documents = DocumentPage.objects.live().descendant_of(instance, inclusive=True)
        index.put(search_entry(page, page.column) for page in documents.select_related("agency"))
        page_cache.changed()


def on_profile_saved(sender: type, **keywords: Any) -> None:
    """Head and foot of every page tell the site's particulars."""
    with transaction.atomic():
        page_cache.changed()


def connect() -> None:
    for sender, name in ((DocumentPage, "document"), (Page, "page")):
        pre_save.connect(
            refuse_unreviewed, sender=sender, dispatch_uid=f"huiyin.disclosure.reviewed.{name}"
        )
    pre_delete.connect(refuse_deletion, sender=DocumentPage, dispatch_uid="huiyin.disclosure.kept")
    page_published.connect(on_published, dispatch_uid="huiyin.disclosure.published")
    page_unpublished.connect(on_unpublished, dispatch_uid="huiyin.disclosure.unpublished")
    post_page_move.connect(on_moved, dispatch_uid="huiyin.disclosure.moved")
    post_save.connect(
        on_profile_saved, sender=SiteProfile, dispatch_uid="huiyin.disclosure.profile"
    )
