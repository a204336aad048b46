"""A paper as a download: one way for every room, whoever may read it there."""

from collections.abc import Callable

from django.http import Http404, HttpResponse

from huiyin.files import keeping
from huiyin.web.http import attachment

from .models import DraftedPaper, NumberedPaper


def given_out(
    paper: DraftedPaper | NumberedPaper, form: str, note: Callable[[], object] = lambda: None
) -> HttpResponse:
    """The paper as Word (`docx`) or PDF (`pdf`), checked against its digest.

    `note` asks who may read it and writes the look down, where the paper names a person.

    Raises:
        Http404: there is none of this form.
        PermissionDenied: by `note`.
        ValueError: the content is not what was stored.
    """
    stored = {"docx": paper.docx, "pdf": paper.pdf}.get(form)
    if stored is None:
        raise Http404
    note()
    return attachment(keeping.content_of(stored), stored.name, stored.media_type)
