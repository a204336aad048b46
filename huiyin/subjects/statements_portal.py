"""信用信息查询单 of what is public about an organisation, for anybody."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.audit.actors import visitor
from huiyin.files import keeping, typeset
from huiyin.letters.models import Standing
from huiyin.organisations.choosing import Choice, choose
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.throttle import budgets, limits, refusing
from huiyin.throttle.nets import net
from huiyin.web.context import Section
from huiyin.web.http import attachment

from . import kinds, naming, statements
from .models import Subject
from .portal import subject_or_404


@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """What the paper is, and the button that draws it."""
    subject = subject_or_404(code)
    if subject.held_by is not None:
        return redirect("subject-statement", subject.held_by.uscc)
    choice = choose(request, _agencies(subject))
    if request.method != "POST":
        return _page(request, subject, choice, "", 200)
    origin = str(request.META.get("REMOTE_ADDR", ""))
    try:
        budgets.spend((limits.STATEMENTS, net(origin)), at=timezone.now())
    except budgets.TooManyError as many:
        refusal = f"出具得太频繁。{refusing.again(many)}"
        return refusing.marked(_page(request, subject, choice, refusal, 429), many)
    try:
        return once.answer(
            request, lambda: _issued(subject, choice.agency, origin), by_key_alone=True
        )
    except ValidationError as error:
        return _page(request, subject, choice, "；".join(error.messages), 409)


def _agencies(subject: Subject) -> list[Organisation]:
    """Those of whose records something of this subject is public."""
    public = [kind.public() for kind in kinds.every() if kind.public is not None]
    body = subject.body(is_public=True)
    keys = {
        key
        for one in public
        for key in one.filter(subject__in=body).values_list("agency", flat=True)
    }
    return list(Organisation.objects.filter(pk__in=keys))


def _issued(subject: Subject, agency: Organisation, origin: str) -> HttpResponse:
    try:
        paper = statements.issue_public(subject, agency, actor=visitor(origin), at=timezone.now())
    except LookupError as nothing:
        raise Http404 from nothing
    return redirect("subject-statement-pdf", code=subject.uscc, paper=statements.code_of(paper))


def _page(
    request: HttpRequest, subject: Subject, choice: Choice, refusal: str, status: int
) -> HttpResponse:
    known = naming.public_name(subject)
    name = f"{known}的{statements.TITLE}"
    context = {
        "subject": subject,
        "name": known,
        "choice": choice,
        "refusal": refusal,
        "door": "licences",
        "column": Section(name, name, f"{statements.TITLE},{subject.uscc}", "办事服务"),
    }
    return render(request, "subjects/portal/statement.html", context, status=status)


@never_cache
@require_safe
def pdf(request: HttpRequest, code: str, paper: str) -> HttpResponse:
    """The paper that was drawn, under the code that stands on it, while it still holds.

    What was repaired, withdrawn or has expired is handed out by nobody, on no older paper either.
    """
    subject = subject_or_404(code)
    found = statements.by_code(subject, paper)
    if found is None:
        raise Http404
    if found.now().standing != Standing.VALID:
        return _gone(request, subject.holder)
    content = keeping.content_of(found.pdf)
    return attachment(content, f"{found} {statements.TITLE}.pdf", typeset.MEDIA_TYPE)


def _gone(request: HttpRequest, subject: Subject) -> HttpResponse:
    """410 and the way to what is public now; 404 where that is nothing."""
    name = naming.public_name(subject)
    if not name:
        raise Http404
    context = {"subject": subject, "name": name, "door": "licences"}
    return render(request, "subjects/portal/statement_gone.html", context, status=410)
