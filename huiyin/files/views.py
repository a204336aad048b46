"""下载: a public file, as long as something public carries it."""

import logging
from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect

from .models import StoredFile

Carried = Callable[[int], bool]
logger = logging.getLogger(__name__)
_carriers: list[Carried] = []


def carries(carried: Carried) -> Carried:
    """Register a function from a file's key to "public now?"."""
    _carriers.append(carried)
    return carried


def is_carried(file_key: int) -> bool:
    """Whether something public carries this file now."""
    return any(carried(file_key) for carried in _carriers)


def download(request: HttpRequest, pk: int, name: str) -> HttpResponse | FileResponse:
    """The file as an attachment, under its own name; never shown inside the site."""
    file = StoredFile.objects.filter(pk=pk, is_public=True).first()
    if file is None or not is_carried(pk):
        raise Http404("没有这个附件，或者它所在的信息已经撤下")
    if name != file.name:
        return redirect(file.get_absolute_url())
    etag = f'"{file.sha256}"'
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return HttpResponseNotModified(headers={"ETag": etag})
    try:
        content = file.content.open("rb")
    except OSError as error:
        logger.exception("file %s of %s is missing in the media folder", file.content.name, pk)
        raise Http404("附件暂时取不到，请与本机关联系") from error
    response = FileResponse(content, as_attachment=True, filename=file.name)
    response.headers["Content-Type"] = _media_type(file)
    response.headers["Content-Length"] = str(content.size)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["ETag"] = etag
    return response


def _media_type(file: StoredFile) -> str:
    """The stored type, unless a browser could take it for a page or a script."""
    kind = file.media_type.partition(";")[0].strip().lower()
    active = ("html", "xml", "svg", "javascript", "ecmascript")
    if (
        not kind
        or "/" not in kind
        or any(word in kind.partition("/")[2].split("+") for word in active)
    ):
        return "application/octet-stream"
    return "text/plain; charset=utf-8" if kind == "text/plain" else kind
