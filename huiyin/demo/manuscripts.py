"""稿件 of these days: one at each step, so that everybody's to-do list has something on it."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial import actions, secrecy
from huiyin.editorial.models import Manuscript
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

GROUND = "条例第二十条第（十五）项"
CLEAR = {point.name: secrecy.NO for point in secrecy.POINTS}
BODY = """<p>为{what}，根据有关规定，现就有关事项通告如下。</p>
<h2>一、范围</h2><p>云溪市主城区主次干道、背街小巷和居民小区周边。</p>
<h2>二、时间</h2><p>自发布之日起一个月。</p>
<h2>三、要求</h2>
<ul><li><p>各沿街商铺落实“门前三包”责任。</p></li><li><p>占道物品由所有人自行清理。</p></li></ul>
<p>监督电话：0000-2345678。</p><p>云溪市城市管理综合执法局</p>"""
PLAN = (
    ("关于开展秋冬季市容环境集中整治的通告", "改善市容环境", "published"),
    ("关于规范建筑垃圾运输时间的通告", "减少建筑垃圾运输扰民", "releasable"),
    ("关于清理占道经营的通告", "保障道路畅通", "release"),
    ("关于调整部分路段停车泊位的通告", "方便群众停车", "secrecy"),
    ("关于更换老旧路灯的公告", "保障夜间出行安全", "department"),
    ("关于征集城市管理义务监督员的公告", "接受社会监督", "returned"),
    ("关于公园设施维护期间暂停开放的公告", "保障游园安全", "drafting"),
)
WAY = ("department", "secrecy", "release", "releasable", "published")


def this_week(
    agency: Organisation, staff: dict[str, Actor], columns: dict[str, ColumnPage], now: datetime
) -> None:
    """Each was begun some working days ago and came as far as the plan says."""
    days = calendar(agency.region)
    began = timezone.localdate(now) - timedelta(days=5)
    for title, what, where in PLAN:
        formed = days.next_workday(began)
        values = {"title": title, "body": BODY.format(what=what), "formed_on": formed}
        _tell(agency, columns["gonggao"], staff, values, where, now)


def _tell(
    agency: Organisation,
    column: ColumnPage,
    staff: dict[str, Actor],
    values: dict[str, Any],
    where: str,
    now: datetime,
) -> None:
    at = now - timedelta(hours=20)
    bring(actions.begin(column, agency, values, actor=staff["qicao"], at=at), staff, where, at)


def bring(one: Manuscript, staff: dict[str, Actor], where: str, at: datetime) -> None:
    """What was begun at that moment goes as far as that, an hour a step, each by another person."""
    if where == "drafting":
        return
    one = actions.submit(one, actor=staff["qicao"], at=at + timedelta(hours=1))
    if where == "returned":
        reason = "请写明报名方式和截止时间"
        actions.return_(one, actor=staff["shenhe"], at=at + timedelta(hours=2), reason=reason)
        return
    steps: tuple[tuple[str, dict[str, str]], ...] = (
        ("shenhe", {"opinion": "内容属实，同意送审"}),
        (
            "baomi",
            {"opinion": "不涉密，同意公开", "attribute": "主动公开", "ground": GROUND} | CLEAR,
        ),
        ("fabu", {"opinion": "同意发布"}),
    )
    for hour, (who, said) in enumerate(steps[: WAY.index(where)], start=2):
        one = actions.approve(one, actor=staff[who], at=at + timedelta(hours=hour), **said)
    if where == "published":
        actions.release(one, actor=staff["fabu"], at=at + timedelta(hours=6))
