"""互动和服务: messages, answers, services, search."""

import re
from datetime import date
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from huiyin.disclosure.models import DocumentPage
from huiyin.hotline.models import ServiceRequest
from huiyin.inspection import inside
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.registers.models import Decision
from huiyin.search.index import Query, find
from huiyin.workdays.calendar import add_months

from .base import MOST, Ask, Evidence, Measurement, Verdict, measure, none_of, unmeasured

_DAY = re.compile(r"(20\d\d)[-年](\d{1,2})[-月](\d{1,2})")
SEARCHED = 20


@measure
def message_channel(ask: Ask) -> Measurement:
    """我要留言 answers, and has something to fill in."""
    return _page_with("message", "我要留言", "<form")


@measure
def submission(ask: Ask) -> Measurement:
    return _page_with("message", "我要留言", 'method="post"')


@measure
def published_messages(ask: Ask) -> Measurement:
    """The newest date on the page of published questions and answers."""
    limit = f"{ask.limit}个月内"
    try:
        address = reverse("messages")
    except NoReverseMatch:
        told = [Evidence("", "门户还没有公开留言及答复的页面")]
        return Measurement(Verdict.BROKEN, "没有", limit, 1, told)
    days = _dates(inside.get(address).content.decode())
    newest = max((day for day in days if day <= ask.today), default=None)
    late = newest is None or newest < add_months(ask.today, -ask.limit)
    said = f"最近公开的留言{newest}" if newest else "没有公开任何留言"
    return Measurement(
        Verdict.BROKEN if late else Verdict.MET,
        str(newest or "没有"),
        limit,
        int(late),
        [Evidence(address, said)],
    )


def _dates(html: str) -> list[date]:
    """Days that stand on a page; what only looks like a day is none."""
    found = [f"{year}-{month:0>2}-{day:0>2}" for year, month, day in _DAY.findall(html)]
    return [day for text in found if (day := _day(text))]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@measure
def unanswered(ask: Ask) -> Measurement:
    """Open requests of the last year that came in more than three months ago."""
    oldest, newest = add_months(ask.today, -12), add_months(ask.today, -ask.limit)
    waiting = ServiceRequest.objects.open().filter(received_on__gte=oldest, received_on__lt=newest)
    count = waiting.count()
    told = [
        _evidence(one, f"{one.received_on}收到，还没有答复")
        for one in waiting.order_by("received_on")[:MOST]
    ]
    verdict = Verdict.BROKEN if count else Verdict.MET
    return Measurement(verdict, f"{count}件", f"{ask.limit}个月以上的0件", count, told)


@measure
def answers_on_time(ask: Ask) -> Measurement:
    late = ServiceRequest.objects.open().filter(
        received_on__gte=add_months(ask.today, -12), due_on__lt=ask.today
    )
    return none_of(
        (_evidence(one, f"应在{one.due_on}前答复") for one in late.order_by("due_on")),
        "件",
        note="答复是否有针对性、是否敷衍需要人工抽查",
    )


def _evidence(request: ServiceRequest, said: str) -> Evidence:
    """A confidential request is counted and not named."""
    if request.is_confidential:
        return Evidence("", f"一件保密工单{said}")
    return Evidence(request.get_absolute_url(), f"{request.reference} {said}")


@measure
def services_offered(ask: Ask) -> Measurement:
    count = LicenceMatter.objects.count()
    status = inside.get("/licences/").status_code
    is_open = bool(count) and status == 200
    told = Evidence("/licences/", f"办事与许可页面答复 {status}，登记了 {count} 个许可事项")
    verdict = Verdict.MET if is_open else Verdict.BROKEN
    return Measurement(verdict, f"{count}个事项", "至少1个事项", int(not is_open), [told])


@measure
def service_guides(ask: Ask) -> Measurement:
    return unmeasured("办事指南不在本系统中登记，要素没有结构化数据，请在政务服务网核对")


@measure
def service_forms(ask: Ask) -> Measurement:
    return unmeasured("办事指南、表格和样表不在本系统中登记，请在政务服务网核对")


@measure
def service_data(ask: Ask) -> Measurement:
    """办事统计 is made from the register at each look; it is as new as the newest published licence."""
    latest = (
        Licence.objects.public().order_by("-published_on").values_list("published_on", flat=True)
    )
    newest = latest.first()
    late = newest is None or newest < add_months(ask.today, -ask.limit)
    said = f"最近公示的许可{newest}" if newest else "还没有公示过许可"
    return Measurement(
        Verdict.BROKEN if late else Verdict.MET,
        str(newest or "没有"),
        f"{ask.limit}个月内",
        int(late),
        [Evidence("/licences/", said)],
        "统计数据由台账实时生成，以最近公示的一件为准",
    )


@measure
def consultations(ask: Ask) -> Measurement:
    """征集调查 within a year: decisions put to the public, and documents that ask for opinions."""
    since = add_months(ask.today, -12)
    asked = Q(genre__contains="征求意见") | Q(title__contains="征求意见")
    documents = DocumentPage.objects.live().filter(asked, published_at__date__gte=since).count()
    decisions = Decision.objects.public().filter(consult_from__gte=since).count()
    count = documents + decisions
    missing = count < ask.limit
    told = Evidence(
        "/decisions/",
        f"一年内公开征求意见的重大决策 {decisions} 项，标题或者体裁为征求意见的信息 {documents} 条",
    )
    return Measurement(
        Verdict.BROKEN if missing else Verdict.MET,
        f"{count}次",
        f"至少{ask.limit}次",
        int(missing),
        [told],
        "意见的采纳情况是否公布需要人工核对",
    )


@measure
def search_works(ask: Ask) -> Measurement:
    """The oldest, a middle and the newest document are found by their titles."""
    live = DocumentPage.objects.live().order_by("published_at", "pk")
    count = live.count()
    if not count:
        return none_of([Evidence("/search/", "还没有已发布的信息可以搜索")], "处")
    found = []
    for place in sorted({0, count // 2, count - 1}):
        page = live[place]
        hits = find(Query(page.title, limit=SEARCHED)).hits
        if not any(hit.key == f"document:{page.pk}" for hit in hits):
            found.append(
                Evidence(page.permanent_address, f"按标题搜索，前{SEARCHED}条里没有“{page.title}”")
            )
    address = f"/search/?{urlencode({'q': live[count - 1].title})}"
    status = inside.get(address).status_code
    if status != 200:
        found.append(Evidence(address, f"搜索页面答复 {status}"))
    return none_of(found, "处")


def _page_with(name: str, label: str, wanted: str) -> Measurement:
    try:
        address = reverse(name)
    except NoReverseMatch:
        return none_of([Evidence("", f"门户没有“{label}”页面")], "处")
    response = inside.get(address)
    if response.status_code != 200:
        return none_of([Evidence(address, f"“{label}”页面答复 {response.status_code}")], "处")
    if wanted not in response.content.decode():
        return none_of([Evidence(address, f"“{label}”页面上没有可以填写的表单")], "处")
    return Measurement(Verdict.MET, "有", "有", 0, [Evidence(address, f"“{label}”页面可以填写")])
