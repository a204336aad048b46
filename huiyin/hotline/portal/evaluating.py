"""评价: the person whose request was answered says what came of it, by the link of that answer."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import guest
from huiyin.casework.workflow import MoveRefusedError
from huiyin.hotline import actions, links
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.public_forms import EvaluationForm
from huiyin.submissions import once
from huiyin.throttle import budgets, guessing, refusing

from .messages import WAY
from .receipts import page


@sensitive_post_parameters("words")
@never_cache
@require_http_methods(["GET", "POST"])
def evaluate(request: HttpRequest, code: str) -> HttpResponse:
    """The form, once; the link tells nothing of the request but its number."""
    matter = links.request_of(code)
    if matter is None:
        return _gone(request)
    if request.method == "GET" or matter.evaluated_on:
        status = 409 if request.method == "POST" else 200
        return _form(request, matter, EvaluationForm(), status)
    form = EvaluationForm(request.POST)
    if not form.is_valid():
        return _form(request, matter, form, 422)
    origin = str(request.META.get("REMOTE_ADDR", ""))
    actor = guest("诉求人", matter.agency_id, key=matter.asker_key, origin=origin)

    def say() -> HttpResponse:
        actions.evaluate(matter, actor=actor, at=timezone.now(), **form.cleaned_data)
        return redirect("evaluate", code=code)

    try:
        return once.answer(request, say, by_key_alone=True)
    except (MoveRefusedError, ValidationError, once.AlreadySentError):
        # somebody was quicker: rated meanwhile, or given again
        return _form(request, ServiceRequest.objects.get(pk=matter.pk), form, 409)


def _gone(request: HttpRequest) -> HttpResponse:
    """A link that leads nowhere any more, or never did."""
    try:
        guessing.missed_link(str(request.META.get("REMOTE_ADDR", "")), at=timezone.now())
    except budgets.TooManyError as many:
        response = page(request, WAY, "evaluate_gone", {"again": refusing.again(many)}, 429)
        return refusing.marked(response, many)
    return page(request, WAY, "evaluate_gone", {}, 410)


def _form(
    request: HttpRequest, matter: ServiceRequest, form: EvaluationForm, status: int = 200
) -> HttpResponse:
    context = {"matter": matter, "form": form, "address": links.path(matter)}
    return page(request, WAY, "evaluate", context, status)
