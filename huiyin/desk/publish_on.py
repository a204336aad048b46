"""转为主动公开 (条例第四十四条): a draft for the portal from an answer, without its applicant."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.casework.gate import DeskRequest, enter, matter_or_404, staff
from huiyin.disclosure.models import ColumnPage, DocumentAttachment, DocumentPage
from huiyin.editorial.actions import begin
from huiyin.editorial.models import Manuscript
from huiyin.editorial.rules import may_begin
from huiyin.files import keeping, reading
from huiyin.foi import actions
from huiyin.foi.models import Application, ApplicationFile, FileRole
from huiyin.foi.redacting import LIST_NAME
from huiyin.foi.traces import traces
from huiyin.organisations.models import Organisation
from huiyin.personal.traces import Trace, without
from huiyin.submissions import once

GROUND = "由依申请公开转为主动公开（条例第四十四条）"


@dataclass(frozen=True)
class Candidate:
    """A file of the answer, with the traces of the applicant in it, or why it could not be read."""

    attached: ApplicationFile
    traces: tuple[Trace, ...] = ()
    problem: str = ""
    is_whole: bool = True

    @property
    def may_go(self) -> bool:
        return not (self.traces or self.problem)


class PublishOnForm(forms.Form):
    column = forms.ChoiceField(label="栏目", error_messages={"required": "请选择栏目"})
    title = forms.CharField(label="标题", max_length=200, error_messages={"required": "请填写标题"})
    body = forms.CharField(
        label="正文", max_length=20000, widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "请填写正文"},
        help_text="取自答复内容；空一行分段。写给所有人看，不写给申请人",
    )  # fmt: skip
    attachments = forms.MultipleChoiceField(
        label="附件", required=False, widget=forms.CheckboxSelectMultiple
    )
    read_through = forms.BooleanField(
        label="所选附件的图像我已逐页看过，没有申请人和他人的个人信息", required=False
    )

    def __init__(
        self,
        columns: list[ColumnPage],
        candidates: list[Candidate],
        *arguments: Any,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.candidates = {
            str(candidate.attached.pk): candidate for candidate in candidates if candidate.may_go
        }
        choices = [("", "请选择"), *((str(page.pk), page.title) for page in columns)]
        self.fields["column"].choices = choices  # type: ignore[attr-defined]
        self.fields["attachments"].choices = [  # type: ignore[attr-defined]
            (key, one.attached.file.name) for key, one in self.candidates.items()
        ]
        if not self.candidates:
            del self.fields["attachments"], self.fields["read_through"]

    def chosen(self) -> list[Candidate]:
        return [self.candidates[key] for key in self.cleaned_data.get("attachments", [])]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("read_through") and not all(one.is_whole for one in self.chosen()):
            self.add_error(
                "read_through", "附件里有图像，机器读不全。请逐页看过后勾选，或者不带附件"
            )
        return values


@staff
@require_http_methods(["GET", "POST"])
def publish_on(request: DeskRequest, pk: int) -> HttpResponse:
    """依申请公开转主动公开: shows the draft and the applicant's traces in it, and makes the draft."""
    room = enter(request, "foi")
    application: Application = matter_or_404(request, room, pk)
    actions.check_publish_on(request.actor, application)
    if not may_begin(request.actor, application.agency_id):
        raise PermissionDenied("您没有“起草信息”的权限，请由起草信息的人员办理。")
    columns = _columns(application.agency)
    candidates = [_candidate(application, one) for one in _given(application)]
    data = request.POST.copy() if request.method == "POST" else None
    removed = 0
    if data is not None and data.get("do") == "clean":
        for name in ("title", "body"):
            hits = traces(application, data.get(name, ""))
            data[name], removed = without(data.get(name, ""), hits), removed + len(hits)
    form = PublishOnForm(columns, candidates, data, initial=_initial(application))
    values = data if data is not None else form.initial
    traces_of = {name: traces(application, values.get(name, "")) for name in ("title", "body")}
    if data is not None and data.get("do") == "make" and form.is_valid():
        for name, label in (("title", "标题"), ("body", "正文")):
            if traces_of[name]:
                form.add_error(name, f"{label}里有申请人的信息或者个人号码，请去除后再生成稿件")
        if form.is_valid():
            try:
                return once.answer(request, lambda: _made(request, application, columns, form))
            except ValidationError as error:
                form.add_error(None, error.messages)
    context = {
        "matter": application, "form": form, "removed": removed, "columns": columns,
        "traces": [*(("标题", one) for one in traces_of["title"]),
                  *(("正文", one) for one in traces_of["body"])],
        "left_out": [candidate for candidate in candidates if not candidate.may_go],
        "wanted": application.wanted_by_others(),
    }  # fmt: skip
    status = 422 if data is not None and data.get("do") == "make" else 200
    return render(request, "desk/publish_on.html", context, status=status)


@staff
@require_GET
def published_as(request: DeskRequest, pk: int) -> HttpResponse:
    """What became of the answer: the document where it is public, its manuscript until then."""
    application: Application = matter_or_404(request, enter(request, "foi"), pk)
    document = get_object_or_404(
        DocumentPage.objects.filter(agency=application.agency),
        index_number=application.published_as or None,
    )
    manuscript = Manuscript.objects.filter(page=document).first()
    if document.live or manuscript is None:
        return redirect(document.permanent_address)
    return redirect(manuscript.get_absolute_url())


def _columns(agency: Organisation) -> list[ColumnPage]:
    page = getattr(agency, "page", None)
    return list(ColumnPage.objects.live().descendant_of(page).order_by("path")) if page else []


def _given(application: Application) -> list[ApplicationFile]:
    """What the applicant got; the list of grounds names the application and stays."""
    attached = application.files.filter(is_for_applicant=True).exclude(file__name=LIST_NAME)
    attached = attached.exclude(role=FileRole.SIGNED_PAPER)
    return list(attached.select_related("file"))


def _candidate(application: Application, attached: ApplicationFile) -> Candidate:
    try:
        content = keeping.content_of(attached.file)
        text = reading.read(content, attached.file.media_type)
    except reading.UnreadableFileError as error:
        return Candidate(attached, problem=str(error))
    hits = [*traces(application, attached.file.name), *traces(application, text.text)]
    by_word = {(hit.label, hit.shown): hit for hit in hits}
    return Candidate(attached, tuple(by_word.values()), is_whole=text.is_whole)


def _initial(application: Application) -> dict[str, str]:
    """Of the office's own words only; the applicant's description may name anybody."""
    return {"title": application.information_name, "body": application.draft_text}


@transaction.atomic
def _made(
    request: DeskRequest, application: Application, columns: list[ColumnPage], form: PublishOnForm
) -> HttpResponse:
    manuscript = _make(request, application, columns, form)
    messages.success(
        request, f"已生成稿件 {manuscript.reference}。请核对后送审，审核通过并发布后才会公开"
    )
    return redirect(manuscript.get_absolute_url())


def _make(
    request: DeskRequest, application: Application, columns: list[ColumnPage], form: PublishOnForm
) -> Manuscript:
    """Manuscript and note stand or fall together; it goes out by the three reviews or not at all."""
    typed, at = form.cleaned_data, timezone.now()
    column = next(page for page in columns if str(page.pk) == typed["column"])
    values = {
        "title": typed["title"],
        "formed_on": application.answered_on,
        "attribute_ground": GROUND,
        "body": _paragraphs(typed["body"]),
    }
    manuscript = begin(
        column, application.agency, values, attachments=[_copy(one) for one in form.chosen()],
        since=timezone.localdate(at), actor=request.actor, at=at,
    )  # fmt: skip
    number = manuscript.page.index_number
    actions.note_published_on(application, number, actor=request.actor, at=at)
    return manuscript


def _paragraphs(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{escape(line)}</p>" for line in lines)


def _copy(candidate: Candidate) -> DocumentAttachment:
    """A public copy: the applicant's own file stays where it is, encrypted.

    Nobody can fetch it before its document is public (see `huiyin.files.views.carries`).
    """
    file = candidate.attached.file
    stored = keeping.keep(file.name, file.media_type, keeping.content_of(file))
    stored.is_public = True
    stored.save(update_fields=["is_public"])
    return DocumentAttachment(name=file.name, file=stored)
