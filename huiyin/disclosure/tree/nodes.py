"""栏目树: agencies and columns are made, named, moved and removed by our actions, and by nothing else.

Wagtail's screens for that are closed (`cms_door`). Whatever else may try, an update's new button,
its schedule, a shell, is refused before anything is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.db.models.signals import pre_delete, pre_save
from wagtail.models import Page
from wagtail.signals import pre_page_move

from .models import AgencyPage, ColumnPage, DocumentPage, FormerAddress, PortalPage, public_path
from .placed import Placement

KINDS = (PortalPage, AgencyPage, ColumnPage)
FIRST_LEVEL = 4
"""Depth of the columns right below an agency."""
HOPS, DEEPEST = 5, 20
"""How many former addresses may lead to each other, and how many parts of an address are looked at."""
_open: ContextVar[bool] = ContextVar("tree_open", default=False)


class TreeClosedError(PermissionDenied):
    """Something changed the tree that is none of our actions."""


@contextmanager
def arranging() -> Iterator[None]:
    """Within it an action of ours changes the tree, and writes its audit entry."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def refuse_hiding(sender: type, instance: Page, **keywords: Any) -> None:
    """A column is not taken off while something public lies in it: its documents have no other place."""
    if instance.live or not instance.pk or keywords.get("raw"):
        return
    if sender is Page and instance.specific_class not in KINDS:
        return
    was_public = Page.objects.filter(pk=instance.pk, live=True).exists()
    if was_public and DocumentPage.objects.live().descendant_of(instance).exists():
        raise TreeClosedError(
            f"“{instance.title}”里还有公开的信息，不能撤下。请先把它们移到其他栏目，或者逐条撤下"
        )


def refuse_change(sender: type, instance: Page, **keywords: Any) -> None:
    if _open.get() or keywords.get("raw"):
        return
    if sender in KINDS or (sender is Page and instance.pk and instance.specific_class in KINDS):
        raise TreeClosedError(f"“{instance.title}”不能这样改动。请在工作台“栏目”中办理")


def refuse_move(sender: type, instance: Page, **keywords: Any) -> None:
    if not _open.get():
        raise TreeClosedError(
            f"“{instance.title}”不能这样移动。栏目在工作台“栏目”中移动，信息在“稿件”中改放"
        )


def move(page: ColumnPage | DocumentPage, to: Page, *, at: datetime) -> None:
    """Take a document or a column elsewhere; of each document is kept in which columns it stood."""
    Placement.objects.bulk_create(
        Placement(document_id=pk, trail=trail, left_at=at) for pk, trail in _trails(page)
    )
    with arranging():
        page.move(to, pos="last-child")


def _trails(page: Page) -> list[tuple[int, str]]:
    """Each document that a page is or has below it, with the columns above it."""
    step, top = Page.steplen, Page.steplen * FIRST_LEVEL
    columns = dict(
        ColumnPage.objects.filter(path__startswith=page.path[:top]).values_list("path", "pk")
    )
    return [
        (pk, "".join(f"/{columns[path[:end]]}" for end in range(top, len(path), step)) + "/")
        for pk, path in DocumentPage.objects.filter(path__startswith=page.path).values_list(
            "pk", "path"
        )
    ]


def at_address(address: str) -> Any:
    """The page of the tree with this address, of whatever kind, public or not."""
    return Page.objects.filter(url_path=f"/portal{address}")


def note_former(column: ColumnPage, address: str) -> None:
    """The address that a column has left leads to it from now on; the latest to leave it keeps it."""
    FormerAddress.objects.update_or_create(path=address, defaults={"column": column})


def forwarded(address: str) -> str:
    """Where a former address of a column leads, with what lay below it; empty if nowhere."""
    for _ in range(HOPS):
        parts = address.strip("/").split("/")[:DEEPEST]
        prefixes = ["/" + "/".join(parts[:length]) + "/" for length in range(len(parts), 0, -1)]
        known = {one.path: one for one in _former(prefixes)}
        former = next((known[prefix] for prefix in prefixes if prefix in known), None)
        if former is None:
            return ""
        address = public_path(former.column) + address[len(former.path) :]
        if _is_there(address):
            return address
    return ""


def _former(prefixes: list[str]) -> Any:
    return FormerAddress.objects.filter(path__in=prefixes).select_related("column")


def _is_there(address: str) -> bool:
    """A column or a document that is or was public; a draft is nobody's business."""
    seen = Q(live=True) | Q(first_published_at__isnull=False)
    return bool(at_address(address).filter(seen).exists())


def connect() -> None:
    for sender in (*KINDS, Page):
        name = sender.__name__
        pre_save.connect(refuse_change, sender=sender, dispatch_uid=f"huiyin.tree.saved.{name}")
        pre_save.connect(refuse_hiding, sender=sender, dispatch_uid=f"huiyin.tree.hidden.{name}")
        pre_delete.connect(refuse_change, sender=sender, dispatch_uid=f"huiyin.tree.gone.{name}")
    pre_page_move.connect(refuse_move, dispatch_uid="huiyin.tree.moved")
