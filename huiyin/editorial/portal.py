"""插图, public side: a picture of a public document; of a draft only for the staff of its agency."""

import logging

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from huiyin.organisations.actors import acting

from .models import Picture
from .pictures import is_shown

logger = logging.getLogger(__name__)
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def picture(request: HttpRequest, pk: int, digest: str) -> HttpResponse | FileResponse:
    """The picture under the address that bears its digest: kept for ever where it is public."""
    picture = get_object_or_404(Picture.objects.select_related("file", "document"), pk=pk)
    is_public = picture.file.is_public and is_shown(picture)
    if picture.file.sha256[: Picture.DIGITS] != digest or not (
        is_public or _sees(request, picture)
    ):
        raise Http404("没有这张图片，或者它所在的信息没有公开")
    try:
        content = picture.file.content.open("rb")
    except OSError as error:
        logger.exception("picture %s is missing in the media folder", pk)
        raise Http404("图片暂时取不到，请与本机关联系") from error
    response = FileResponse(content, filename=picture.file.name)
    response.headers["Content-Type"] = picture.file.media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = FOR_EVER if is_public else "private, no-store"
    return response


def _sees(request: HttpRequest, picture: Picture) -> bool:
    """Staff of the agency that has to do with manuscripts."""
    actor = acting(request)
    return actor.is_person and actor.may("editorial.view_manuscripts", picture.document.agency_id)
