"""The CMS for documents: a place to write. Releasing, withdrawing, deleting are moves on the desk."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from . import stale
from .models import DocumentPage

BEGIN = "/desk/manuscripts/new/"
DESK = "/desk/manuscripts/"
KEPT_ACTIONS = {"action-save-draft", "action-page-locked", "action-lock", "action-unlock"}
REFUSED = {
    "publish": "信息由签发人在工作台发布，不能在这里发布",
    "unpublish": "撤下信息要写明原因，请在工作台“稿件”中办理",
    "delete": "公开信息和稿件不能删除；不再公开的请在工作台撤下，不要的稿件请弃稿",
}


def _holds_documents(page: Page) -> bool:
    return bool(DocumentPage.objects.descendant_of(page, inclusive=True).exists())


def _to_desk(request: HttpRequest, said: str) -> HttpResponse:
    messages.error(request, said)
    return redirect(DESK)


@hooks.register("before_create_page")
def begin_on_the_desk(
    request: HttpRequest, parent: Page, page_class: type[Page]
) -> HttpResponse | None:
    """A new document begins with its manuscript."""
    if page_class is DocumentPage:
        return redirect(f"{BEGIN}?column={parent.pk}")
    return None


@hooks.register("before_edit_page")
def only_own_documents(request: HttpRequest, page: Page) -> None:
    """Who has no rights of its own to the tree writes documents of its agency, nothing else."""
    user: Any = request.user
    if user.is_superuser:
        return
    actor = request.actor  # type: ignore[attr-defined]
    specific = page.specific
    if not isinstance(specific, DocumentPage):
        raise PermissionDenied("栏目的设置在工作台“栏目”中办理")
    if not actor.sees(specific.agency_id):
        raise PermissionDenied("这是其他机关的信息")


@hooks.register("before_edit_page", order=1)
def not_over_a_newer_version(request: HttpRequest, page: Page) -> HttpResponse | None:
    document = page.specific
    return stale.refusal(request, document) if isinstance(document, DocumentPage) else None


@hooks.register("before_publish_page")
def no_release_here(request: HttpRequest, page: Page) -> HttpResponse | None:
    if isinstance(page.specific, DocumentPage):
        return _to_desk(request, REFUSED["publish"])
    return None


@hooks.register("before_unpublish_page")
def no_withdrawal_here(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _to_desk(request, REFUSED["unpublish"]) if _holds_documents(page) else None


@hooks.register("before_delete_page")
def no_deletion_here(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _to_desk(request, REFUSED["delete"]) if _holds_documents(page) else None


@hooks.register("before_copy_page")
def no_copies(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy would be public without a review, under the same index number."""
    if _holds_documents(page):
        return _to_desk(request, "公开信息不能复制；请起草新的信息")
    return None


@hooks.register("before_bulk_action")
def no_bulk_actions(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    if action_type not in REFUSED:
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if any(_holds_documents(page) for page in pages):
        return _to_desk(request, REFUSED[action_type])
    return None


@hooks.register("construct_page_action_menu")
def only_saving(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """The editor of a document saves drafts; what comes then is on the desk."""
    page = context.get("page")
    if page is not None and isinstance(page.specific, DocumentPage):
        menu_items[:] = [item for item in menu_items if item.name in KEPT_ACTIONS]


@hooks.register("register_page_header_buttons")
def back_to_the_desk(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """From the editor back to where the document is sent on its way."""
    if isinstance(page.specific, DocumentPage):
        yield Button("回到稿件（送审、附件）", f"/desk/documents/{page.pk}/adopt/", priority=1)
