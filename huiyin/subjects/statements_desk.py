"""信用信息查询单 on the desk: issued for the subject, with who asked and what for; and read again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit import log
from huiyin.casework.forms import LineField, PlainForm
from huiyin.casework.gate import DeskRequest
from huiyin.files import keeping, typeset
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.web.http import attachment

from . import statements
from .models import Statement, Subject
from .seeing import enter, visible_to


class StatementForm(PlainForm):
    """Who asks, and what for."""

    asked_by = LineField("查询人（单位名称或者姓名）", 100)
    purpose = LineField("用途", 100, help_text="写在查询单上，例如“参加招标投标”")


@require_http_methods(["GET", "POST"])
def issue(request: DeskRequest, pk: int) -> HttpResponse:
    """出具查询单."""
    enter(request.actor)
    if not request.actor.may_somewhere(statements.ISSUE):
        raise PermissionDenied("您的岗位不能出具信用信息查询单。")
    subject = get_object_or_404(visible_to(request.actor), pk=pk)
    if subject.held_by_id:
        return redirect("desk-subject-statement", subject.held_by_id)
    if not statements.may_be_issued(subject):
        raise PermissionDenied("自然人和没有统一社会信用代码的主体不能出具信用信息查询单。")
    choice = choose(request, Organisation.objects.agencies().where(request.actor, statements.ISSUE))
    form = StatementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            return once.answer(request, lambda: _issued(request, subject, choice, form))
        except ValidationError as error:
            form.add_error(None, error)
    context = {"subject": subject, "choice": choice, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "subjects/desk/statement.html", context, status=status)


def _issued(request: DeskRequest, subject: Subject, choice: Choice, form: Any) -> HttpResponse:
    paper = statements.issue(
        subject, choice.agency, actor=request.actor, at=timezone.now(), **form.cleaned_data
    )
    messages.success(request, f"已出具{paper}，可以下载 PDF")
    return redirect("desk-subject", pk=subject.pk)


@require_GET
def pdf(request: DeskRequest, pk: int, statement: int) -> HttpResponse:
    """One paper that was issued at the desk; each look is an entry."""
    enter(request.actor)
    subject = get_object_or_404(visible_to(request.actor), pk=pk)
    papers = Statement.objects.select_related("pdf").filter(is_public=False)
    paper = get_object_or_404(papers, pk=statement, subject__in=subject.body())
    if not request.actor.may(statements.ISSUE, paper.agency_id):
        raise PermissionDenied("信用信息查询单由出具查询单的岗位查看。")
    with transaction.atomic():
        log.record(
            request.actor, "subjects.statement.read", subject, at=timezone.now(),
            document_number=str(paper),
        )  # fmt: skip
    content = keeping.content_of(paper.pdf)
    return attachment(content, f"{paper} {statements.TITLE}.pdf", typeset.MEDIA_TYPE)
