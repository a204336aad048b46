"""许可文书 on the desk: a paper as Word or PDF, for whoever may know the applicant."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.casework.reading import Reading
from huiyin.letters.giving import given_out

from .models import LicenceApplication

PAPER = Reading(
    "approvals.paper.read",
    ("approvals.see_applicant",),
    "许可文书写明申请人全名，由有权查看申请人信息的岗位查看。",
)


@require_GET
def paper(request: DeskRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """One paper; each look is an entry."""
    application: LicenceApplication = matter_or_404(request, enter(request, "approvals"), pk)
    issued = get_object_or_404(application.papers.select_related("docx", "pdf"), pk=paper)
    note = partial(PAPER.note, request.actor, application, paper=issued.pk)
    return given_out(issued, form, note)
