"""Two cases of 2020: one was mended at the second attempt, one in time."""

from datetime import date, datetime
from random import Random
from typing import Any

from huiyin.audit.actors import Actor
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.rectification import actions
from huiyin.rectification.models import Category, Rectification

from .attachments import word_file
from .clock import office_hour

SECOND_TRY: dict[str, Any] = {
    "category": Category.ORDER,
    "subject": "环卫公示栏目更新不及时",
    "problem": "“环境卫生”栏目连续两个月没有更新。\n已发布的作业公示缺少监督电话。",
    "demand": "补充发布八月、九月的作业公示。\n明确专人每月五日前更新。",
    "origin": "2020年第三季度政务公开检查",
    "received_on": date(2020, 10, 12),
    "named_due_on": date(2020, 10, 30),
}
IN_TIME: dict[str, Any] = {
    "category": Category.CIRCULAR,
    "subject": "热线工单超期未办结",
    "problem": "第三季度有两件工单超过期限才办结。",
    "demand": "查明原因，逐件说明。\n建立到期前三日提醒制度。",
    "origin": "2020年第三季度热线办理情况统计",
    "received_on": date(2020, 10, 14),
    "named_due_on": date(2020, 11, 6),
}


def year_2020(agency: Organisation, hands: dict[str, Actor]) -> None:
    """From the notice to the re-check: `hands` are the staff by the name of their account."""
    _second_try(agency, agency.units.get(slug="huanwei"), hands)
    _in_time(agency, agency.units.get(slug="shizheng"), hands)


def _at(day: date, part: int = 0) -> datetime:
    return office_hour(Random(f"rectification {day} {part}"), day, part, 3)


def _ordered(
    values: dict[str, Any], agency: Organisation, unit: Organisation, hands: dict[str, Actor]
) -> Rectification:
    matter = Rectification(agency=agency, unit=unit, **values)
    day = matter.received_on
    matter = actions.register(matter, actor=hands["duban"], at=_at(day))
    matter = actions.issue(matter, actor=hands["juzhang"], at=_at(day, 1))
    return actions.sign(matter, actor=hands[unit.slug], at=_at(day, 2))


def _reported(matter: Rectification, hand: Actor, measures: str, day: date) -> Rectification:
    lines = [matter.subject, *measures.splitlines()]
    proof = (f"整改情况（第{matter.round}轮）.docx", intake.DOCX, word_file("整改情况", lines))
    return actions.report(
        matter, measures=measures, reported_on=day, file=proof, actor=hand, at=_at(day)
    )


def _second_try(agency: Organisation, unit: Organisation, hands: dict[str, Actor]) -> None:
    matter, checker = _ordered(SECOND_TRY, agency, unit, hands), hands["duban"]
    matter = _reported(matter, hands[unit.slug], "已补发八月的作业公示。", date(2020, 10, 28))
    matter = actions.fail_check(
        matter, opinion="九月的作业公示没有补发，监督电话仍然缺少", due_on=date(2020, 11, 13),
        actor=checker, at=_at(date(2020, 10, 30), 2),
    )  # fmt: skip
    measures = "已补发八月、九月的作业公示并补上监督电话。\n已明确专人每月五日前更新。"
    matter = _reported(matter, hands[unit.slug], measures, date(2020, 11, 10))
    actions.pass_check(
        matter, opinion="两个月的公示和监督电话均已补齐", actor=checker, at=_at(date(2020, 11, 12))
    )


def _in_time(agency: Organisation, unit: Organisation, hands: dict[str, Actor]) -> None:
    matter = _ordered(IN_TIME, agency, unit, hands)
    measures = "两件工单系派单后未及时签收，已逐件说明。\n已建立到期前三日提醒制度。"
    matter = _reported(matter, hands[unit.slug], measures, date(2020, 10, 29))
    actions.pass_check(
        matter, opinion="提醒制度已经执行", actor=hands["lingdao"], at=_at(date(2020, 11, 2))
    )
