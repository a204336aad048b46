"""许可证 on the desk: the PDF of a certificate, for whoever enters licences or issues them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.files import typeset
from huiyin.letters import issuing
from huiyin.web.http import attachment

from .certificates import READING
from .models import Certificate


@require_GET
def pdf(request: DeskRequest, pk: int, certificate: int) -> HttpResponse:
    """One certificate; each look is an entry."""
    licence = matter_or_404(request, enter(request, "licences"), pk)
    paper = get_object_or_404(
        Certificate.objects.select_related("pdf"), licence=licence, pk=certificate
    )
    READING.note(request.actor, licence, paper=paper.pk)
    name = f"{paper.document_number} {paper.title}.pdf"
    return attachment(issuing.content(paper), name, typeset.MEDIA_TYPE)
