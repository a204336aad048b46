"""Applications for licences in the demonstration: what went before some of its decisions, and those that led to none."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from huiyin.approvals import actions
from huiyin.approvals.actions.flow import REMEDY
from huiyin.approvals.models import LicenceApplication, Purpose
from huiyin.approvals.tasks import CLOCK
from huiyin.audit.actors import Actor
from huiyin.licensing import actions as ledger
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.organisations.models import Organisation

from . import words
from .clock import FIRST, next_workday, office_hour, workday_before

UNTIL = 2021
"""The last year of which some decisions were prepared here; all others the approval system tells of, as tables."""
EVERY = 4
WASTE = "城市建筑垃圾处置核准"
PROJECT = "占用城市道路审批"
REFUSED = "拟占用路段为盲道和消防通道，不符合城市道路管理条例第三十一条"
UNACCEPTED = "申请事项由县区主管部门办理，不属于本机关职权范围"
SHORT = "申请材料缺少现场位置图，请补交"
Step = tuple[date, str, Actor, dict[str, Any]]


@dataclass(frozen=True)
class Hands:
    """Who handles, who decides, and the moment at which the story ends."""

    clerk: Actor
    head: Actor
    until: datetime


def has_procedure(licence: Licence, number: int) -> bool:
    """Of the first years every fourth decision, once the bureau has begun."""
    begun = workday_before(licence.decided_on, 40) > FIRST
    return licence.decided_on.year <= UNTIL and number % EVERY == 0 and begun


def tell(licence: Licence, published_on: date, hands: Hands) -> None:
    """From the counter to the publication of this decision, as it stands in the plan of the year."""
    random = Random(f"procedure {licence.reference}")
    application = _of(licence, random)
    decided = licence.decided_on
    steps = _way_of(application, decided, random, hands)
    steps += [
        (decided, "propose_grant", hands.clerk, _words(licence)),
        (decided, "decide", hands.head, {}),
    ]
    matter = _walk(application, steps, hands, random)
    if matter.licence is not None:
        at = office_hour(random, published_on, 1, 2)
        ledger.publish(matter.licence, actor=hands.clerk, at=at)
    served = next_workday(decided, random.randrange(1, 6))
    at = office_hour(random, served)
    actions.deliver(matter, actor=hands.clerk, at=at, day=served, way="hand")


def tell_by_table(licences: Sequence[Licence], hands: Hands, at: datetime) -> None:
    """What went before these decisions of the ledger, as the approval system has it."""
    rows = [_row(one, Random(f"procedure {one.reference}"), hands) for one in licences]
    actions.take_over_many(rows, actor=hands.clerk, at=at)


def _row(licence: Licence, random: Random, hands: Hands) -> LicenceApplication:
    row, decided = _of(licence, random), licence.decided_on
    for day, step, _, details in _way_of(row, decided, random, hands):
        TOLD[step](row, day, details)
    if row.accepted_on is None:
        raise ValueError(f"{licence.reference} was decided and not accepted")
    row.reference = f"办件{decided.year}-{licence.pk:05}"
    row.outcome, row.grant_reference, row.decided_on = "granted", licence.reference, decided
    row.delivered_on = next_workday(decided, random.randrange(1, 6))
    return row


def _told_notify(row: LicenceApplication, day: date, details: dict[str, Any]) -> None:
    row.notified_on, row.lacking = day, details["lacking"]


def _told_correct(row: LicenceApplication, day: date, details: dict[str, Any]) -> None:
    row.corrected_on, row.materials = day, details["materials"]


def _told_accept(row: LicenceApplication, day: date, details: dict[str, Any]) -> None:
    row.accepted_on = day


def _told_deem(row: LicenceApplication, day: date, details: dict[str, Any]) -> None:
    row.accepted_on, row.is_deemed = row.received_on, True


def _told_more_time(row: LicenceApplication, day: date, details: dict[str, Any]) -> None:
    """The other system counted what the standstill or the extension added."""
    row.decide_due_on = next_workday(day, 12)


TOLD: dict[str, Callable[[LicenceApplication, date, dict[str, Any]], None]] = {
    "notify": _told_notify,
    "correct": _told_correct,
    "accept": _told_accept,
    "deem": _told_deem,
    "suspend": lambda row, day, details: None,
    "resume": _told_more_time,
    "extend": _told_more_time,
}


def _of(licence: Licence, random: Random) -> LicenceApplication:
    names = ("agency", "matter", "holder_name", "holder_kind", "holder_uscc", "representative")
    return LicenceApplication(
        **{name: getattr(licence, name) for name in names},
        content=licence.content.replace("准予", "申请"),
        sub_kind=random.choice(["产生", "运输", "消纳"]) if licence.matter.name == WASTE else "",
        materials="行政许可申请表\n申请人身份证明或者统一社会信用代码证明",
    )


def _words(licence: Licence) -> dict[str, Any]:
    return {
        "reference": licence.reference,
        "content": licence.content,
        "valid_from": licence.valid_from,
        "valid_until": licence.valid_to,
        "number": licence.certificate_number,
    }


def _way_of(
    application: LicenceApplication, decided: date, random: Random, hands: Hands
) -> list[Step]:
    """How it came to the decision; sets the day of receipt."""
    ways: dict[Callable[[LicenceApplication, date, Random, Hands], list[Step]], int] = {
        _plainly: 74, _corrected: 12, _suspended: 5, _extended: 3, _late: 3, _silent: 3,
    }  # fmt: skip
    way = random.choices(list(ways), list(ways.values()))[0]
    return way(application, decided, random, hands)


def _plainly(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    return _accepted(one, workday_before(decided, random.randrange(3, 15)), random, hands)


def _accepted(one: LicenceApplication, day: date, random: Random, hands: Hands) -> list[Step]:
    one.received_on = workday_before(day, random.randrange(0, 3))
    return [(day, "accept", hands.clerk, {})]


def _corrected(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    corrected = workday_before(decided, random.randrange(6, 15))
    notified = workday_before(corrected, 3)
    one.received_on = workday_before(notified, 2)
    told = {"lacking": SHORT, "correct_by": next_workday(notified, 10)}
    return [
        (notified, "notify", hands.clerk, told),
        (corrected, "correct", hands.clerk, {"materials": f"{one.materials}\n现场位置图"}),
        (next_workday(corrected, 1), "accept", hands.clerk, {}),
    ]


def _suspended(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    since, back = workday_before(decided, 15), workday_before(decided, 6)
    told = {"kind": "review", "told_until": workday_before(decided, 4)}
    steps = _accepted(one, workday_before(decided, 20), random, hands)
    return [*steps, (since, "suspend", hands.clerk, told), (back, "resume", hands.clerk, {})]


def _extended(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    more = {"days": 10, "reason": "需要与公安机关交通管理部门共同核定施工方案"}
    steps = _accepted(one, workday_before(decided, 26), random, hands)
    return [*steps, (workday_before(decided, 9), "extend", hands.head, more)]


def _late(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    return _accepted(one, workday_before(decided, 23), random, hands)


def _silent(one: LicenceApplication, decided: date, random: Random, hands: Hands) -> list[Step]:
    noticed = workday_before(decided, 8)
    one.received_on = workday_before(noticed, 6)
    return [(noticed, "deem", CLOCK, {})]


def _walk(
    application: LicenceApplication, steps: Sequence[Step], hands: Hands, random: Random
) -> LicenceApplication:
    """Receive it and take the steps that have come before the end of the story."""
    parts = len(steps) + 1
    received = office_hour(random, application.received_on, 0, parts)
    matter = actions.register(application, actor=hands.clerk, at=received)
    for part, (day, name, actor, details) in enumerate(steps, start=1):
        at = office_hour(random, day, part, parts)
        if at > hands.until:
            return matter
        move = actions.workflow.moves[name]
        matter = move.run(matter, actor=actor, at=at, **details)
    return matter


def beside(agency: Organisation, year: int, hands: Hands) -> Iterator[int]:
    """Applications of a year that led to no licence, and renewals that nobody decided."""
    if year <= UNTIL:
        for month in range(2, 12):
            for kind in ("refused", "withdrawn", "unaccepted")[: 1 + month % 3]:
                yield _without(agency, date(year, month, 12), kind, hands)
    if year == timezone.localdate(hands.until).year:
        yield from _renewals(agency, hands)
        for number, stage in enumerate(("received", "notify", "accept", "suspend", "propose")):
            yield _open(agency, workday_before(timezone.localdate(hands.until), 3 + number), stage, hands)  # fmt: skip


def _application(agency: Organisation, day: date, random: Random) -> LicenceApplication:
    firm, district = words.firm(random, "municipal-greening"), random.choice(words.DISTRICTS)
    place, area = words.place(random, district), random.randrange(12, 90)
    return LicenceApplication(
        agency=agency,
        matter=LicenceMatter.objects.get(name=PROJECT),
        holder_name=firm.name,
        holder_kind="法人及非法人组织",
        holder_uscc=firm.uscc,
        representative=firm.representative,
        content=f"申请在{place}临时占用城市道路{area}平方米",
        materials="行政许可申请表",
        received_on=next_workday(day),
    )


def _without(agency: Organisation, day: date, kind: str, hands: Hands) -> int:
    random = Random(f"{kind} {day}")
    one = _application(agency, day, random)
    since, because = one.received_on, {"remedy": REMEDY}
    accepted: Step = (next_workday(since, 1), "accept", hands.clerk, {})
    later = next_workday(since, 8)
    steps: dict[str, list[Step]] = {
        "refused": [
            accepted,
            (later, "propose_refusal", hands.clerk, {"reason": REFUSED, **because}),
            (next_workday(later, 1), "decide", hands.head, {}),
        ],
        "withdrawn": [accepted, (later, "withdraw", hands.clerk, {"reason": "工程调整，不再占用"})],
        "unaccepted": [
            (next_workday(since, 2), "refuse_acceptance", hands.clerk, {"reason": UNACCEPTED, **because})
        ],
    }  # fmt: skip
    matter = _walk(one, steps[kind], hands, random)
    if matter.decided_on:
        served = next_workday(matter.decided_on, 2)
        at = office_hour(random, served)
        actions.deliver(matter, actor=hands.clerk, at=at, day=served, way="post")
    return 1


def _renewals(agency: Organisation, hands: Hands) -> Iterator[int]:
    """Of two licences that ended these weeks the renewal was applied for in time and is not decided."""
    today = timezone.localdate(hands.until)
    ending = Licence.objects.filter(
        agency=agency, state=Licence.State.VALID, holder_uscc__gt="", matter__name=WASTE,
        decided_on__lt=today - timedelta(days=90),
        valid_to__range=(today - timedelta(days=45), today - timedelta(days=3)),
    )  # fmt: skip
    for former in ending.order_by("valid_to", "pk")[:2]:
        random = Random(f"renewal {former.reference}")
        one = _of(former, random)
        one.purpose, one.former_reference = Purpose.RENEWAL, former.reference
        one.received_on = workday_before(former.valid_to - timedelta(days=1), 36)
        _walk(one, [(next_workday(one.received_on, 2), "accept", hands.clerk, {})], hands, random)
        yield 1


def _open(agency: Organisation, day: date, stage: str, hands: Hands) -> int:
    random = Random(f"open {stage}")
    one = _application(agency, day, random)
    accepted: Step = (one.received_on, "accept", hands.clerk, {})
    then = next_workday(one.received_on, 1)
    told = {"kind": "review", "told_until": next_workday(then, 12)}
    asked = {"lacking": SHORT, "correct_by": next_workday(then, 10)}
    refusal = {"reason": REFUSED, "remedy": REMEDY}
    steps: dict[str, list[Step]] = {
        "received": [],
        "notify": [(then, "notify", hands.clerk, asked)],
        "accept": [accepted],
        "suspend": [accepted, (then, "suspend", hands.clerk, told)],
        "propose": [accepted, (then, "propose_refusal", hands.clerk, refusal)],
    }
    _walk(one, steps[stage], hands, random)
    return 1
