"""Answers that several doors give."""

from urllib.parse import quote

from django.http import HttpResponse


def attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to be saved under a (Chinese) name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
