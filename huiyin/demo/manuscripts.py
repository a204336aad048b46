"""稿件 of these days: one at each step, so that everybody's to-do list has something on it."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial import actions, secrecy
from huiyin.editorial.models import Manuscript
from huiyin.organisations.models import Organisation

from .clock import moment, next_workday, workday_before

GROUND = "条例第二十条第（十五）项"
CLEAR = {point.name: secrecy.NO for point in secrecy.POINTS}
BODY = """<p>为{what}，根据有关规定，现就有关事项通告如下。</p>
<h2>一、范围</h2><p>云溪市主城区主次干道、背街小巷和居民小区周边。</p>
<h2>二、时间</h2><p>自发布之日起一个月。</p>
<h2>三、要求</h2>
<ul><li><p>各沿街商铺落实“门前三包”责任。</p></li><li><p>占道物品由所有人自行清理。</p></li></ul>
<p>监督电话：0000-2345678。</p><p>云溪市城市管理综合执法局</p>"""
SEASONS = ("冬春季", "春季", "夏季", "秋冬季")
"""By quarters of a year that begins in December."""
PLAN = (
    ("关于开展{season}市容环境集中整治的通告", "改善市容环境", "published"),
    ("关于规范建筑垃圾运输时间的通告", "减少建筑垃圾运输扰民", "releasable"),
    ("关于清理占道经营的通告", "保障道路畅通", "release"),
    ("关于调整部分路段停车泊位的通告", "方便群众停车", "secrecy"),
    ("关于更换老旧路灯的公告", "保障夜间出行安全", "department"),
    ("关于征集城市管理义务监督员的公告", "接受社会监督", "returned"),
    ("关于公园设施维护期间暂停开放的公告", "保障游园安全", "drafting"),
)
WAY = ("department", "secrecy", "release", "releasable", "published")


def this_week(
    agency: Organisation, staff: dict[str, Actor], columns: dict[str, ColumnPage], until: datetime
) -> None:
    """Each was begun some working days ago and is as far as the plan says."""
    day = workday_before(timezone.localdate(until) - timedelta(days=1), 3)
    season = SEASONS[day.month % 12 // 3]
    for title, what, where in PLAN:
        values = {
            "title": title.format(season=season),
            "body": BODY.format(what=what),
            "formed_on": day,
        }
        at = moment(day, time(9))
        one = actions.begin(columns["gonggao"], agency, values, actor=staff["qicao"], at=at)
        bring(one, staff, where, day, until)


def bring(one: Manuscript, staff: dict[str, Actor], where: str, day: date, until: datetime) -> None:
    """Take a manuscript begun on that morning as far as `where`, each step by another person.

    Two steps on the day, two on the next one, and it goes out on the morning of the third.
    """
    if where == "drafting":
        return
    next_day, third = next_workday(day, 1), next_workday(day, 2)
    if one.state == Manuscript.State.DRAFTING:
        one = actions.submit(one, actor=staff["qicao"], at=moment(day, time(10)))
    if where == "returned":
        reason = "请写明报名方式和截止时间"
        at = moment(day, time(15))
        actions.return_(one, actor=staff["shenhe"], at=at, reason=reason)
        return
    steps: tuple[tuple[str, datetime, dict[str, str]], ...] = (
        ("shenhe", moment(day, time(15)), {"opinion": "内容属实，同意送审"}),
        (
            "baomi",
            moment(next_day, time(10)),
            {"opinion": "不涉密，同意公开", "attribute": "主动公开", "ground": GROUND} | CLEAR,
        ),
        ("fabu", moment(next_day, time(15)), {"opinion": "同意发布"}),
    )
    for who, at, details in steps[: WAY.index(where)]:
        if at > until:
            return
        one = actions.approve(one, actor=staff[who], at=at, **details)
    at = moment(third, time(9))
    if where == "published" and at <= until:
        actions.release(one, actor=staff["fabu"], at=at)
