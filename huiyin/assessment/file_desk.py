"""自评材料 on the desk: the same content in each format."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.files import typeset
from huiyin.web.http import attachment

from .desk import ROOM
from .material import html, material, package, word

HTML, ZIP = "text/html; charset=utf-8", "application/zip"


@require_GET
def download(request: DeskRequest, pk: int, form: str) -> HttpResponse:
    """docx, pdf, html, or zip with all evidence."""
    said = material(matter_or_404(request, enter(request, ROOM.key), pk))
    now = timezone.now()
    if form == "docx":
        return attachment(word.to_docx(said), f"{said.title}.docx", word.MEDIA_TYPE)
    if form == "pdf":
        return attachment(word.to_pdf(said, at=now), f"{said.title}.pdf", typeset.MEDIA_TYPE)
    if form == "html":
        return attachment(html.to_html(said), f"{said.title}.html", HTML)
    if form == "zip":
        return attachment(package(said, at=now).content, f"{said.title}.zip", ZIP)
    raise Http404
