"""Every write to the licence ledger."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework.arguments import Reason
from huiyin.casework.faults import refuse
from huiyin.casework.forms import LineField
from huiyin.casework.ordinary import Ordinary
from huiyin.casework.shown import Shown
from huiyin.casework.workflow import Workflow
from huiyin.common.docnumber import normalise
from huiyin.publicity import actions as publicity
from huiyin.publicity.holders import HolderKind, numbers_of_persons
from huiyin.publicity.models import Ending
from huiyin.subjects import actions as subjects

from . import certificates, subject, wording  # noqa: F401 - declare the kind
from .certificates import CERTIFY
from .certificates import REGISTER as REGISTER
from .models import SOUND, UNSOUND, Licence, Standing

State = Licence.State
VOID = "licensing.void_licence"
PUBLISH, WITHDRAW = "licensing.publish_licence", "licensing.withdraw_publication"
DECIDED = {State.VALID, State.REVOKED, State.CANCELLED}


def _begin(licences: Sequence[Licence], actor: Actor) -> None:
    """What stands beside a new licence: its publication and its subject."""
    publicity.begin(licences, actor)
    subjects.begin(licences, actor)


workflow = Workflow(Licence, began=_begin, shown=Shown(lambda licence: licence.is_public))
workflow.followers.append(publicity.follow)


def ready(licence: Licence, actor: Actor, day: date) -> None:
    """State and publication limit of a new licence."""
    licence.state = State.VALID
    licence.recount()


def check(licence: Licence, today: date) -> None:
    """What cannot be, beyond the form of the single fields.

    Raises:
        ValidationError: by field name, each message says what to do.
    """
    wrong: dict[str, str] = {}
    if licence.decided_on > today:
        wrong["decided_on"] = f"决定日期 {licence.decided_on} 晚于今天，请核对"
    if licence.valid_to < licence.valid_from:
        wrong["valid_to"] = f"有效期至 {licence.valid_to} 早于有效期自 {licence.valid_from}，请核对"
    if licence.published_on and licence.published_on > today:
        wrong["published_on"] = f"公示日期 {licence.published_on} 晚于今天，请核对"
    elif licence.published_on and licence.published_on < licence.decided_on <= today:
        wrong["published_on"] = f"公示日期 {licence.published_on} 早于决定日期，请核对"
    if licence.holder_kind == HolderKind.ORGANISATION and not licence.holder_uscc:
        wrong["holder_uscc"] = "法人及非法人组织必须填写统一社会信用代码"
    wrong |= numbers_of_persons(licence)
    refuse(wrong)


ordinary = Ordinary(workflow, ready, check)
register = ordinary.register(REGISTER)
register_many = subjects.settled(ordinary.register_many)
amend = ordinary.amend(
    REGISTER, sources={State.VALID}, then=lambda licence, actor: _resettle(licence)
)
void = ordinary.void(VOID, guard=lambda licence, day: _follows_none(licence))
recount = ordinary.recount(sources={State.VALID}, label="重算公示期限")


def _follows_none(licence: Licence) -> str:
    """A licence that another one has given way to is not taken away under it."""
    former = licence.predecessors.first() if licence.pk else None
    return f"请先对原许可 {former} “取消变更、延续”" if former else ""


def _resettle(licence: Licence) -> None:
    licence.recount()
    subjects.settle([licence])
    publicity.resettle(licence)


def _not_yet_public(licence: Licence, day: date) -> str:
    return publicity.over(licence, day) if licence.published_on is None else "这件许可已经公示"


def _is_public(licence: Licence, day: date) -> str:
    return "" if licence.is_public_on(day) else "这件许可没有在公示"


def _was_public(licence: Licence, day: date) -> str:
    if licence.published_on is None:
        return "这件许可还没有公示，请先“公示”"
    return "这件许可正在公示" if licence.is_public_on(day) else publicity.over(licence, day)


@workflow.move(
    "公示",
    sources={State.VALID},
    rule=PUBLISH,
    guard=_not_yet_public,
    bulk=True,
    basis="发改办财金〔2018〕424号",
)
def publish(licence: Licence, *, actor: Actor, at: datetime) -> None:
    """公示: the decision appears on the portal."""
    publicity.put_up(licence, at.date())


@workflow.move("撤下公示", sources=DECIDED, rule=WITHDRAW, guard=_is_public)
def withdraw(licence: Licence, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤下公示: on the portal no more; it stays decided, and published since its first day."""
    publicity.take_down(licence, Ending.WITHDRAWN, reason, actor=actor, at=at)


@workflow.move("重新公示", sources=DECIDED, rule=PUBLISH, guard=_was_public)
def republish(licence: Licence, *, actor: Actor, at: datetime) -> None:
    """重新公示: on the portal again; the day of its first publication stays."""
    publicity.put_up(licence, at.date())


def _is_certified(licence: Licence, day: date) -> str:
    if licence.standing_on(day) not in (Standing.IN_FORCE, Standing.AHEAD):
        return "许可已过有效期或者无效，不能制发许可证"
    return "许可证已经制发，内容没有变化" if certificates.is_issued(licence) else ""


@workflow.move("制发许可证", sources={State.VALID}, rule=CERTIFY, guard=_is_certified)
def certify(licence: Licence, *, actor: Actor, at: datetime) -> None:
    """制发许可证: the certificate as Word and PDF, with its code; a changed licence gets another."""
    certificates.issue(licence, at=at)


def _may_be_followed(licence: Licence, day: date) -> str:
    if licence.successor_id:
        return f"已经由 {licence.successor} 变更、延续，有误的请先“取消变更、延续”"
    return "当前状态是无效，不能变更、延续" if licence.status_code == UNSOUND else ""


def no_longer_held(licence: Licence, day: date) -> str:
    """Why no change and no renewal of it can be granted; nothing where one can."""
    if licence.state != State.VALID:
        return f"原许可 {licence} {licence.standing_on(day).label}，不能准予变更、延续"
    return _may_be_followed(licence, day)


Successor = Annotated[
    str, LineField("变更、延续后的决定文书号", 80, help_text="请先登记变更、延续后的许可")
]


@workflow.move(
    "变更",
    sources={State.VALID},
    target=State.CHANGED,
    rule=REGISTER,
    guard=_may_be_followed,
    basis="行政许可法第四十九条",
)
def change(licence: Licence, *, actor: Actor, at: datetime, by: Successor) -> None:
    """变更: another decision takes its place from today on, on the ledger and on public view."""
    day, successor = timezone.localdate(at), _successor(licence, by)
    if successor.valid_from > day:
        refuse({"by": f"{successor} 自 {successor.valid_from} 起有效，到那一天再登记变更"})
    if licence.is_public_on(day):
        publicity.take_down(licence, Ending.ANNULLED, f"变更为 {successor}", actor=actor, at=at)
    licence.successor, licence.status_code = successor, UNSOUND


@workflow.move(
    "延续",
    sources={State.VALID},
    rule=REGISTER,
    guard=_may_be_followed,
    basis="行政许可法第五十条",
)
def renew(licence: Licence, *, actor: Actor, at: datetime, by: Successor) -> None:
    """延续: it holds until its own day, and is on public view no longer than that."""
    successor, day = _successor(licence, by), timezone.localdate(at)
    if successor.valid_to <= licence.valid_to:
        refuse({"by": f"{successor} 的有效期至 {successor.valid_to}，不晚于原许可，请核对文书号"})
    if licence.valid_to < day and licence.is_public_on(day):
        reason = f"延续为 {successor}"
        publicity.take_down(licence, Ending.SUPERSEDED, reason, actor=actor, at=at)
    licence.successor = successor
    publicity.resettle(licence)


def _successor(licence: Licence, reference: str) -> Licence:
    """The decision of that number about the same matter, made no earlier.

    Raises:
        ValidationError: there is none.
    """
    found: Licence | None = (
        Licence.objects.filter(
            agency=licence.agency_id, reference=normalise(reference), state=State.VALID
        )
        .exclude(pk=licence.pk)
        .first()
    )
    if found is None:
        raise ValidationError({"by": "许可台账里没有这个文号的有效许可，请先登记再填写"})
    if found.matter_id != licence.matter_id:
        refuse({"by": f"{found} 的许可事项是“{found.matter}”，与这件不同，请核对文书号"})
    if found.decided_on < licence.decided_on or found.successor_id == licence.pk:
        refuse({"by": f"{found} 的决定早于这件许可，请核对文书号"})
    return found


def _is_followed(licence: Licence, day: date) -> str:
    return "" if licence.successor_id else "这件许可没有登记变更、延续"


@workflow.move(
    "取消变更、延续", sources={State.VALID, State.CHANGED}, rule=VOID, guard=_is_followed
)
def detach(licence: Licence, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """取消变更、延续: entered in error, or the later decision was revoked; it holds as before."""
    was_changed = licence.state == State.CHANGED
    licence.successor, licence.state = None, State.VALID
    licence.status_code = SOUND
    publicity.resettle(licence)
    publicity.resume(licence, Ending.ANNULLED if was_changed else Ending.SUPERSEDED)


@workflow.move(
    "撤销",
    sources={State.VALID},
    target=State.REVOKED,
    rule=VOID,
    basis="行政许可法第六十九条",
)
def revoke(licence: Licence, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """撤销: the decision is revoked; it still counts as decided."""
    _end(licence, f"撤销原因：{reason}")


@workflow.move(
    "注销",
    sources={State.VALID},
    target=State.CANCELLED,
    rule=VOID,
    basis="行政许可法第七十条",
)
def cancel(licence: Licence, *, actor: Actor, at: datetime, reason: Reason) -> None:
    """注销: the licence has ended; it still counts as decided."""
    _end(licence, f"注销原因：{reason}")


def _end(licence: Licence, why: str) -> None:
    licence.remark = f"{licence.remark} {why}".strip()[:512]
    licence.status_code = UNSOUND
