"""自评材料 on the desk: the same content in each format."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.web.http import attachment

from .desk import ROOM
from .material import TYPES, material, write


@require_GET
def download(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """docx, pdf, html, json, or zip with all evidence."""
    said = material(matter_or_404(request, enter(request, ROOM.key), pk))
    if form not in TYPES:
        raise Http404
    content = write(said, form, at=timezone.now()).content
    return attachment(content, f"{said.title}.{form}", TYPES[form])
