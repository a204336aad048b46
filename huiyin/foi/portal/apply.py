"""/apply/: the guide, the form with one question a page, the review, the receipt."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.common import codes
from huiyin.files import intake
from huiyin.files.models import StoredFile
from huiyin.foi import public_forms as forms
from huiyin.foi.models import ApplicantKind, confirmations
from huiyin.organisations.models import Organisation
from huiyin.throttle import budgets, guessing, known, limits, refusing
from huiyin.throttle.nets import net
from huiyin.visitors import drafts
from huiyin.visitors import uploads as visitors_uploads
from huiyin.visitors.models import Draft
from huiyin.web.context import Section

from . import already, sending, steps, uploads

SECTION = Section("依申请公开", "向本机关申请获取政府信息", "依申请公开,申请,政府信息", "互动交流")
COOKIE = "draft"
TOO_OFTEN = "提交得太频繁，没有收下，已经填写的都在。"
WRONG_TOO_OFTEN = "连续多次没有填对。为了保护申请人的信息，"
logger = logging.getLogger(__name__)
personal = sensitive_post_parameters()


@never_cache
@require_GET
def guide(request: HttpRequest) -> HttpResponse:
    """申请指南."""
    draft = _draft(request)
    agencies = list(Organisation.objects.agencies())
    promise_of = confirmations([agency.pk for agency in agencies], timezone.localdate())
    promised = [
        {"agency": agency.name, "days": promise_of[agency.pk].length} for agency in agencies
    ]
    if len({one["days"] for one in promised}) == 1:
        promised = [{**promised[0], "agency": ""}]
    context = {
        "draft": draft if draft and not draft.sent_key else None,
        "agencies": agencies, "promised": promised,
    }  # fmt: skip
    return _page(request, "guide", context)


@never_cache
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Begin: a new draft; one that is there and unsent goes on, unless it shall be thrown away."""
    draft = _draft(request)
    if draft and not draft.sent_key:
        if "anew" not in request.POST:
            return redirect(_next_open(draft).address)
        drafts.discard(draft)
    try:
        draft, token = _begun(request)
    except budgets.TooManyError as many:
        return too_many(request, many)
    return _with_cookie(redirect(steps.steps()[0].address), token)


@personal
@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, key: str) -> HttpResponse:
    """One page of the form."""
    asked = next((known for known in steps.steps() if known.key == key), None)
    if asked is None:
        raise Http404("没有这一步")
    draft = _draft(request)
    if draft is not None and draft.sent_key:
        return redirect("apply-sent")
    if draft is None and request.method == "GET":
        return redirect("apply")
    if draft is None:  # it was kept a week; what is typed now begins a new one
        try:
            draft, token = _begun(request)
        except budgets.TooManyError as many:
            return too_many(request, many)
        if "applicant_id" in request.POST:  # only a person is asked for that
            answers = {"kind": {"applicant_kind": ApplicantKind.PERSON.value}}
            drafts.write(draft, _read(draft) | {"answers": answers}, at=timezone.now())
        return _with_cookie(_answered(request, draft, asked), token)
    if request.method == "GET":
        answers = _read(draft).get("answers", {})
        return _step(request, draft, asked, steps.form_for(asked, answers))
    return _answered(request, draft, asked)


def _answered(request: HttpRequest, draft: Draft, asked: steps.Step) -> HttpResponse:
    """One page sent: written down first, then judged."""
    if asked is steps.PROOF:
        return _proof(request, draft)
    content = _read(draft)
    answers: forms.Answers = content.setdefault("answers", {})
    form = steps.form_for(asked, answers, request.POST)
    answers[asked.key] = steps.raw(form, request.POST)
    drafts.write(draft, content, at=timezone.now())  # wrong or right: nothing typed is lost
    if not form.is_valid():
        return _step(request, draft, asked, form, 422)
    if asked is steps.WHAT and (hits := already.published(_wanted(form.cleaned_data))):
        return _page(request, "found", {"hits": hits, "next": _after(draft, asked)})
    return redirect(_after(draft, asked))


@never_cache
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """先查一查, as a fragment for the page that is being filled in."""
    hits = already.published(request.GET.get("q", "")[:600])
    return render(request, "foi/portal/_hits.html", {"hits": hits})


@personal
@never_cache
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """核对并提交."""
    draft = _draft(request)
    if draft is None:
        return redirect("apply")
    if draft.sent_key:
        return redirect("apply-sent")
    answers: forms.Answers = _read(draft).get("answers", {})
    files = [file.file for file in draft.files.select_related("file")]
    if (open_step := steps.first_open(answers, len(files))) is not None:
        return redirect(open_step.address)
    form = forms.ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = sending.send(draft, origin=_origin(request), at=timezone.now())
        except sending.UnfinishedError as unfinished:
            return redirect(unfinished.step.address)
        except budgets.TooManyError as many:
            form.add_error(None, f"{TOO_OFTEN}{refusing.again(many)}")
            return refusing.marked(_review(request, answers, files, form, 429), many)
        response, whose = redirect("apply-sent"), codes.whose(_read(draft)["receipt"]["number"])
        known.remember(request, response, guessing.APPLICATION, whose)
        return response
    return _review(request, answers, files, form, 422 if form.errors else 200)


def _review(
    request: HttpRequest,
    answers: forms.Answers,
    files: list[StoredFile],
    form: forms.ReviewForm,
    status: int,
) -> HttpResponse:
    context = {
        "summary": steps.summary(answers),
        "files": files,
        "form": form,
        "proof": steps.PROOF,
    }
    return _page(request, "review", context, status)


@never_cache
@require_http_methods(["GET", "POST"])
def sent(request: HttpRequest) -> HttpResponse:
    """回执: number and query code, for half an hour and for this browser only; 清除本页 ends it."""
    if request.method == "POST":
        response = redirect("home")
        response.delete_cookie(COOKIE, path=reverse("apply"))
        return response
    draft = _draft(request)
    if draft is None or not draft.sent_key:
        return redirect("apply")
    receipt = dict(_read(draft)["receipt"])
    receipt["at"] = datetime.fromisoformat(receipt["at"])
    if receipt["confirm_by"]:
        receipt["confirm_by"] = datetime.fromisoformat(receipt["confirm_by"]).date()
    return _page(request, "sent", {"receipt": receipt, "kept": drafts.RECEIPT_KEPT})


@never_cache
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """续填: the code that every page shows brings the draft to another device."""
    if request.method == "GET":
        return _page(request, "resume", {"form": forms.ResumeForm()})
    form = forms.ResumeForm(request.POST)
    if not form.is_valid():
        return _page(request, "resume", {"form": form}, 422)
    now, code = timezone.now(), codes.plain(form.cleaned_data["code"])
    try:
        tried = guessing.begin(guessing.DRAFT, code, _origin(request), at=now)
    except budgets.TooManyError as many:
        form.add_error(None, f"{WRONG_TOO_OFTEN}{refusing.again(many)}")
        return refusing.marked(_page(request, "resume", {"form": form}, 429), many)
    opened = drafts.of_code(sending.PURPOSE, code, at=now)
    if opened is None:
        form.add_error("code", "没有找到草稿。请核对续填码；草稿保留七天，提交后即删除")
        return _page(request, "resume", {"form": form}, 422)
    tried.was_right()
    draft, token = opened
    return _with_cookie(redirect(_next_open(draft).address), token)


def too_many(request: HttpRequest, many: budgets.TooManyError) -> HttpResponse:
    """429 where there is no draft to keep it: when one may come again, and what was typed."""
    context = {"again": refusing.again(many)}
    return refusing.marked(_page(request, "too_many", context, 429), many)


def _begun(request: HttpRequest) -> tuple[Draft, str]:
    """A new draft and its token.

    Raises:
        TooManyError: too many were begun in this network.
    """
    now = timezone.now()
    budgets.spend((limits.DRAFTS, net(_origin(request))), at=now)
    return drafts.begin(sending.PURPOSE, at=now)


def _proof(request: HttpRequest, draft: Draft) -> HttpResponse:
    """The page of the identity proof: files come and go, then on."""
    removed = request.POST.get("remove", "")
    if removed.isascii() and removed.isdecimal() and len(removed) < 18:
        drafts.remove_file(draft, int(removed))
        return redirect(steps.PROOF.address)
    form, there = forms.ProofForm(request.POST), draft.files.count()
    form.is_valid()
    room = uploads.MOST_FILES - there
    try:
        files = request.FILES.getlist("proof")
        visitors_uploads.look_for_room(files)
        visitors_uploads.spend(files, _origin(request), at=timezone.now())
    except budgets.TooManyError as many:
        form.add_error(
            "proof", f"上传得太多，这次的没有收下，已经填写的都在。{refusing.again(many)}"
        )
        return refusing.marked(_step(request, draft, steps.PROOF, form, 429), many)
    good = uploads.taken(request, form, "proof", intake.PROOFS, room)
    for file in uploads.kept(good):
        drafts.add_file(draft, file, "identity")
    if not (form.errors or there or good):
        form.add_error("proof", "请选择身份证明的照片或扫描件")
    if form.errors:
        return _step(request, draft, steps.PROOF, form, 422)
    return redirect(steps.PROOF.address if "more" in request.POST else _after(draft, steps.PROOF))


def _step(
    request: HttpRequest, draft: Draft, asked: steps.Step, form: forms.PublicForm, status: int = 200
) -> HttpResponse:
    content = _read(draft)
    number, total, before, _ = steps.neighbours(asked)
    context = {
        "step": asked,
        "form": form,
        "number": number,
        "total": total,
        "before": before,
        "files": draft.files.select_related("file") if asked is steps.PROOF else (),
        "accept": intake.accepted(intake.PROOFS),
        "code": codes.grouped(content.get("code", "")),
        "kept_until": draft.expires_at,
        "is_person": content.get("answers", {}).get("kind", {}).get("applicant_kind") == "person",
        "has_agent": content.get("answers", {}).get("agent", {}).get("by") == forms.BY_AGENT,
        "most_megabytes": settings.MAX_UPLOAD_MEGABYTES,
    }
    return _page(request, "step", context, status)


def _page(
    request: HttpRequest, name: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    full_context = {"column": SECTION, "door": "apply", **context}
    return render(request, f"foi/portal/{name}.html", full_context, status=status)


def _wanted(answers: dict[str, Any]) -> str:
    names = ("information_number", "information_name", "description")
    return " ".join(answers[name] for name in names if answers.get(name))


def _after(draft: Draft, asked: steps.Step) -> str:
    """The next page in order; back to the review when everything is answered."""
    if steps.first_open(_read(draft).get("answers", {}), draft.files.count()) is None:
        return reverse("apply-review")
    _, _, _, after = steps.neighbours(asked)
    return after.address if after else reverse("apply-review")


def _next_open(draft: Draft) -> steps.Step:
    answers = _read(draft).get("answers", {})
    return steps.first_open(answers, draft.files.count()) or steps.PROOF


def _draft(request: HttpRequest) -> Draft | None:
    """The draft of this browser. One that cannot be read any more is as good as none: say so."""
    token = request.COOKIES.get(COOKIE, "")
    try:
        draft = drafts.of_token(sending.PURPOSE, token, at=timezone.now())
        if draft is not None:
            drafts.read(draft)
    except drafts.DamagedError:
        logger.exception("a draft cannot be read; the applicant begins anew")
        return None
    return draft


def _read(draft: Draft) -> dict[str, Any]:
    return drafts.read(draft)


def _origin(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _with_cookie(response: HttpResponse, token: str) -> HttpResponse:
    response.set_cookie(
        COOKIE, token, max_age=int(drafts.KEPT.total_seconds()), path=reverse("apply"),
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response
