"""我要留言: a question, complaint or suggestion, without an account and without script."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import guest
from huiyin.files import intake
from huiyin.hotline import actions
from huiyin.hotline.models import ServiceRequest, time_limit
from huiyin.hotline.public_forms import MessageForm
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.throttle import refusing
from huiyin.web.context import Section

from . import receipts

WAY = receipts.Way(
    key="message",
    form="message",
    receipt="message-sent",
    progress="message-progress",
    section=Section(
        "我要留言", "向本机关咨询、求助、投诉、提建议", "留言,咨询,投诉,建议", "咨询投诉"
    ),
    noun="留言",
    start="我要留言",
    again="再写一条留言",
    sent="您提交了留言",
    doing="办理并答复",
)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "POST"])
def message(request: HttpRequest) -> HttpResponse:
    """The form."""
    if request.method == "GET":
        return _form(request, MessageForm())
    form = MessageForm(request.POST, request.FILES)
    picture = receipts.picture(request, form, "picture")
    if not form.fields["agency"].choices:  # type: ignore[attr-defined]
        form.add_error(None, "本站还没有可以受理的机关，请拨打页脚的联系电话")
    if not form.is_valid():
        return _form(request, form, 422)
    origin = str(request.META.get("REMOTE_ADDR", ""))
    if (earlier := once.repeated(request)) is not None:
        return earlier
    if (many := receipts.too_many(request, WAY, form)) is not None:
        return refusing.marked(_form(request, form, 429), many)
    values = form.cleaned_data
    return once.answer(
        request,
        lambda: receipts.receipt(
            request, WAY, _take(values, form.agencies[values["agency"]], picture, origin)
        ),
    )


@transaction.atomic(savepoint=False)
def _take(
    values: dict[str, Any], agency: Organisation, picture: receipts.Picture | None, origin: str
) -> ServiceRequest:
    """The case and its picture, in one transaction."""
    at = timezone.now()
    matter = actions.message(
        ServiceRequest(
            agency=agency,
            request_kind=values["kind"],
            subject=values["subject"],
            content=values["content"],
            place=values["place"],
            caller_name=values["name"],
            caller_phone=values["contact"],
            consents=values["consents"] == "yes",
        ),
        actor=guest("网民", agency.pk, origin=origin),
        at=at,
    )
    if picture is not None:
        actions.add_files(matter, [intake.keep(*picture)], at=at)
    return matter


def _form(request: HttpRequest, form: MessageForm, status: int = 200) -> HttpResponse:
    today = timezone.localdate()
    limits = [limit.length for kind in actions.MESSAGE_KINDS if (limit := time_limit(kind, today))]
    context = {
        "form": form,
        "fewest": min(limits, default=None),
        "most": max(limits, default=None),
        "accept": intake.accepted(receipts.PICTURES),
        "most_megabytes": settings.MAX_UPLOAD_MEGABYTES,
    }
    return receipts.page(request, WAY, "message", context, status)
