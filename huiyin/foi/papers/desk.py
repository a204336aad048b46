"""文书 on the desk: choose a letter, fill in what the record does not know, read it, freeze it.

Also the materials of an application: each look at an applicant's upload is an audit entry.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.audit import log
from huiyin.files import intake, keeping
from huiyin.files.models import StoredFile
from huiyin.foi import rules
from huiyin.foi.models import Application, Paper
from huiyin.letters.templates_desk import PERMISSIONS as TEMPLATES
from huiyin.organisations.actors import acting
from huiyin.submissions import once
from huiyin.web.http import attachment

from . import asking, leaving
from .case_file import case_file
from .drawing import check_by_hand, draw, freeze, is_by_hand, kind_of, may_freeze, needs
from .kinds import KINDS, named

PDF = "application/pdf"
NOT_TO_BE_READ = "您的岗位不能查看含有申请人个人信息的材料。"


class LetterForm(forms.Form):
    """What a letter asks of the clerk; what the record knows is filled in."""

    def __init__(self, application: Application, kind: str, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.application, self.kind = application, kind
        for name, (_, said) in needs(application, kind).items():
            text = "\n".join(said) if isinstance(said, list) else said
            self.fields[name] = asking.field(name, text)

    def facts(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}


def _case(request: HttpRequest, pk: int) -> Application:
    """The application, for whoever may see the register of its agency."""
    actor = acting(request)
    if not actor.may_somewhere(rules.VIEW):
        raise PermissionDenied
    application: Application = get_object_or_404(
        Application.objects.visible_to(actor, rules.VIEW), pk=pk
    )
    return application


@require_GET
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """文书: what there is, and what may be made."""
    application = _case(request, pk)
    actor = acting(request)
    context = {
        "matter": application,
        "papers": [
            (paper, not paper.frozen_at and may_freeze(actor, paper))
            for paper in application.papers.select_related("docx", "pdf", "application")
        ],
        "kinds": [
            (key, named(kind)) for key, kind in KINDS.items() if is_by_hand(application, kind)
        ],
        "may_handle": rules.may_handle(actor, application),
        "may_edit": any(actor.may(one, application.agency_id) for one in TEMPLATES),
        "may_read": rules.may_read_letters(actor, application),
        "may_see_all": rules.may_see_personal(actor, application),
    }
    return render(request, "foi/desk/papers.html", context)


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """制作文书: the form, and with it the draft as Word and PDF."""
    application = _case(request, pk)
    if kind not in KINDS:
        raise Http404
    if not rules.may_handle(acting(request), application):
        raise PermissionDenied
    check_by_hand(application, kind_of(kind))
    status = 200
    try:
        form = LetterForm(application, kind, request.POST or None)
        if request.method == "POST" and form.is_valid():
            return once.answer(request, lambda: _draw(request, application, kind, form.facts()))
        status = 422 if form.errors else 200
    except ValidationError as error:
        if request.method != "POST":
            messages.error(request, "；".join(error.messages))
            return redirect("foi-papers", pk=pk)
        form.add_error(None, error.messages)
        status = 422
    context = {"matter": application, "form": form, "title": kind_of(kind).text.title}
    return render(request, "foi/desk/letter.html", context, status=status)


def _draw(
    request: HttpRequest, application: Application, kind: str, facts: dict[str, str]
) -> HttpResponse:
    draw(application, kind, actor=acting(request), at=timezone.now(), facts=facts)
    messages.success(request, "草稿已制作，请打开核对；无误后定稿编号")
    return redirect("foi-papers", pk=application.pk)


@require_POST
def freeze_letter(request: HttpRequest, pk: int, paper: int) -> HttpResponse:
    """定稿: the letter gets its number; it cannot be changed any more."""
    letter = get_object_or_404(Paper, application=_case(request, pk), pk=paper)
    try:
        frozen = freeze(letter, actor=acting(request), at=timezone.now())
        messages.success(request, f"已定稿，文号 {frozen.document_number}")
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    return redirect("foi-papers", pk=pk)


@require_GET
def paper_file(request: HttpRequest, pk: int, paper: int, form: str) -> HttpResponse:
    """A letter as Word or PDF: it names the applicant, so whoever reads it needs that right."""
    application = _case(request, pk)
    letter = get_object_or_404(Paper, application=application, pk=paper)
    stored = {"docx": letter.docx, "pdf": letter.pdf}.get(form)
    if stored is None:
        raise Http404
    if not rules.may_read_letters(acting(request), application):
        raise PermissionDenied(NOT_TO_BE_READ)
    _note_reading(request, application, stored)
    name = f"{letter.document_number or '草稿'} {letter.title}.{form}"
    return attachment(keeping.content_of(stored), name, stored.media_type)


@require_GET
def material(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """材料: what the applicant sent or is given."""
    application = _case(request, pk)
    attached = get_object_or_404(application.files.select_related("file"), pk=file)
    if not rules.may_read_file(acting(request), application, attached.role):
        raise PermissionDenied(NOT_TO_BE_READ)
    if not attached.file.content:
        messages.warning(request, f"“{attached.file.name}”已按保存期限删除，只留有摘要")
        return redirect(application.get_absolute_url())
    _note_reading(request, application, attached.file)
    return attachment(
        intake.content_of(attached.file), attached.file.name, attached.file.media_type
    )


@require_GET
def answer_to_leave(request: HttpRequest, pk: int) -> HttpResponse:
    """The answer letter as it will leave, before it has its number."""
    application = _case(request, pk)
    if not rules.may_read_letters(acting(request), application):
        raise PermissionDenied(NOT_TO_BE_READ)
    if not application.draft_decision:
        raise Http404
    try:
        content = leaving.printed(application, at=timezone.now())
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
        return redirect(application.get_absolute_url())
    with transaction.atomic():
        log.record(acting(request), "foi.answer.read", application, at=timezone.now())
    return attachment(content, f"{application.reference} 答复书（未编号）.pdf", PDF)


@require_GET
def whole_case(request: HttpRequest, pk: int) -> HttpResponse:
    """案卷: papers, events and index as one PDF for the archive."""
    application = _case(request, pk)
    if not rules.may_see_personal(acting(request), application):
        raise PermissionDenied
    with transaction.atomic():
        log.record(acting(request), "foi.case-file", application, at=timezone.now())
    return attachment(case_file(application), f"{application.reference} 案卷.pdf", PDF)


def _note_reading(request: HttpRequest, application: Application, stored: StoredFile) -> None:
    with transaction.atomic():
        log.record(
            acting(request),
            "foi.material.read",
            application,
            at=timezone.now(),
            file=stored.pk,
            sha256=stored.sha256,
        )
