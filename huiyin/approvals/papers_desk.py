"""许可文书 on the desk: a paper as Word or PDF, for whoever may know the applicant."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.audit import log
from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.files import keeping
from huiyin.web.http import attachment

from .models import LicenceApplication

READ = "approvals.see_applicant"
NOT_TO_BE_READ = "许可文书写明申请人全名，由有权查看申请人信息的岗位查看。"


@require_GET
def paper(request: DeskRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """One paper; each look is an entry."""
    application: LicenceApplication = matter_or_404(request, enter(request, "approvals"), pk)
    issued = get_object_or_404(application.papers.select_related("docx", "pdf"), pk=paper)
    stored = {"docx": issued.docx, "pdf": issued.pdf}.get(form)
    if stored is None:
        raise Http404
    if not request.actor.may(READ, application.agency_id):
        raise PermissionDenied(NOT_TO_BE_READ)
    with transaction.atomic():
        log.record(
            request.actor, "approvals.paper.read", application, at=timezone.now(), paper=issued.pk
        )
    return attachment(keeping.content_of(stored), stored.name, stored.media_type)
