"""信用修复和公示信息异议 of the demonstration bureau: granted, refused, taken back, revoked, under way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.credit import actions
from huiyin.credit.actions import objecting
from huiyin.credit.actions.flow import REMEDY
from huiyin.credit.models import Evidence, Finding, Objection, Repair
from huiyin.files import intake
from huiyin.licensing.models import Licence
from huiyin.organisations.models import Organisation
from huiyin.penalties.models import Penalty
from huiyin.workdays.calendar import add_months

from .attachments import word_file
from .clock import next_workday, office_hour, workday_before

PROMISED = (
    "已经停止并改正违法行为，处罚决定确定的义务全部履行完毕。",
    "所提交材料真实，今后守法经营。",
)
FOUND = {
    "corrected": Finding.MET, "corrected_fact": "现场复查，违法行为已经停止，现场已经恢复",
    "performed": Finding.MET, "performed_fact": "罚款以外没有其他义务",
    "others_met": Finding.MET, "others_fact": "没有查到其他限制修复的情形",
}  # fmt: skip
UNPAID = {
    "reason": "罚款至今没有缴清，已经申请人民法院强制执行，不符合处罚义务履行完毕的条件",
    "remedy": REMEDY,
}
CLAIM = "公示的内容与收到的决定书不一致，请核对"
KEPT = "经与决定书原件核对，公示的内容与决定书一致"


@dataclass
class _Matter:
    """One matter as it goes on; nothing of it is later than the end of the story."""

    random: Random
    record: Any
    day: date
    until: datetime
    at: datetime | None = None
    """When it was last touched."""

    def do(self, act: Callable[..., Any], actor: Actor, later: int, **details: Any) -> bool:
        """Whether the story had come so far."""
        self.day = next_workday(self.day, later)
        at = office_hour(self.random, self.day)
        if self.at and at <= self.at:
            at = self.at + timedelta(minutes=3)
        self.at = at
        if at > self.until:
            return False
        self.record = act(self.record, actor=actor, at=at, **details)
        return True


def year(agency: Organisation, staff: dict[str, Actor], number: int, until: datetime) -> None:
    """What was applied for about the penalties of a year, and who objected to what was on view."""
    clerk, head = staff["chufa"], staff["chufa-fuze"]
    cases = _on_view(agency).filter(decided_on__year=number)
    paid = [one for one in cases if one.is_paid]
    for serial, penalty in enumerate(paid[:3]):
        matter = _applied(penalty, add_months(_decided(penalty), 4), clerk, until)
        if serial == 2:
            matter.do(actions.withdraw, clerk, 2, reason="材料还没有备齐，改日再办")
            continue
        _grant(matter, clerk, head)
        if matter.record.state == Repair.State.DONE and (serial, number % 3) == (1, 2):
            matter.do(actions.revoke, head, 40, reason="核查发现承诺书上的签名不是法定代表人所签")
    for penalty in cases:
        if not penalty.is_paid:
            matter = _applied(penalty, add_months(_decided(penalty), 5), clerk, until)
            if matter.do(actions.accept, clerk, 1):
                matter.do(actions.propose_refusal, clerk, 3, **UNPAID)
                matter.do(actions.decide, head, 1)
    _objected(agency, staff, number, until)


def these_days(agency: Organisation, staff: dict[str, Actor], until: datetime) -> None:
    """Applications under way, one waiting for each step, and an objection that is being checked."""
    today, clerk = timezone.localdate(until), staff["chufa"]
    rows = _on_view(agency).filter(repairs=None, decided_on__lt=add_months(today, -4))
    waiting = [one for one in rows if one.is_paid][-4:]
    for serial, penalty in enumerate(waiting):
        matter = _applied(penalty, workday_before(today, 5 - serial), clerk, until)
        if serial < 2 and matter.do(actions.accept, clerk, 1):
            matter.do(actions.verify, clerk, 1, **FOUND)
        if serial == 0 and matter.record.verified_on:
            matter.do(actions.propose_grant, clerk, 0, lifted="没有采取其他失信惩戒措施")
    public = Penalty.objects.public(today).filter(agency=agency).last()
    if public is not None:
        _objection(public, workday_before(today, 2), clerk, until)


def _on_view(agency: Organisation) -> Any:
    closed = Penalty.objects.valid().filter(agency=agency, state=Penalty.State.CLOSED)
    return closed.filter(
        published_on__isnull=False, withdrawn_on=None, case_number__gt=""
    ).order_by("decided_on", "pk")  # fmt: skip


def _decided(penalty: Penalty) -> date:
    assert penalty.decided_on is not None  # noqa: S101 - what is closed was decided
    return penalty.decided_on


def _applied(penalty: Penalty, day: date, clerk: Actor, until: datetime) -> _Matter:
    """Registered with its papers, if the story had come so far."""
    day = next_workday(day)
    matter = _Matter(Random(f"repair {penalty.reference}"), None, day, until)
    matter.record = Repair(
        agency=penalty.agency,
        penalty_reference=penalty.reference,
        holder_name=penalty.holder_name,
        agent=penalty.representative,
        materials="信用修复申请书\n信用修复承诺书\n缴款票据",
        received_on=day,
    )
    if matter.do(actions.register, clerk, 0):
        paper = word_file("信用修复承诺书", PROMISED)
        matter.do(
            actions.add_file, clerk, 0, role=Evidence.Role.COMMITMENT,
            file=("信用修复承诺书.docx", intake.DOCX, paper),
        )  # fmt: skip
    return matter


def _grant(matter: _Matter, clerk: Actor, head: Actor) -> None:
    """From its acceptance to the word to the platform, as far as the story has come."""
    if (
        matter.do(actions.accept, clerk, 1)
        and matter.do(actions.verify, clerk, 2, **FOUND)
        and matter.do(actions.propose_grant, clerk, 1, lifted="移出重点监管名单")
        and matter.do(actions.decide, head, 2)
    ):
        told_on = next_workday(matter.day, 1)
        matter.do(actions.tell, clerk, 1, told_on=told_on, receipt="已随当周报送批次上传")


def _objected(agency: Organisation, staff: dict[str, Actor], number: int, until: datetime) -> None:
    """One a year, about a licence or a penalty; not one is right."""
    day = next_workday(date(number, 9, 10))
    model: Any = Licence if number % 2 else Penalty
    public = model.objects.public(day).filter(agency=agency, decided_on__year=number)
    record = public.filter(published_on__lt=day).order_by("pk").first()
    if record is None:
        return
    matter = _objection(record, day, staff["chufa"], until)
    if matter.do(objecting.propose, staff["chufa"], 2, outcome="kept", finding=KEPT):
        matter.do(objecting.answer, staff["chufa-fuze"], 1)


def _objection(record: Any, day: date, clerk: Actor, until: datetime) -> _Matter:
    matter = _Matter(Random(f"objection {record.reference}"), None, day, until)
    matter.record = Objection(
        agency=record.agency,
        about_kind=record._meta.label_lower,
        about_reference=record.reference,
        holder_name=record.holder_name,
        claim=CLAIM,
        received_on=day,
    )
    matter.do(objecting.register, clerk, 0)
    return matter
