"""未送达的通知: what was given up, for a person to decide. The desk guards these views."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from huiyin.audit.actors import Actor
from huiyin.common.paging import Paging
from huiyin.organisations.actors import acting
from huiyin.personal.fields import masked

from . import actions
from .models import Notice

ROWS = 50


@dataclass(frozen=True)
class Line:
    """One failed letter; its recipient only masked."""

    notice: Notice
    recipient: str


@require_GET
def failed(request: HttpRequest) -> HttpResponse:
    """未送达的通知, newest first."""
    seen = Notice.objects.visible_to(_may(request), actions.PERMISSION)
    notices = seen.failed().order_by("-pk")
    paging = Paging.near(request.GET.get("page"), notices.count(), ROWS)
    context = {
        "paging": paging,
        "lines": [Line(notice, masked(notice, "recipient")) for notice in notices[paging.part]],
        "waiting": seen.filter(next_try_at__isnull=False, sent_at__isnull=True).count(),
    }
    return render(request, "notices/failed.html", context)


@require_POST
def resend(request: HttpRequest, pk: int) -> HttpResponse:
    """重新发送."""
    actor = _may(request)
    notice = Notice.objects.visible_to(actor, actions.PERMISSION).filter(pk=pk).first()
    if notice is None:
        raise Http404
    try:
        actions.resend(notice, actor=actor, at=timezone.now())
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, "已重新排队，一分钟内发送")
    return redirect("notices")


def _may(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.may_somewhere(actions.PERMISSION):
        raise PermissionDenied("您的岗位不能查看通知的发送情况。")
    return actor
