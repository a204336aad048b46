"""我为政府网站找错: from the footer of every page to a case, and its answer by number and code."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiyin.audit.actors import guest
from huiyin.files import intake
from huiyin.hotline import actions
from huiyin.hotline.models import RequestKind, ServiceRequest, time_limit
from huiyin.hotline.public_forms import MistakeForm
from huiyin.organisations.models import Organisation
from huiyin.submissions import once
from huiyin.throttle import refusing
from huiyin.web.addresses import absolute
from huiyin.web.context import Section

from . import receipts

WAY = receipts.Way(
    key="mistake",
    form="mistakes",
    receipt="mistake-sent",
    progress="mistake-progress",
    section=Section(
        "我为政府网站找错", "报告本站的错误，查看处理结果", "网站找错,纠错", "咨询投诉"
    ),
    noun="找错",
    start="我要找错",
    again="再找一处错",
    sent="您提交了错误",
    doing="核实、改正并答复",
)


@never_cache
@require_http_methods(["GET", "POST"])
def mistakes(request: HttpRequest) -> HttpResponse:
    """The form; the page that somebody came from is filled in."""
    if request.method == "GET":
        return _form(request, MistakeForm(initial={"place": _place(request.GET.get("page", ""))}))
    form = MistakeForm(request.POST, request.FILES)
    picture = receipts.picture(request, form, "screenshot")
    agency = _agency(request.POST.get("place", ""))
    if agency is None:
        form.add_error(None, "本站还没有可以受理的机关，请拨打页脚的联系电话")
    if not form.is_valid() or agency is None:
        return _form(request, form, 422)
    origin = str(request.META.get("REMOTE_ADDR", ""))
    if (earlier := once.repeated(request)) is not None:
        return earlier
    if (many := receipts.too_many(request, WAY, form)) is not None:
        return refusing.marked(_form(request, form, 429), many)
    values = form.cleaned_data
    return once.answer(
        request, lambda: receipts.receipt(request, WAY, _report(values, agency, picture, origin))
    )


@transaction.atomic(savepoint=False)
def _report(
    values: dict[str, Any], agency: Organisation, picture: receipts.Picture | None, origin: str
) -> ServiceRequest:
    """The case and its picture, in one transaction."""
    at = timezone.now()
    matter = actions.report(
        ServiceRequest(
            agency=agency,
            category_text=values["fault"],
            subject=f"网站找错：{values['fault']}",
            content=values["description"],
            place=values["place"],
            caller_phone=values["contact"],
        ),
        actor=guest("网民", agency.pk, origin=origin),
        at=at,
    )
    if picture is not None:
        actions.add_files(matter, [intake.keep(*picture)], at=at)
    return matter


def _place(address: str) -> str:
    """The full address of a page of this site; nothing for anything else."""
    is_ours = address.startswith("/") and not address.startswith("//")
    return absolute(address)[:200] if is_ours else ""


def _agency(place: str) -> Organisation | None:
    """Whose page it is, by the first part of its address; else the first agency of the site."""
    try:
        first = urlsplit(place).path.strip("/").partition("/")[0]
    except ValueError:  # no address at all: `http://[`
        first = ""
    agencies = Organisation.objects.agencies()
    return agencies.filter(slug=first).first() or agencies.first()


def _form(request: HttpRequest, form: MistakeForm, status: int = 200) -> HttpResponse:
    limit = time_limit(RequestKind.MISTAKE, timezone.localdate())
    context = {
        "form": form,
        "days": limit.length if limit else None,
        "accept": intake.accepted(receipts.PICTURES),
        "most_megabytes": settings.MAX_UPLOAD_MEGABYTES,
    }
    return receipts.page(request, WAY, "mistakes", context, status)
