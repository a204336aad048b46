"""区分处理 on the desk: materials, the pages with their boxes, preview, release."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.audit import log
from huiyin.files import intake, keeping, plans, redaction
from huiyin.files.limit import dropped, too_large
from huiyin.files.models import RedactionPlan
from huiyin.files.plans import PlanBox, StalePlanError
from huiyin.foi import rules
from huiyin.foi.models import Application, ApplicationFile, Exemption
from huiyin.organisations.actors import acting
from huiyin.submissions import once

from . import showing, work
from .forms import AttachForm, BoxForm, DrawForm, DropForm, ReleaseForm

Edit = Callable[[list[PlanBox]], list[PlanBox]]
WIDTHS = {"tool": 1200, "result": 1200}


@require_http_methods(["GET", "POST"])
def materials(request: HttpRequest, pk: int) -> HttpResponse:
    """材料: what is on file, what of it is redacted, and a document of the office added."""
    application = _case(request, pk)
    actor = acting(request)
    may_add = application.state in Application.OPEN and work.may_redact(actor, application)
    may_give = application.state not in work.SETTLED
    form = AttachForm(may_give=may_give)
    if request.method == "POST":
        work.check_may(actor, application)
        form = AttachForm(request.POST, request.FILES, may_give=may_give)
        if "file" in dropped(request):
            form.errors["file"] = form.error_class([too_large()])
        elif form.is_valid() and (ready := _ready(form)) is not None:
            answer = once.answer(
                request, lambda: _attached(request, application, form, ready), by_key_alone=True
            )
            if answer.status_code < 400:
                return answer
    context = {
        "matter": application,
        "rows": [
            (row, rules.may_read_file(actor, application, row.attached.role))
            for row in showing.rows(application)
        ],
        "form": form,
        "may_add": may_add,
        "may_redact": may_add and may_give,
    }
    return render(request, "foi/desk/files.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def tool(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """The pages of one file, its boxes, and what lies beneath them."""
    application, attached = _redactable(request, pk, file)
    try:
        plan, content = _draft(request, application, attached)
        if request.method == "POST":
            return _edited(request, application, attached, plan, content)
        page = showing.page_number(request.GET.get("page"), plan)
        look = showing.Look(attached, plan, content, page)
        if look.boxes:
            _note(request, "files.redaction.text", plan, page=page + 1)
        return _tool_page(request, application, look, showing.blank_form(look))
    except redaction.Refused as error:
        return _cannot(request, application, attached, error)


@require_GET
def page_picture(request: HttpRequest, pk: int, file: int, kind: str, page: int) -> HttpResponse:
    """One page as it is (`tool`) or as it will be (`result`)."""
    application, attached = _redactable(request, pk, file)
    plan = plans.draft_of(attached.file, application)
    if plan is None or kind not in WIDTHS or not 1 <= page <= plan.pages:
        raise Http404
    content, media_type = keeping.content_of(attached.file), attached.file.media_type
    try:
        if kind == "tool":
            _note(request, "files.redaction.page", plan, page=page)
            picture = redaction.page_image(content, media_type, page - 1, WIDTHS[kind])
        else:
            boxes = showing.engine_boxes(plan)
            picture = redaction.result_image(content, media_type, boxes, page - 1, WIDTHS[kind])
    except redaction.Refused as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png", headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """预览和完成: the result page by page, then the file for the applicant."""
    application, attached = _redactable(request, pk, file)
    plan = plans.draft_of(attached.file, application)
    if plan is None or not plan.boxes:
        messages.warning(request, "还没有画出要遮盖的地方。请先画框")
        return redirect("foi-redact", pk=pk, file=file)
    form = ReleaseForm(
        request.POST or None, initial={"version": plan.version, "name": showing.result_name(plan)}
    )
    status, refused = 200, None
    if request.method == "POST":
        try:
            if form.is_valid():
                return _released(request, application, plan, form)
        except redaction.NotProved as error:
            refused = error
        except redaction.Refused as error:
            form.add_error(None, str(error))
        except StalePlanError as error:
            messages.error(request, str(error))
            return redirect("foi-redact-finish", pk=pk, file=file)
        except ValidationError as error:
            _spread(form, error)
        status = 422
    context = {
        "matter": application, "attached": attached, "plan": plan, "form": form,
        "refused": refused, "refused_pages": [page + 1 for page in refused.pages] if refused else [],
        **showing.pager(plan, showing.page_number(request.GET.get("page"), plan)),
        "portions": showing.portions_of(plan), "renderer": redaction.second_renderer_name(),
    }  # fmt: skip
    return render(request, "foi/desk/redact_finish.html", context, status=status)


def _released(
    request: HttpRequest, application: Application, plan: RedactionPlan, form: ReleaseForm
) -> HttpResponse:
    values = form.cleaned_data
    attached, notes = work.release(
        application, plan, values["version"], name=values["name"], harmless=values["harmless"],
        actor=acting(request), at=timezone.now(),
    )  # fmt: skip
    messages.success(
        request,
        f"区分处理已完成，“{attached.file.name}”和依据清单将随答复提供给申请人；原件没有改动",
    )
    if notes:
        messages.warning(request, "请再看一眼：" + "；".join(notes))
    return redirect("foi-files", pk=application.pk)


def _edited(
    request: HttpRequest,
    application: Application,
    attached: ApplicationFile,
    plan: RedactionPlan,
    content: bytes,
) -> HttpResponse:
    """One change of the plan; it is saved at once, or said why not."""
    page = showing.page_number(request.POST.get("page"), plan)
    doing = request.POST.get("do", "")
    form: Any = {"add": DrawForm, "find": DrawForm, "edit": BoxForm, "drop": DropForm}.get(
        doing, DropForm
    )(request.POST)
    problem, status = "", 422
    if form.is_valid():
        try:
            edit, said = _edit(doing, form, page, attached, content)
            before = len(plan.boxes)
            plan = plans.change(
                plan, form.cleaned_data["version"], edit, actor=acting(request), at=timezone.now()
            )
            said = said.format(new=len(plan.boxes) - before)
            return _saved(request, application, showing.Look(attached, plan, content, page), said)
        except StalePlanError as error:
            if error.plan.released_id:
                messages.error(request, str(error))
                return _go(request, reverse("foi-files", args=[application.pk]))
            plan, problem, status = error.plan, str(error), 409
            page = min(page, plan.pages - 1)
        except ValidationError as error:
            problem = "；".join(error.messages)
    elif doing in ("edit", "drop") or doing not in ("add", "find"):
        problem = "；".join(showing.complaints(form)) or "没有这个操作，请刷新页面"
    look = showing.Look(attached, plan, content, page)
    kept = form if isinstance(form, DrawForm) else showing.blank_form(look)
    if status == 409 and isinstance(form, DrawForm):
        kept = showing.renewed_form(request.POST, plan)
    return _tool_page(request, application, look, kept, problem=problem, status=status)


def _edit(
    doing: str, form: Any, page: int, attached: ApplicationFile, content: bytes
) -> tuple[Edit, str]:
    """What to do with the boxes, and what to say when it is done."""
    values = form.cleaned_data
    if doing == "add":
        return (lambda boxes: [*boxes, form.box(page)]), ""
    if doing == "find":
        hits = redaction.find(
            content, values["words"], media_type=attached.file.media_type, detect=values["detect"]
        )
        new_boxes = [
            PlanBox.over(hit, values["ground"], values["reason"]).rounded() for hit in hits
        ]
        if not new_boxes:
            raise ValidationError(_nothing_found(attached.file.media_type))
        return (lambda boxes: showing.with_new(boxes, new_boxes)), (
            f"找到 {len(new_boxes)} 处，新增 {{new}} 个框；已经框住的没有重复。请逐页核对"
        )
    if doing == "edit":
        return (lambda boxes: showing.replaced(boxes, values["number"], form)), ""
    if doing == "drop":
        return (lambda boxes: showing.without(boxes, values["number"])), ""
    raise ValidationError("没有这个操作，请刷新页面")


def _nothing_found(media_type: str) -> str:
    if media_type != "application/pdf":
        return "图片里的文字不能查找，请直接画框"
    return "没有找到。扫描件里的文字不能查找，请直接画框；也请核对有没有别的写法"


def _saved(
    request: HttpRequest, application: Application, look: showing.Look, said: str
) -> HttpResponse:
    if _is_htmx(request):
        return _tool_page(request, application, look, showing.blank_form(look), said=said)
    if said:
        messages.success(request, said)
    address = reverse("foi-redact", args=[application.pk, look.attached.pk])
    return redirect(f"{address}?page={look.page + 1}")


def _tool_page(
    request: HttpRequest,
    application: Application,
    look: showing.Look,
    form: DrawForm,
    *,
    said: str = "",
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    template = "foi/desk/_redact_work.html" if _is_htmx(request) else "foi/desk/redact.html"
    context = {
        "matter": application, "attached": look.attached, "plan": look.plan, "form": form,
        "shown": look.shown(), "said": said, "problem": problem, "is_part": _is_htmx(request),
        "choices": Exemption.choices, "others": len(look.plan.boxes) - len(look.boxes),
        **showing.pager(look.plan, look.page),
    }  # fmt: skip
    return render(request, template, context, status=status)


def _ready(form: AttachForm) -> work.Checked | None:
    """The document as it may be kept, looked into before anything is locked; None: the form says why."""
    try:
        checked = intake.check(form.cleaned_data["file"], intake.DOCUMENTS)
        return work.given(checked) if form.cleaned_data.get("for_applicant") else checked
    except ValidationError as error:
        form.add_error("file", error)
        return None


def _attached(
    request: HttpRequest, application: Application, form: AttachForm, ready: work.Checked
) -> HttpResponse:
    try:
        work.put(
            application, ready, for_applicant=form.cleaned_data.get("for_applicant", False),
            actor=acting(request), at=timezone.now(),
        )  # fmt: skip
    except ValidationError as error:
        form.add_error("file", error)
        return HttpResponse(status=422)
    messages.success(request, "已添加到本件材料")
    return redirect("foi-files", pk=application.pk)


def _draft(
    request: HttpRequest, application: Application, attached: ApplicationFile
) -> tuple[RedactionPlan, bytes]:
    content = keeping.content_of(attached.file)
    plan = plans.open_draft(
        attached.file, application, content, actor=acting(request), at=timezone.now()
    )
    return plan, content


def _redactable(request: HttpRequest, pk: int, file: int) -> tuple[Application, ApplicationFile]:
    """The application and one of its files, for whoever may redact it now."""
    application = _case(request, pk)
    work.check_may(acting(request), application)
    work.check_unsettled(application)
    attached = get_object_or_404(application.files.select_related("file"), pk=file)
    if attached.file.media_type not in work.KINDS:
        raise Http404
    return application, attached


def _case(request: HttpRequest, pk: int) -> Application:
    actor = acting(request)
    if not actor.may_somewhere(rules.VIEW):
        raise PermissionDenied
    application: Application = get_object_or_404(
        Application.objects.visible_to(actor, rules.VIEW), pk=pk
    )
    if not rules.may_read_letters(actor, application):
        raise PermissionDenied("您的岗位不能查看含有个人信息的材料。")
    return application


def _cannot(
    request: HttpRequest,
    application: Application,
    attached: ApplicationFile,
    error: redaction.Refused,
) -> HttpResponse:
    context = {"matter": application, "attached": attached, "said": str(error)}
    return render(request, "foi/desk/redact_cannot.html", context, status=422)


def _spread(form: ReleaseForm, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, said in error.message_dict.items():
        form.add_error(name if name in form.fields else None, said)


def _note(request: HttpRequest, verb: str, plan: RedactionPlan, **facts: Any) -> None:
    with transaction.atomic():
        log.record(
            acting(request), verb, plan, at=timezone.now(), original=plan.original.sha256, **facts
        )


def _go(request: HttpRequest, address: str) -> HttpResponse:
    if _is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _is_htmx(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]
