"""行政处罚 of the demonstration bureau: cases from filing to closing, and what became of some."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation
from huiyin.penalties import actions
from huiyin.penalties.models import Grade, Penalty
from huiyin.penalties.terms_desk import CHANNELS, GRADES
from huiyin.publicity.holders import HolderKind
from huiyin.publicity.kinds import CountedFrom, Holder
from huiyin.publicity.models import PublicityTerm
from huiyin.publicity.terms_desk import TERMS

from . import words
from .clock import next_workday, office_hour

BASIS = "云溪市城市管理行政处罚裁量基准（示例）"
TERM_BASIS = "云溪市城市管理局行政许可和行政处罚信息公示办法（示例）第十条"
MONTHS = {Holder.ORGANISATION: 60, Holder.PERSON: 36}
STATUTE = {
    "擅自倾倒建筑垃圾": ("《城市建筑垃圾管理规定》第二十六条", 1000, 5000, 30000),
    "未经核准擅自处置建筑垃圾": ("《城市建筑垃圾管理规定》第二十五条", 5000, 20000, 100000),
    "擅自占用城市道路": ("《城市道路管理条例》第四十二条", 500, 3000, 20000),
    "擅自砍伐城市树木": ("《城市绿化条例》第二十六条", 1000, 5000, 20000),
    "未经批准设置大型户外广告": ("《城市市容和环境卫生管理条例》第三十六条", 300, 1000, 5000),
}
OFFENCES = list(STATUTE)
LEVELS = (
    ("light", "初次违法，及时改正"),
    ("middle", "没有从轻、从重情节"),
    ("heavy", "拒不改正或者一年内再次违法"),
)
SPOT = "占道经营"
A_YEAR = 9
LATE, WITHDRAWN, ANNULLED, MINOR, SPARED, HEARD, UNPAID = range(1, 8)
"""What is special about the n-th case of a year; the eighth is on the spot."""


@dataclass(frozen=True)
class Hands:
    """Who acts: the investigator, the head, the reviewer; who keeps the terms of publicity."""

    agency: Organisation
    clerk: Actor
    head: Actor
    lawyer: Actor
    publisher: Actor
    until: datetime


@dataclass(frozen=True)
class _Step:
    """A move at its moment."""

    at: datetime
    act: Callable[..., Penalty]
    actor: Actor
    details: dict[str, Any]


@dataclass
class _Case:
    """One case as it goes on; nothing of it is later than the end of the story."""

    hands: Hands
    random: Random
    record: Penalty
    day: date
    later_that_day: datetime
    """For what is decided on the spot."""

    def later(self, days: int) -> date:
        self.day = next_workday(self.day + timedelta(days=days))
        return self.day

    def step(self, act: Callable[..., Penalty], actor: Actor, day: date, **details: Any) -> _Step:
        return _Step(office_hour(self.random, day), act, actor, details)

    def do(self, act: Callable[..., Penalty], actor: Actor, day: date, **details: Any) -> bool:
        """Whether the story had come so far."""
        return self.take([self.step(act, actor, day, **details)])

    def take(self, steps: Iterable[_Step]) -> bool:
        """Each in the order of its moment, as far as the story has come; whether that was all."""
        for step in sorted(steps, key=lambda step: step.at):
            if step.at > self.hands.until:
                return False
            self.record = step.act(self.record, actor=step.actor, at=step.at, **step.details)
        return True


def year(agency: Organisation, staff: dict[str, Actor], number: int, until: datetime) -> None:
    """The cases that were filed in a year, as far as they had come by then."""
    clerk, head, lawyer = staff["chufa"], staff["chufa-fuze"], staff["fazhi"]
    hands = Hands(agency, clerk, head, lawyer, staff["gongkai-fuze"], until)
    _rules(hands, next_workday(date(number, 1, 1)))
    for serial in range(1, A_YEAR + 1):
        random = Random(f"penalties {number} {serial}")
        filed = next_workday(date(number, 1, 6) + timedelta(days=serial * 37))
        case = _filed(hands, random, filed, serial)
        if case is None:
            break
        if serial == A_YEAR - 1:
            _on_the_spot(case, serial)
        else:
            _ordinary(case, serial)
    if number == timezone.localdate(hands.until).year:
        _under_way(hands)


def _under_way(hands: Hands) -> None:
    """Cases of these weeks, as far as they have come."""
    for serial, back in enumerate((60, 34, 21, 9, 3), start=A_YEAR + 1):
        day = next_workday(timezone.localdate(hands.until) - timedelta(days=back))
        case = _filed(hands, Random(f"penalties under way {back}"), day, serial)
        if case is not None:
            _ordinary(case, serial)


def _rules(hands: Hands, day: date) -> None:
    """裁量基准 and 公示期限 of the place, set once."""
    at = office_hour(Random("penalty rules"), day)
    set_terms(hands.publisher, at, day)
    if Grade.objects.exists():
        return
    CHANNELS.set(
        actor=hands.head, at=at, pay_at="到云溪银行任一网点，或者凭短信中的电子缴款码", court="云溪市人民法院",
        channel="掌上复议小程序", valid_from=day, basis="云溪市城市管理局行政处罚文书格式（示例）",
    )  # fmt: skip
    for offence, (basis, light, middle, heavy) in STATUTE.items():
        ranges = ((0, light), (light, middle), (middle, heavy))
        for (level, why), (least, highest) in zip(LEVELS, ranges, strict=True):
            GRADES.set(
                actor=hands.head, at=at, offence=offence, level=level, circumstances=why,
                least=Decimal(least), most=Decimal(highest), valid_from=day, basis=f"{BASIS}；{basis}",
            )  # fmt: skip


def set_terms(keeper: Actor, at: datetime, day: date) -> None:
    """公示期限 of penalties on the own site: five years, of natural persons three. Set once."""
    if PublicityTerm.objects.filter(kind=Penalty._meta.label_lower).exists():
        return
    for holder, months in MONTHS.items():
        TERMS.set(
            actor=keeper, at=at, kind=Penalty._meta.label_lower, holder=holder.value, months=months,
            counted_from=CountedFrom.DECIDED.value, valid_from=day, basis=TERM_BASIS,
        )  # fmt: skip


def _filed(hands: Hands, random: Random, day: date, serial: int) -> _Case | None:
    at, later = sorted(office_hour(random, day) for _ in range(2))
    if at > hands.until:
        return None
    is_person = serial in (MINOR, A_YEAR - 1)
    person, firm = words.person(random), words.firm(random, "construction-waste")
    offence = SPOT if serial == A_YEAR - 1 else random.choice(OFFENCES)
    record = Penalty(
        agency=hands.agency,
        procedure="on-spot" if serial == A_YEAR - 1 else "ordinary",
        filed_on=day,
        offence=offence,
        case_name=f"{person if is_person else firm.name}{offence}案",
        holder_name=person if is_person else firm.name,
        holder_kind=HolderKind.PERSON if is_person else HolderKind.ORGANISATION,
        holder_uscc="" if is_person else firm.uscc,
        representative="" if is_person else firm.representative,
        withheld="minor" if serial == MINOR else "",
    )
    return _Case(hands, random, actions.register(record, actor=hands.clerk, at=at), day, later)


def _number(case: _Case, code: str, serial: int) -> str:
    return (
        f"{code}〔{case.day.year}〕{case.record.filed_on.month * 10 + serial}号"
        if case.record.filed_on
        else ""
    )


def _on_the_spot(case: _Case, serial: int) -> None:
    hands, day = case.hands, case.day
    deciding = case.step(
        actions.decide_on_spot, hands.clerk, day, reference=_number(case, "云城管当罚字", serial),
        decided_on=day, facts=f"在{words.place(case.random)}占道经营", content="罚款人民币伍拾元",
        basis="《城市市容和环境卫生管理条例》第三十四条", kinds=["罚款"], fine=Decimal(50),
    )  # fmt: skip
    if case.take([replace(deciding, at=case.later_that_day)]):
        case.take([*_publicity(case, serial, day), *_payment(case)])


def _ordinary(case: _Case, serial: int) -> None:
    hands, offence = case.hands, case.record.offence
    basis, light, middle, _ = STATUTE[offence]
    amount = Decimal(case.random.randrange(light, middle, 100))
    place = words.place(case.random)
    for sort, name in (
        ("inspection", "现场检查笔录"),
        ("recording", "现场照片和录像"),
        ("party", "询问笔录"),
    ):
        done = case.do(
            actions.add_evidence, hands.clerk, case.later(1), sort=sort, name=name,
            proves=f"在{place}{offence}的事实", obtained_on=case.day,
        )  # fmt: skip
        if not done:
            return
    if serial == SPARED:
        case.do(
            actions.end, hands.head, case.later(20), outcome="minor",
            reason="违法行为轻微，当场改正，没有造成危害后果",
        )  # fmt: skip
        return
    grade = Grade.objects.filter(offence=offence, level="middle").first()
    proposed = case.do(
        actions.propose, hands.clerk, case.later(case.random.randrange(5, 25)), kinds=["罚款"],
        facts=f"当事人在{place}{offence}，有现场检查笔录、照片和询问笔录为证。", basis=basis, fine=amount,
        content=f"罚款人民币{amount}元", grade=grade, grade_reason="按裁量基准，没有其他从轻、从重情节",
    )  # fmt: skip
    if proposed and _told(case, serial):
        _decided(case, serial)


def _told(case: _Case, serial: int) -> bool:
    hands, is_heard = case.hands, serial == HEARD
    told = case.do(
        actions.notify, hands.clerk, case.later(1), notified_on=case.day, offers_hearing=is_heard
    )
    if not (told and is_heard):
        return told
    return (
        case.do(actions.note_hearing, hands.clerk, case.later(2), wish="asked", said_on=case.day)
        and _heard(case)
        and case.do(actions.review, hands.lawyer, case.later(2), opinion="事实清楚，证据确凿，程序合法。")
    )  # fmt: skip


def _heard(case: _Case) -> bool:
    """Called seven working days before it is held."""
    hands, called = case.hands, case.later(1)
    held = case.day = next_workday(called, 8)
    return case.do(
        actions.call_hearing, hands.clerk, called, called_on=called, hearing_set_on=held,
        hour="9时30分", place="本局二楼会议室", chair="法制审核科何律",
    ) and case.do(
            actions.hold_hearing, hands.clerk, held, hearing_on=held,
            statement="当事人认为数额过高；听证主持人认为事实清楚、裁量适当。",
        )  # fmt: skip


def _decided(case: _Case, serial: int) -> None:
    hands = case.hands
    number = _number(case, "云城管罚决字", serial)
    if not case.do(
        actions.decide, hands.head, case.later(4), reference=number, decided_on=case.day
    ):
        return
    decided, served = case.day, case.later(2)
    serving = case.step(actions.serve, hands.clerk, served, served_on=served, service="direct")
    settling = _enforcement(case) if serial == UNPAID else _payment(case)
    case.take([serving, *_publicity(case, serial, decided), *settling])


def _payment(case: _Case) -> list[_Step]:
    hands = case.hands
    receipt = f"00{case.random.randrange(10**7, 10**8)}"
    paid, closed = case.later(8), case.later(1)
    return [
        case.step(
            actions.pay, hands.clerk, paid,
            amount=case.record.sum_due, paid_on=paid, receipt=receipt,
        ),
        case.step(actions.close, hands.clerk, closed, result="罚款已缴清，现场已恢复原状"),
    ]  # fmt: skip


def _enforcement(case: _Case) -> list[_Step]:
    """Nobody pays: a reminder, then the court."""
    hands, steps = case.hands, []
    for measure, wait in (("urged", 20), ("court", 30)):
        day = case.later(wait)
        steps.append(case.step(actions.enforce, hands.clerk, day, measure=measure, enforced_on=day))
    closed = case.later(5)
    return [
        *steps, case.step(actions.close, hands.clerk, closed, result="已申请人民法院强制执行"),
    ]  # fmt: skip


def _publicity(case: _Case, serial: int, decided: date) -> list[_Step]:
    """Its publicity: within days, or late; withdrawn, annulled."""
    if case.record.withheld:
        return []
    hands = case.hands
    lag = 9 if serial == LATE else case.random.randrange(2, 6)
    steps = [case.step(actions.publish, hands.head, next_workday(decided, lag))]
    if serial == WITHDRAWN:
        steps.append(
            case.step(
                actions.withdraw, hands.head, next_workday(decided, 40),
                reason="公示文本写有第三人信息，正在核对",
            )
        )  # fmt: skip
    if serial == ANNULLED:
        day = next_workday(decided, 60)
        steps += [
            case.step(
                actions.annul, hands.head, day, annulment="revoked", annulled_on=day,
                annulled_by="云溪市人民政府行政复议决定", reason="主要事实不清、证据不足",
            ),
            case.step(
                actions.explain, hands.head, next_workday(day, 2),
                public_reason="行政复议机关认为主要事实不清、证据不足，决定撤销这一处罚决定。",
            ),
        ]  # fmt: skip
    return steps
