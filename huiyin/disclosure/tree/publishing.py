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
from datetime import date, datetime
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
from huiyin.organisations.models import Organisation
from huiyin.search import index
from huiyin.web.html import to_text
from huiyin.web.kept import page_cache
from huiyin.web.models import SiteProfile

from . import due
from .models import AgencyPage, ColumnPage, DocumentPage, public_path
from .validity import OVER


class PublicationRefusedError(PermissionDenied):
    """A document was about to become public, or to vanish, without its reviews and reasons."""


SEARCH_KIND = "document"
"""What the keys of documents in the search index begin with."""
_gate: ContextVar[tuple[Actor, datetime | None] | None] = ContextVar(
    "publication_gate", default=None
)
PUBLIC = ("live", "title", "body", "doc_number", "issuer", "formed_on")
BARE = ("live", "title")
"""What of it can be changed through Wagtail's own model of a page."""


@contextmanager
def gate(actor: Actor, at: datetime | None = None) -> Iterator[None]:
    """Within it, this actor's act makes documents public or takes them down; it was proved that it may.

    `at` is the moment of the act, which the log tells; now, where none is given.
    """
    token = _gate.set((actor, at))
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


def end_at(page: DocumentPage, moment: datetime | None) -> None:
    """Until then it is public: asked by every query, so that no timetable has to be in time."""
    page_cache.changed()
    page.public_until = moment
    DocumentPage.objects.filter(pk=page.pk).update(public_until=moment)
    index.end_at(search_key(page), moment)


def search_key(page: DocumentPage) -> str:
    return f"{SEARCH_KIND}:{page.pk}"


def _over_on(page: DocumentPage) -> date | None:
    """The day from which it is not in force; one whose day nobody knows never was while it is public."""
    if page.validity not in OVER:
        return None
    return page.abolished_on or timezone.localdate(page.published_at)


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
        public_until=page.public_until,
        over_on=_over_on(page),
        files=tuple(
            (item.name, item.file.sha256) for item in attached if item.file and item.file.is_public
        ),
    )


def released(
    page: DocumentPage, *, actor: Actor, at: datetime, verb: str = "publish", **facts: str
) -> None:
    """A document is public from now on, or its public version changed."""
    page_cache.changed()  # first: it is what releases wait for, before they touch anything shared
    _check_way(page)
    page.withdrawals.filter(released_at__isnull=True).update(released_at=at)
    column = page.column
    due.note(page, column)
    index.put([search_entry(page, column)])
    log.record(
        actor,
        f"disclosure.document.{verb}",
        page,
        at=at,
        index_number=page.index_number,
        title=page.title,
        **facts,
    )


def _check_way(page: Page) -> None:
    """What is public lies where everybody can go: in a public column of a public agency."""
    closed = Page.objects.ancestor_of(page).filter(live=False).order_by("path").first()
    if closed is not None:
        raise PublicationRefusedError(
            f"“{closed.title}”没有公开，“{page.title}”不能在它下面公开。请改放其他栏目"
        )


def facts_changed(page: DocumentPage, *, actor: Actor, at: datetime) -> None:
    """Facts about a document have changed, not its text: one that is not public stays so."""
    if page.is_public:
        released(page, actor=actor, at=at, verb="update")
    else:
        page_cache.changed()  # others may speak of it
        log.record(actor, "disclosure.document.update", page, at=at, index_number=page.index_number)


def withdrawn(page: DocumentPage, *, actor: Actor, at: datetime) -> None:
    """A document is not public any more."""
    page_cache.changed()
    page.withdrawals.create(withdrawn_at=page.withdrawn_at or at)
    index.drop([search_key(page)])
    log.record(actor, "disclosure.document.withdraw", page, at=at, index_number=page.index_number)


def _actor() -> Actor:
    """Who opened the gate, else who is at work in the CMS; its schedule works without anybody."""
    if (opened := _gate.get()) is not None:
        return opened[0]
    user = get_active_log_context().user
    return actor_of(user) if user else system("cms")


def _moment() -> datetime:
    """Of the act that opened the gate: the log says when it was done, as with every other move."""
    opened = _gate.get()
    return (opened[1] if opened else None) or timezone.now()


def on_published(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            released(instance, actor=_actor(), at=_moment())
        else:
            page_cache.changed()


def on_unpublished(sender: type, instance: Any, **keywords: Any) -> None:
    with transaction.atomic():
        if isinstance(instance, DocumentPage):
            withdrawn(instance, actor=_actor(), at=_moment())
        else:
            page_cache.changed()


def on_moved(sender: type, instance: Any, **keywords: Any) -> None:
    """What moved is found under its new column."""
    with transaction.atomic():
        page_cache.changed()
        documents = DocumentPage.objects.live().descendant_of(instance, inclusive=True)
        if documents.exists():
            _check_way(instance)
        index.put(search_entry(page, page.column) for page in documents.select_related("agency"))


def on_agency_saved(sender: type, instance: Organisation, **keywords: Any) -> None:
    """Pages, lists and search call an agency by its present name, whoever gave it."""
    with transaction.atomic():
        page_cache.changed()
        if instance.is_agency:
            named = {"title": instance.name, "draft_title": instance.name}
            AgencyPage.objects.filter(organisation=instance.pk).update(**named)
            index.name_agency(instance.slug, instance.short_name)


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
    post_save.connect(on_agency_saved, sender=Organisation, dispatch_uid="huiyin.disclosure.agency")
    post_save.connect(
        on_profile_saved, sender=SiteProfile, dispatch_uid="huiyin.disclosure.profile"
    )
