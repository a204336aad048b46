"""What nobody sees does not come in: names turned round, numbers with direction marks in them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict

from huiyin.common.folding import visible

_AS_TYPED = ("password", "proof")
"""Parts of the names of fields that are compared with a digest of what was typed."""


class VisibleTextMiddleware:
    """Direction controls, zero-width and control characters of every submitted form are dropped.

    They come along unseen when something is copied from a chat or a web page; stored, they make a
    right number wrong, one person two, and turn a line of the desk round. Rich text (JSON of the
    editor) is left to the checks of the document: there a script may need its marks.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """After the protection against forged requests, which reads the form first."""
        if request.method == "POST" and (cleaned := _cleaned(request.POST)) is not None:
            request.POST = cleaned  # type: ignore[assignment]


def _cleaned(sent: QueryDict) -> QueryDict | None:
    """The form without what is not seen, None where all of it is."""
    changed = {
        name: values
        for name, before in sent.lists()
        if (values := [_value(name, value) for value in before]) != before
    }
    if not changed:
        return None
    cleaned = sent.copy()
    for name, values in changed.items():
        cleaned.setlist(name, values)
    cleaned._mutable = False
    return cleaned


def _value(name: str, value: str) -> str:
    """NUL is no accident of copying: the fields refuse it."""
    is_left = value.startswith('{"') or "\0" in value or any(part in name for part in _AS_TYPED)
    return value if is_left else visible(value)
