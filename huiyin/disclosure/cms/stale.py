"""两个窗口: a text that was opened before somebody saved a newer one does not go over it."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Revision

from huiyin.disclosure.tree.editor import lock_of
from huiyin.disclosure.tree.models import DocumentPage
from huiyin.disclosure.tree.tidying import UnreadableTextError, tidy_typed
from huiyin.web.html import to_text

SHOWN = ("title", "summary", "body")
"""What is set side by side; the other fields are short, and kept with the rest of the form."""


def refusal(request: HttpRequest, page: DocumentPage) -> HttpResponse | None:
    """409 with both texts, where the form was opened on another version than the newest one."""
    if request.method != "POST" or request.headers.get("Accept", "") == "application/json":
        return None  # the editor's own saving between asks the same, and says so there
    newest: Revision | None = page.latest_revision
    lock = lock_of(page)
    if newest is None or (lock is not None and lock.for_user(request.user)):
        return None
    if not _is_stale(request.POST, newest):
        return None
    draft = newest.as_object()
    context = {
        "page": page,
        "saved_at": newest.created_at,
        "who": newest.user,
        "texts": [
            (str(DocumentPage._meta.get_field(name).verbose_name), mine, now)
            for name in SHOWN
            if (mine := _text(name, request.POST.get(name, "")))
            != (now := _text(name, getattr(draft, name)))
        ],
    }
    return render(request, "disclosure/desk/stale.html", context, status=HTTPStatus.CONFLICT)


def _is_stale(sent: Any, newest: Revision) -> bool:
    """The version that the form was opened on, or has itself saved since, is not the newest."""
    if own := sent.get("overwrite_revision_id"):
        return bool(own != str(newest.pk))
    opened = (sent.get("loaded_revision_id"), sent.get("loaded_revision_created_at"))
    return opened != (str(newest.pk), newest.created_at.isoformat())


def _text(name: str, value: Any) -> str:
    if name != "body":
        return str(value or "").strip()
    try:
        return to_text(tidy_typed(value))
    except UnreadableTextError:
        return to_text(value)
