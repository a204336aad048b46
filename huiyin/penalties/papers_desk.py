"""处罚文书 on the desk: each as Word or PDF, its 送达回证, and 案卷, for whoever works on the case."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from huiyin.casework.gate import DeskRequest, enter, matter_or_404
from huiyin.files import typeset
from huiyin.letters.giving import given_out
from huiyin.web.http import attachment

from . import papers
from .case_file import case_file
from .models import Penalty
from .paper_kinds import RECEIPT
from .rules import CASE_FILE, PAPER


@require_GET
def paper(request: DeskRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """One paper; each look is an entry."""
    penalty: Penalty = matter_or_404(request, enter(request, "penalties"), pk)
    issued = get_object_or_404(penalty.papers.select_related("docx", "pdf"), pk=paper)
    note = partial(PAPER.note, request.actor, penalty, paper=issued.pk)
    if form != RECEIPT:
        return given_out(issued, form, note)
    note()
    name = f"送达回证 {issued.document_number}.pdf"
    return attachment(papers.receipt(issued), name, typeset.MEDIA_TYPE)


@require_GET
def file(request: DeskRequest, pk: int) -> HttpResponse:
    """案卷 of a case as one PDF; each is an entry."""
    penalty: Penalty = matter_or_404(request, enter(request, "penalties"), pk)
    CASE_FILE.note(request.actor, penalty)
    name = f"{penalty.reference} 案卷.pdf"
    return attachment(case_file(penalty), name, typeset.MEDIA_TYPE)
