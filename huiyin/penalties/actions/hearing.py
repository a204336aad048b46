"""What the party says, the hearing, and the review by another person than who investigated."""

from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.deadlines import reckon
from huiyin.casework.forms import ChoiceField, DayField, LineField, TextField, TickField
from huiyin.casework.rights import Another
from huiyin.penalties import deadlines, papers
from huiyin.penalties.models import Paper, Penalty, ReviewGround
from huiyin.penalties.rules import HANDLE, REVIEW, hearing_limit
from huiyin.workdays.load import calendar

from .handling import State, within, workflow


@workflow.move("记录陈述申辩", sources={State.NOTIFIED}, rule=HANDLE, basis="行政处罚法第四十五条")
def hear_party(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    statement: Annotated[
        str,
        TextField(
            "陈述申辩和复核意见", 4000, rows=6, help_text="写进行政处罚决定书，请写明是否采纳和理由"
        ),
    ],
) -> None:
    """陈述、申辩: what the party says, and what looking into it brought."""
    penalty.statement = f"{penalty.statement}\n{at.date()} {statement}".strip()


def hearing_until(penalty: Penalty) -> date | None:
    """The last day on which a hearing may be asked for."""
    limit = hearing_limit(penalty)
    return limit.due if limit else None


def _may_ask(penalty: Penalty, day: date) -> str:
    if not penalty.offers_hearing:
        return "没有告知听证权利"
    return "已经记录要求或者放弃听证" if _has_said(penalty) else ""


def _has_said(penalty: Penalty) -> bool:
    return bool(penalty.hearing_asked_on or penalty.hearing_waived_on)


@workflow.move(
    "记录听证意愿",
    sources={State.NOTIFIED},
    rule=HANDLE,
    guard=_may_ask,
    basis="行政处罚法第六十四条第一项",
)
def note_hearing(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    wish: Annotated[
        str, ChoiceField("当事人", [("asked", "要求听证"), ("waived", "放弃听证")], radio=True)
    ],
    said_on: Annotated[date, DayField("提出日期")],
) -> None:
    """听证意愿: asked for within five working days, or waived."""
    within(penalty, "said_on", said_on, at.date())
    until = hearing_until(penalty)
    if wish == "asked" and until and said_on > until:
        raise ValidationError(
            {"said_on": f"要求听证的期限到 {until}，逾期提出的不能登记为要求听证"}
        )
    if wish == "asked":
        penalty.hearing_asked_on, penalty.review_ground = said_on, ReviewGround.HEARING
    else:
        penalty.hearing_waived_on = said_on


def _is_to_be_called(penalty: Penalty, day: date) -> str:
    if penalty.hearing_asked_on is None:
        return "当事人没有要求听证"
    return "听证已经举行" if penalty.hearing_on else ""


def _is_to_be_heard(penalty: Penalty, day: date) -> str:
    is_called = penalty.hearing_set_on is not None
    return _is_to_be_called(penalty, day) or ("" if is_called else "还没有通知听证的时间和地点")


@workflow.move(
    "通知听证",
    sources={State.NOTIFIED},
    rule=HANDLE,
    guard=_is_to_be_called,
    basis="行政处罚法第六十四条第二项",
)
def call_hearing(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    called_on: Annotated[date, DayField("通知日期")],
    hearing_set_on: Annotated[
        date,
        DayField("听证日期", initial=None, help_text="通知以后七个工作日起；改期的重新通知"),
    ],
    hour: Annotated[str, LineField("听证时间", 20, help_text="如：9时30分")],
    place: Annotated[str, LineField("听证地点", 100)],
    chair: Annotated[str, LineField("听证主持人", 50, help_text="不能是本案调查人员")],
    is_closed: Annotated[
        bool, TickField("不公开举行（涉及国家秘密、商业秘密或者个人隐私）")
    ] = False,
) -> None:
    """通知听证: time and place, seven working days before it is held; called anew where it is put off."""
    within(penalty, "called_on", called_on, timezone.localdate(at))
    first = reckon(deadlines.CALL, called_on, calendar(penalty.agency.region)).due
    if hearing_set_on < first:
        raise ValidationError(
            {"hearing_set_on": f"应当在举行的七个工作日前通知，{called_on} 通知的最早 {first} 举行"}
        )
    penalty.hearing_set_on = hearing_set_on
    told = papers.of_a_hearing(penalty, hour, place, chair, is_closed=is_closed)
    papers.issue(penalty, Paper.Role.HEARING, told, day=called_on, at=at)


@workflow.move(
    "记录听证",
    sources={State.NOTIFIED},
    rule=HANDLE,
    guard=_is_to_be_heard,
    basis="行政处罚法第六十四条、第六十五条",
)
def hold_hearing(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    hearing_on: Annotated[date, DayField("听证日期")],
    statement: Annotated[
        str, TextField("听证笔录要点和意见", 4000, rows=6, help_text="写进行政处罚决定书")
    ],
) -> None:
    """听证: held in public by somebody who did not investigate; decided by its record."""
    within(penalty, "hearing_on", hearing_on, at.date())
    if penalty.hearing_set_on and hearing_on < penalty.hearing_set_on:
        raise ValidationError(
            {"hearing_on": f"通知的听证日期是 {penalty.hearing_set_on}，不能早于这一天"}
        )
    penalty.hearing_on = hearing_on
    penalty.statement = f"{penalty.statement}\n{hearing_on} 听证：{statement}".strip()


def needs_review(penalty: Penalty) -> bool:
    return bool(penalty.review_ground) and penalty.reviewed_on is None


def _needs_review(penalty: Penalty, day: date) -> str:
    return "" if needs_review(penalty) else "不需要法制审核，或者已经审核"


@workflow.move(
    "法制审核通过",
    sources={State.NOTIFIED},
    rule=Another(REVIEW),
    guard=_needs_review,
    basis="行政处罚法第五十八条",
)
def review(
    penalty: Penalty,
    *,
    actor: Actor,
    at: datetime,
    opinion: Annotated[str, TextField("审核意见", 500)],
) -> None:
    """法制审核: by another person than who investigated; without it nothing is decided."""
    penalty.reviewed_on, penalty.review_opinion = at.date(), opinion


@workflow.move("退回补充调查", sources={State.NOTIFIED}, target=State.FILED, rule=Another(REVIEW))
def send_back(penalty: Penalty, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """退回补充调查: the party is told anew what is intended then."""
    penalty.notified_on = penalty.notified_fine = penalty.reviewed_on = None
    penalty.hearing_asked_on = penalty.hearing_waived_on = None
    penalty.hearing_set_on = penalty.hearing_on = None
    penalty.offers_hearing, penalty.review_ground = False, ""
