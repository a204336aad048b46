"""许可证 on the desk: the PDF of a certificate, for whoever enters licences or issues them."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit import log
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.files import typeset
from huiyin.letters import issuing
from huiyin.web.http import attachment

from .certificates import READERS
from .models import Certificate

NOT_TO_BE_READ = "许可证写明持证人全名，由登记许可或者制发许可证的岗位查看。"


@require_GET
def pdf(request: DeskRequest, pk: int, certificate: int) -> HttpResponse:
    """One certificate; each look is an entry."""
    licence = matter_or_404(request, enter(request, "licences"), pk)
    paper = get_object_or_404(
        Certificate.objects.select_related("pdf"), licence=licence, pk=certificate
    )
    if not any(request.actor.may(right, licence.agency_id) for right in READERS):
        raise PermissionDenied(NOT_TO_BE_READ)
    with transaction.atomic():
        log.record(
            request.actor, "licensing.certificate.read", licence, at=timezone.now(),
            paper=paper.pk,
        )  # fmt: skip
    name = f"{paper.document_number} {paper.title}.pdf"
    return attachment(issuing.content(paper), name, typeset.MEDIA_TYPE)
