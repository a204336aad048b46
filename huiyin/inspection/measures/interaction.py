"""互动和服务: messages, answers, services, search."""

import re
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from huiyin.common import days
from huiyin.disclosure.models import DocumentPage
from huiyin.hotline.models import ServiceRequest
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.measuring import inside
from huiyin.measuring.base import (
    MOST,
    Ask,
    Evidence,
    Measurement,
    Verdict,
    measure,
    none_of,
    site_measure,
    unmeasured,
)
from huiyin.registers.models import Decision
from huiyin.search.index import Query, find
from huiyin.workdays.calendar import add_months

from . import reach

_DAY = re.compile(r"(20\d\d)[-年](\d{1,2})[-月](\d{1,2})")
SEARCHED = 20


@site_measure
def message_channel(ask: Ask) -> Measurement:
    """我要留言 responds, and has fields to fill in."""
    return _page_with("message", "我要留言", "<form")


@site_measure
def submission(ask: Ask) -> Measurement:
    return _page_with("message", "我要留言", 'method="post"')


@site_measure
def published_messages(ask: Ask) -> Measurement:
    """The newest date on the page of published questions and answers."""
    limit = f"{ask.limit}个月内"
    try:
        address = reverse("messages")
    except NoReverseMatch:
        evidence = [Evidence("", "网站还没有公开留言及答复的页面")]
        return Measurement(Verdict.BROKEN, "没有", limit, 1, evidence)
    days = _dates(inside.get(address).content.decode())
    newest = max((day for day in days if day <= ask.today), default=None)
    late = newest is None or newest < add_months(ask.today, -ask.limit)
    reason = f"最近公开的留言{newest}" if newest else "没有公开任何留言"
    return Measurement(
        Verdict.BROKEN if late else Verdict.MET,
        str(newest or "没有"),
        limit,
        int(late),
        [Evidence(address, reason)],
    )


def _dates(html: str) -> list[date]:
    """The dates on a page, without impossible ones."""
    readings = (days.read("-".join(parts)) for parts in _DAY.findall(html))
    return [day for day in readings if day]


@measure
def unanswered(ask: Ask) -> Measurement:
    """Open requests of the last year that came in more than three months ago."""
    oldest, newest = add_months(ask.today, -12), add_months(ask.today, -ask.limit)
    waiting = reach.own(ask, ServiceRequest.objects.open()).filter(
        received_on__gte=oldest, received_on__lt=newest
    )
    count = waiting.count()
    evidence = [
        _evidence(one, f"{one.received_on}收到，还没有答复")
        for one in waiting.order_by("received_on")[:MOST]
    ]
    verdict = Verdict.BROKEN if count else Verdict.MET
    return Measurement(verdict, f"{count}件", f"{ask.limit}个月以上的0件", count, evidence)


@measure
def answers_on_time(ask: Ask) -> Measurement:
    late = reach.own(ask, ServiceRequest.objects.open()).filter(
        received_on__gte=add_months(ask.today, -12), due_on__lt=ask.today
    )
    return none_of(
        (_evidence(one, f"应在{one.due_day}前（含当日）答复") for one in late.order_by("due_on")),
        "件",
        note="答复是否有针对性、是否敷衍需要人工抽查",
    )


def _evidence(request: ServiceRequest, text: str) -> Evidence:
    """Evidence for a request; a confidential one is counted but not named."""
    if request.is_confidential:
        return Evidence("", f"一件保密工单{text}")
    return Evidence(request.get_absolute_url(), f"{request.reference} {text}")


@site_measure
def services_offered(ask: Ask) -> Measurement:
    count = LicenceMatter.objects.count()
    status = inside.get("/licences/").status_code
    is_open = bool(count) and status == 200
    evidence = Evidence("/licences/", f"办事与许可页面答复 {status}，登记了 {count} 个许可事项")
    verdict = Verdict.MET if is_open else Verdict.BROKEN
    return Measurement(verdict, f"{count}个事项", "至少1个事项", int(not is_open), [evidence])


@site_measure
def service_guides(ask: Ask) -> Measurement:
    return unmeasured("办事指南不在本系统中登记，要素没有结构化数据，请在政务服务网核对")


@site_measure
def service_forms(ask: Ask) -> Measurement:
    return unmeasured("办事指南、表格和样表不在本系统中登记，请在政务服务网核对")


@measure
def service_data(ask: Ask) -> Measurement:
    """办事统计 is computed from the register: it is as new as the latest published licence."""
    latest = (
        reach.own(ask, Licence.objects.public())
        .order_by("-published_on")
        .values_list("published_on", flat=True)
    )
    newest = latest.first()
    late = newest is None or newest < add_months(ask.today, -ask.limit)
    text = f"最近公示的许可{newest}" if newest else "还没有公示过许可"
    return Measurement(
        Verdict.BROKEN if late else Verdict.MET,
        str(newest or "没有"),
        f"{ask.limit}个月内",
        int(late),
        [Evidence("/licences/", text)],
        "统计数据由台账实时生成，以最近公示的一件为准",
    )


@measure
def consultations(ask: Ask) -> Measurement:
    """征集调查 within a year: consultations on decisions, and documents that ask for opinions."""
    since = add_months(ask.today, -12)
    is_consultation = Q(genre__contains="征求意见") | Q(title__contains="征求意见")
    documents = reach.documents(ask).filter(is_consultation, published_at__date__gte=since).count()
    decisions = reach.own(ask, Decision.objects.public()).filter(consult_from__gte=since).count()
    count = documents + decisions
    missing = count < ask.limit
    evidence = Evidence(
        "/decisions/",
        f"一年内公开征求意见的重大决策 {decisions} 项，标题或者体裁为征求意见的信息 {documents} 条",
    )
    return Measurement(
        Verdict.BROKEN if missing else Verdict.MET,
        f"{count}次",
        f"至少{ask.limit}次",
        int(missing),
        [evidence],
        "意见的采纳情况是否公布需要人工核对",
    )


@site_measure
def search_works(ask: Ask) -> Measurement:
    """The oldest, a middle and the newest document are found by their titles."""
    live = DocumentPage.objects.live().order_by("published_at", "pk")
    count = live.count()
    if not count:
        return none_of([Evidence("/search/", "还没有已发布的信息可以搜索")], "处")
    faults = []
    for place in sorted({0, count // 2, count - 1}):
        page = live[place]
        hits = find(Query(page.title, limit=SEARCHED)).hits
        if not any(hit.key == f"document:{page.pk}" for hit in hits):
            faults.append(
                Evidence(page.permanent_address, f"按标题搜索，前{SEARCHED}条里没有“{page.title}”")
            )
    address = f"/search/?{urlencode({'q': live[count - 1].title})}"
    status = inside.get(address).status_code
    if status != 200:
        faults.append(Evidence(address, f"搜索页面答复 {status}"))
    return none_of(faults, "处")


def _page_with(name: str, label: str, wanted: str) -> Measurement:
    try:
        address = reverse(name)
    except NoReverseMatch:
        return none_of([Evidence("", f"网站没有“{label}”页面")], "处")
    response = inside.get(address)
    if response.status_code != 200:
        return none_of([Evidence(address, f"“{label}”页面答复 {response.status_code}")], "处")
    if wanted not in response.content.decode():
        return none_of([Evidence(address, f"“{label}”页面上没有可以填写的表单")], "处")
    return Measurement(Verdict.MET, "有", "有", 0, [Evidence(address, f"“{label}”页面可以填写")])
