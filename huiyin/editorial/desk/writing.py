"""起草信息: the first screen of a draft, the care of old documents, pictures, the citizen's view."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import DocumentAttachment, DocumentPage, document_context
from huiyin.editorial import actions, attaching, checking, comparing, pictures, rules, word
from huiyin.editorial.forms import BeginForm, PictureForm
from huiyin.editorial.models import Manuscript, Picture
from huiyin.editorial.word_file import NO_WORDS, WordDraft
from huiyin.files import keeping
from huiyin.organisations.actors import acting
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.web.http import attachment
from huiyin.web.templatetags.huiyin import index_address

from .entering import agency_of, document_or_404, manuscript_or_404

DRAFT = "editorial.draft"
EDITOR = "/cms/pages/{}/edit/"
_LIVELY = re.compile(rb"<script\b[^>]*></script>|<img\b[^>]*\.svg\"[^>]*>")
"""What a draft's view does without: scripts (its frame is a sandbox), the code of an address to come."""


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """起草信息: a column, a title, or a Word file; then on to the editor."""
    actor = acting(request)
    if not actions.workflow.may_start_somewhere("begin", actor):
        raise PermissionDenied("您没有“起草”的权限。")
    agencies, agency = agency_of(request, request.POST or request.GET, DRAFT)
    first = {"column": request.GET.get("column", "")}
    form = BeginForm(request.POST or None, request.FILES or None, agency=agency, initial=first)
    if request.method == "POST" and form.is_valid():
        upload: Any = form.cleaned_data.get("word")
        try:
            draft = word.read(upload) if upload else None
            original = attaching.check(upload) if form.cleaned_data["keep_word"] else None
            return once.answer(
                request,
                lambda: redirect(
                    EDITOR.format(_begin(form, draft, original, agency, actor).page_id)
                ),
            )
        except ValidationError as error:
            _tell(form, error)
    context = {"form": form, "agencies": agencies, "agency": agency}
    status = 422 if form.errors else 200
    return render(request, "editorial/desk/begin.html", context, status=status)


@transaction.atomic
def _begin(
    form: BeginForm,
    draft: WordDraft | None,
    original: attaching.Checked | None,
    agency: Organisation,
    actor: Actor,
) -> Manuscript:
    given, at = form.cleaned_data, timezone.now()
    names = ("title", "formed_on", "doc_number", "validity")
    values = {name: given[name] for name in names}
    files = []
    if draft is not None:
        values["title"] = values["title"] or draft.title
        values["body"] = re.sub(r"<img[^>]*word-picture-\d+[^>]*>", "", draft.body)
        if original is not None:
            stored = keeping.keep(*original)
            files.append(DocumentAttachment(name=stored.name, file=stored))
    column = form.by_key[given["column"]]
    manuscript = actions.begin(column, agency, values, attachments=files, actor=actor, at=at)
    if draft is not None and draft.pictures:
        _with_pictures(manuscript, draft, actor, at)
    return manuscript


def _with_pictures(manuscript: Manuscript, draft: WordDraft, actor: Actor, at: datetime) -> None:
    """The pictures of the Word file in their places; those without words are asked for by the check."""
    body = draft.body
    for drawn in draft.pictures:
        words = drawn.alternative.strip() or NO_WORDS
        picture = pictures.add(
            manuscript.page, f"插图{drawn.number + 1}.{drawn.kind.extension}", drawn.kind.media_type,
            drawn.content, words, actor=actor, at=at,
        )  # fmt: skip
        body = body.replace(
            f'src="word-picture-{drawn.number}"', f'src="{picture.get_absolute_url()}"'
        )
    page = checking.draft_of(manuscript)
    page.body = body
    actions.keep_revision(page, actor)


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """纳入编审: a document from before there were manuscripts."""
    page = document_or_404(request, pk)
    known = Manuscript.objects.filter(page=page).first()
    if known is not None:
        return redirect(known.get_absolute_url())
    if not rules.may_adopt(acting(request), page.agency_id):
        raise PermissionDenied("您没有“纳入编审”的权限。")
    refused = ""
    if request.method == "POST":
        try:
            manuscript = actions.adopt(page, actor=acting(request), at=timezone.now())
        except ValidationError as error:
            refused = "；".join(error.messages)
        else:
            messages.success(request, "已纳入编审。现在可以更正、撤下或调整有效性")
            return redirect(manuscript.get_absolute_url())
    context = {"page": page, "refused": refused}
    return render(request, "editorial/desk/adopt.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
def choose_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """插入图片: a window that the editor opens; what is chosen goes back to it."""
    page = document_or_404(request, pk)
    if not acting(request).may(DRAFT, page.agency_id):
        raise PermissionDenied("您没有“起草”的权限。")
    form = PictureForm(request.POST or None, request.FILES or None)
    asked = request.GET.get("CKEditorFuncNum", "")
    number = asked if re.fullmatch(r"-?\d{1,6}", asked) else ""
    if request.method == "POST" and form.is_valid():
        try:
            picture = pictures.check(form.cleaned_data["file"])
            words = form.cleaned_data["alternative"]
            return once.answer(
                request, lambda: _added(request, page, picture, words, number), by_key_alone=True
            )
        except ValidationError as error:
            _tell(form, error)
    known = list(Picture.objects.filter(document=page).select_related("file"))
    added = request.GET.get("added", "")
    context = {
        "document": page,
        "form": form,
        "known": known,
        "chosen": next((one for one in known if str(one.pk) == added), None),
        "number": number,
    }
    status = 422 if form.errors else 200
    return render(request, "editorial/desk/pictures.html", context, status=status)


def _added(
    request: HttpRequest,
    page: DocumentPage,
    picture: tuple[str, str, bytes],
    words: str,
    number: str,
) -> HttpResponse:
    """On to the same window, which gives the picture to the editor."""
    inserted = pictures.add(page, *picture, words, actor=acting(request), at=timezone.now())
    return redirect(
        f"{request.path}?{urlencode({'CKEditorFuncNum': number, 'added': inserted.pk})}"
    )


def _tell(form: Any, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, said)


@require_GET
@xframe_options_sameorigin
def text(request: HttpRequest, pk: int) -> HttpResponse:
    """公众看到的样子: the draft in the portal's own template; `?mode=elder` in the mode for the elderly."""
    manuscript = manuscript_or_404(request, pk)
    page = checking.draft_of(manuscript)
    request.COOKIES["display"] = "elder" if request.GET.get("mode") == "elder" else ""
    response = render(
        request, page.template, {**document_context(page), "self": page, "page": page}
    )
    response.content = _LIVELY.sub(b"", response.content)
    if not page.live:  # its own addresses lead nowhere yet
        link = f'href="{index_address(page.index_number)}'.encode()
        response.content = re.sub(re.escape(link) + rb'[^"]*"', b"", response.content)
    return response


@require_GET
def draft_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """An attachment of the draft, for those who read it before the public does."""
    manuscript = manuscript_or_404(request, pk)
    files = [item.file for item in checking.draft_of(manuscript).attachments.all()]
    if not 1 <= number <= len(files) or files[number - 1] is None:
        raise Http404
    file = files[number - 1]
    return attachment(keeping.content_of(file), file.name, file.media_type)


@require_GET
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """各版本对照."""
    manuscript = manuscript_or_404(request, pk)
    revisions = list(manuscript.page.revisions.select_related("user").order_by("-pk")[:100])
    by_key = {str(revision.pk): revision for revision in revisions}
    new = by_key.get(request.GET.get("new", "")) or (revisions[0] if revisions else None)
    usual = manuscript.page.live_revision or (revisions[1] if len(revisions) > 1 else new)
    old = by_key.get(request.GET.get("old", "")) or usual
    context = {
        "matter": manuscript,
        "revisions": revisions,
        "old": old,
        "new": new,
        "rows": comparing.rows(old, new) if old is not None and new is not None else [],
        "public": manuscript.page.live_revision_id,
        "reviewed": manuscript.revision_id,
    }
    return render(request, "editorial/desk/compare.html", context)
