"""考核: 2020 and 2021 of the bureau and its units, by a rubric that is revised; this year's under way."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.assessment import actions, freezing
from huiyin.assessment.actions.appealing import open_appeals
from huiyin.assessment.actions.tables import LOST
from huiyin.assessment.models import TICKED, Assessment, Item
from huiyin.audit.actors import Actor, system
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Organisation, Post
from huiyin.organisations.roles import ensure_posts

from .clock import FIRST, moment, next_workday, workday_before

DISCLOSURE, ON_REQUEST = "一、主动公开（40分）", "二、依申请公开（25分）"
ANSWERS, SITE = "三、解读和回应（20分）", "四、平台建设（15分）"
MEDIA = "有专人审核（扣0.5分）、有发布台账（扣0.5分）"
FIRST_RUBRIC = (
    (DISCLOSURE, "机构信息", "机构职能、负责人信息、权责清单栏目缺一项，扣2分", None, "columns_filled", "机构职能、负责人信息、权责清单"),
    (DISCLOSURE, "财政信息", "预算决算、政府采购栏目没有内容的，每栏扣2分", None, "columns_filled", "预算决算、政府采购"),
    (DISCLOSURE, "公开及时", "超过公开期限才发布的信息，每条扣0.1分", 10, "disclosure.late", ""),
    (DISCLOSURE, "业务培训", "全年没有组织公开业务培训的，扣3分", None, "", ""),
    (ON_REQUEST, "按期答复", "超期答复的，每件扣2分", None, "foi.late", ""),
    (ON_REQUEST, "纠错败诉", "被复议纠错或者败诉的，每件扣5分", None, LOST, ""),
    (ON_REQUEST, "答复规范", "答复书要素不全、救济途径有误的，每件扣1分", None, "", ""),
    (ANSWERS, "政策解读", "政策文件没有解读的，每件扣0.5分", 10, "policies_interpreted", ""),
    (ANSWERS, "热线回应", "热线留言超期办结的，每件扣0.1分", 10, "hotline.late", ""),
    (SITE, "网站检索", "检索不到已公开信息的，每处扣2分", None, "search_works", ""),
    (SITE, "文件清理", "没有公开文件清理结果的，扣2分", None, "columns_filled", "文件清理"),
    (SITE, "政务新媒体", "新媒体没有专人审核发布、没有发布台账的，各扣0.5分", None, TICKED, MEDIA),
)  # fmt: skip
"""Heading, topic, standard, most points, what computes it, and its list; a list of points is ticked."""
REVISED = {
    "热线回应": (ANSWERS, "热线回应", "热线留言超期办结的，每件扣0.05分", 10, "hotline.late", ""),
    "业务培训": (DISCLOSURE, "业务培训", "全年组织公开业务培训少于两次的，扣3分", None, "", ""),
}  # fmt: skip
ADDED = (
    (SITE, "许可公示", "门户网站上的行政许可超过期限公示的，每件扣0.1分", 5, "licensing.published.late", ""),
)  # fmt: skip
REVISED_RUBRIC = tuple(REVISED.get(item[1], item) for item in FIRST_RUBRIC) + ADDED
"""As it is since 2021: two standards are others, one is new."""
TOLD = {FIRST.year: (0, 1, 2), FIRST.year + 1: (0, 3, 5)}
"""Year that is told to its result → the places of those in whose answers the reviewer found
faults: one more each time; the first two appeal."""
BASIS = "《云溪市政务公开工作考核办法》（演示）"
UNITS = ("zhidui", "shizheng", "huanwei", "yuanlin", "zhatu", "guanggao")
TRAINING = "年度业务培训记录.txt"


@dataclass(frozen=True)
class Hands:
    """Who does what, and the moment up to which the story goes."""

    agency: Organisation
    units: dict[str, Organisation]
    organiser: Actor
    reviewer: Actor
    head: Actor
    contact: Actor
    until: datetime


def hands(
    agency: Organisation,
    units: dict[str, Organisation],
    staff: dict[str, Actor],
    until: datetime,
) -> Hands:
    """Those of the staff who have to do with it."""
    organiser, reviewer = staff["kaohe"], staff["fuhe"]
    return Hands(agency, units, organiser, reviewer, staff["juzhang"], staff["lianluo"], until)


def engage(agency: Organisation, at: datetime) -> None:
    """In each unit somebody answers for its assessment, beside what they do otherwise."""
    group = ensure_posts(agency)["考核联络岗"].group
    for slug in UNITS:
        unit = agency.units.get(slug=slug)
        post = Post.objects.create(organisation=unit, name="考核联络岗", group=group)
        user = User.objects.get(username=slug)
        appoint(user, post, actor=system("demo"), at=at, since=date(2019, 1, 1))


def year(hands: Hands, number: int) -> None:
    """From December to the result in January, by the records of that year; of a year that is told."""
    if number not in TOLD:
        return
    first = next_workday(date(number, 12, 14))
    if moment(next_workday(first, 26), time(17)) > hands.until:
        return
    _rubric(hands, number, first)
    places: list[tuple[Organisation, str]] = [(hands.agency, "市直部门")]
    places += [(hands.units[slug], "局属单位") for slug in UNITS]
    for place, (unit, group) in enumerate(places):
        _assessed(hands, number, unit, group, first, place)


def this_year(hands: Hands) -> None:
    """The bureau is to score itself, one unit waits for the review."""
    today = timezone.localdate(hands.until)
    first = next_workday(date(today.year, 1, 5))
    if first >= today:
        return
    _rubric(hands, today.year, first)
    at = moment(workday_before(today - timedelta(days=1)), time(15))
    _begin(hands, today.year, hands.agency, "市直部门", at)
    unit = hands.units["huanwei"]
    _own(hands, _begin(hands, today.year, unit, "局属单位", at), unit, at, 0)


def _rubric(hands: Hands, number: int, day: date) -> None:
    at, who = moment(day, time(9)), hands.organiser
    places: dict[str, int] = {}
    items = FIRST_RUBRIC if number == FIRST.year else REVISED_RUBRIC
    for serial, (part, topic, text, points, measure, checklist) in enumerate(items, start=1):
        places[part] = places.get(part, 0) + 1
        code = f"YX-{serial:02d}"
        item = Item(
            agency=hands.agency, year=number, code=code, part=part, topic=topic, text=text,
            number=places[part], points=None if points is None else Decimal(points),
            needs_evidence=measure in ("", TICKED, "columns_filled"),
        )  # fmt: skip
        actions.register(item, actor=who, at=at)
        if measure:
            actions.METHODS.set(
                actor=who, at=at, code=code, measure=measure, checklist=checklist,
                valid_from=day, basis=BASIS,
            )  # fmt: skip
    actions.enforce_year(hands.agency, number, actor=who, at=moment(day, time(10)))


def _begin(hands: Hands, number: int, unit: Organisation, group: str, at: datetime) -> Assessment:
    new = Assessment(agency=hands.agency, unit=unit, year=number, group=group)
    return actions.begin(new, actor=hands.organiser, at=at)


def _contact(hands: Hands, unit: Organisation) -> Actor:
    if unit == hands.agency:
        return hands.contact
    return actor_of(User.objects.get(username=unit.slug))


def _own(
    hands: Hands, matter: Assessment, unit: Organisation, at: datetime, lost: int
) -> Assessment:
    """What the unit gives itself, with the record of its training."""
    who: dict[str, Any] = {"actor": _contact(hands, unit), "at": at}
    matter = actions.compute_now(matter, **who)
    training = matter.scores.get(item__topic="业务培训")
    copy = freezing.Copy(
        "file", TRAINING, "", TRAINING, "text/plain",
        f"{unit.name}{matter.year}年组织政务公开业务培训两次（演示）。\n".encode(),
    )  # fmt: skip
    matter = actions.attach(matter, item=training, copy=copy, **who)
    if lost:
        media = matter.scores.get(item__topic="政务新媒体")
        missing = [label for label, _ in media.points]
        matter = actions.score(
            matter, item=media, deducted=media.cost_of(missing), missing=missing,
            said="有一段时间没有专人审核，也没有台账", **who,
        )  # fmt: skip
    if unit != hands.agency:
        matter = actions.score_rest(matter, said="对照标准自查，没有发现问题", **who)
    elif matter.scores.filter(self_deduction__isnull=True).exists():
        matter = actions.score_rest(matter, said="有台账和文书可查", **who)
    return actions.submit(matter, **who)


def _assessed(
    hands: Hands, number: int, unit: Organisation, group: str, first: date, place: int
) -> None:
    """One unit: scored, reviewed, in two cases appealed, confirmed."""

    def at(days: int) -> datetime:
        return moment(next_workday(first, days), time(9, 30 + place))

    matter = _own(
        hands, _begin(hands, number, unit, group, at(1)), unit, at(5), (place + number) % 2
    )
    answers = matter.scores.get(item__topic="答复规范")
    faulty = TOLD[number].index(place) if place in TOLD[number] else None
    if faulty is not None:
        actions.review(
            matter, item=answers, deducted=Decimal(1 + faulty), said="抽查的答复书缺少救济途径",
            actor=hands.reviewer, at=at(15),
        )  # fmt: skip
    matter = actions.agree(matter, actor=hands.reviewer, at=at(16))
    matter = actions.announce(matter, actor=hands.reviewer, at=at(17))
    who = _contact(hands, unit)
    if faulty in (0, 1):
        matter = actions.appeal(
            matter, item=answers, reason="其中一件的救济途径写在附页", actor=who, at=at(18)
        )
        appeal = open_appeals(matter).get()
        matter = actions.answer_appeal(
            matter, appealed=appeal, deducted=Decimal(faulty), answer="附页已经核对，少扣1分",
            actor=hands.reviewer, at=at(20),
        )  # fmt: skip
    matter = actions.accept(matter, actor=who, at=at(22))
    actions.confirm(matter, actor=hands.head, at=at(24))
