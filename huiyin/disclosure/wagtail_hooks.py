"""The CMS for documents: a place to write. What else it could do is closed by `cms_door`."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from .cms import stale
from .tree.models import DocumentPage

KEPT_ACTIONS = {"action-save-draft", "action-page-locked"}


@hooks.register("before_edit_page")
def not_over_a_newer_version(request: HttpRequest, page: Page) -> HttpResponse | None:
    document = page.specific
    return stale.refusal(request, document) if isinstance(document, DocumentPage) else None


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
