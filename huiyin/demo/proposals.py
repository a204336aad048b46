"""Deputies' suggestions and members' proposals: handed over in spring, answered before summer.

The replies are those that stand as documents in the column 建议提案办理: same title, number and day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.organisations.models import Organisation
from huiyin.proposals import actions
from huiyin.proposals.models import Category, Proposal, ReplyClass
from huiyin.workdays.calendar import add_months

from . import schedule, texts, words
from .clock import office_hour, workday_before, workdays
from .documents import released
from .schedule import Planned

EXTENDED, DISSATISFIED = 6, 8
"""Of a full year: which one takes longer with consent, and the last one, which is handled again:
its second reply has the number after all others."""
CLASSES = "ABAACBAD"
At = Callable[..., datetime]
UNITS = ("shizheng", "huanwei", "zhatu", "yuanlin", "zhidui")


@dataclass(frozen=True)
class Hands:
    """Who does what, and the moment up to which the story goes."""

    agency: Organisation
    units: dict[str, Organisation]
    clerk: Actor
    head: Actor
    leader: Actor
    until: datetime


def year(hands: Hands, number: int) -> Iterator[int]:
    """Those that were answered in that year; yields after each."""
    today = timezone.localdate(hands.until)
    days = [
        (office_hour(_random(one, "signed"), one.formed, 0, 3), one.serial, one)
        for one in schedule.of(number, today)
        if one.what == "proposal"
    ]
    for signed, _, one in sorted(days):
        if signed > hands.until:
            return
        _answered(hands, one, signed)
        yield 1


def this_week(hands: Hands) -> None:
    """Between the sessions: one just handed over, one that a unit has to give its opinion on."""
    today = timezone.localdate(hands.until)
    term, sitting = texts.session(today.year)
    for number, back, subject in (("101", 3, "增设城市书房"), ("102", 9, "规范早夜市摊点")):
        random = Random(f"these days {number}")
        day = workday_before(today, back)
        proposal = Proposal(
            agency=hands.agency, category=Category.SUGGESTION,
            session=f"市{term}届人大{sitting}次会议", number=number, subject=subject,
            proposer=words.person(random), proposer_phone=words.telephone(random), received_on=day,
        )  # fmt: skip
        proposal = actions.register(proposal, actor=hands.clerk, at=office_hour(random, day))
        if back > 5:
            at = office_hour(random, workday_before(today, back - 1))
            due = add_months(timezone.localdate(at), 1)
            unit = hands.units["zhidui"]
            actions.assign(proposal, unit=unit, role="lead", due_on=due, actor=hands.clerk, at=at)


def _random(one: Planned, what: str) -> Random:
    return Random(f"{what} {one.formed} {one.serial}")


def _proposal(hands: Hands, one: Planned, asked: texts.Asked, handed: date) -> Proposal:
    random = _random(one, "proposer")
    return Proposal(
        agency=hands.agency,
        category=Category.SUGGESTION if asked.what == "建议" else Category.PROPOSAL,
        session=asked.session,
        number=asked.number,
        subject=asked.subject,
        content=f"建议在全市{asked.subject}，回应群众关切。",
        proposer=words.person(random),
        proposer_phone=words.telephone(random),
        received_on=handed,
    )


def _answered(hands: Hands, one: Planned, signed: datetime) -> None:
    asked = texts.asked(Random(f"text {one.column} {one.what} {one.formed} {one.serial}"), one)
    is_extended = one.serial == EXTENDED and one.formed.year in schedule.FULL
    handed = workday_before(one.formed - timedelta(days=118 if is_extended else 70))
    begun = workdays(handed, one.formed)

    def at(place: int, part: int = 0) -> datetime:
        return office_hour(_random(one, f"step {place} {part}"), begun[place], part, 3)

    clerk, head = hands.clerk, hands.head
    proposal = actions.register(_proposal(hands, one, asked, handed), actor=clerk, at=at(0))
    proposal = _asked(hands, proposal, one, begun, at)
    if is_extended:
        proposal = actions.extend(
            proposal, months=2, consented_on=begun[30], reason="涉及多个部门，需要实地勘察",
            actor=head, at=at(31),
        )  # fmt: skip
    proposal = actions.contact(
        proposal, stage="during", way="visit" if one.serial % 4 else "call", day=begun[-6],
        note="介绍办理进展，当面听取意见", actor=clerk, at=at(-6),
    )  # fmt: skip
    letter = CLASSES[one.serial - 1]
    kind = ReplyClass.objects.get(letter=letter)
    proposal = actions.draft(
        proposal, text="\n".join(asked.measures), reply_class=kind,
        promise=f"{asked.subject}列入下一年度计划" if kind.is_promise else "", actor=clerk, at=at(-3),
    )  # fmt: skip
    proposal = actions.sign(proposal, actor=hands.leader, at=signed)
    _after(hands, proposal, one)


def _asked(hands: Hands, proposal: Proposal, one: Planned, begun: list[date], at: At) -> Proposal:
    """Handed to the unit that leads, and to one that assists; both say their opinion."""
    lead = one.serial % len(UNITS)
    for place, role in ((lead, "lead"), ((lead + 1) % len(UNITS), "assist")):
        unit, due = hands.units[UNITS[place]], add_months(begun[1], 1)
        proposal = actions.assign(
            proposal, unit=unit, role=role, due_on=due, actor=hands.clerk, at=at(1, 1)
        )
    for task in Assignment.objects.of(proposal).order_by("pk"):
        opinion = "已列入工作安排，同意按现有措施答复。"
        tasks.contribute(task, opinion=opinion, reported_on=begun[12], actor=hands.clerk, at=at(12))
        tasks.accept(task, actor=hands.clerk, at=at(13))
    return proposal


def _after(hands: Hands, proposal: Proposal, one: Planned) -> None:
    """Published with the document, then what the proposer thinks of it, and what was promised."""
    agency_days = workdays(one.formed, one.formed + timedelta(days=60))
    random = _random(one, "after")
    public = released(one)
    if public > hands.until:
        return
    proposal = actions.propose(proposal, publication="full", actor=hands.clerk, at=public)
    proposal = actions.publish(proposal, actor=hands.head, at=public)
    rated = office_hour(random, agency_days[12])
    if rated > hands.until:
        return
    is_again = one.serial == DISSATISFIED and one.formed.year in schedule.FULL
    satisfaction = "dissatisfied" if is_again else random.choices(["satisfied", "fair"], [4, 1])[0]
    proposal = actions.rate(proposal, satisfaction=satisfaction, actor=hands.clerk, at=rated)
    if is_again:
        proposal = _again(hands, proposal, random, agency_days)
    if proposal.follow_up_on:
        followed_up_at = office_hour(random, workday_before(proposal.follow_up_on))
        if followed_up_at <= hands.until:
            actions.follow_up(
                proposal, way="call", note="项目已经建成，代表实地查看", is_kept=True,
                actor=hands.clerk, at=followed_up_at,
            )  # fmt: skip


def _again(hands: Hands, proposal: Proposal, random: Random, days: list[date]) -> Proposal:
    """Handled a second time, published anew, and found satisfying."""
    kind = ReplyClass.objects.get(letter="A")
    at = [office_hour(random, days[place]) for place in (25, 26, 27, 28, 34)]
    text = "已会同有关部门再次研究，补充措施年内完成。"
    proposal = actions.draft(proposal, text=text, reply_class=kind, actor=hands.clerk, at=at[0])
    proposal = actions.sign(proposal, actor=hands.leader, at=at[1])
    proposal = actions.propose(proposal, publication="full", actor=hands.clerk, at=at[2])
    proposal = actions.publish(proposal, actor=hands.head, at=at[3])
    return actions.rate(proposal, satisfaction="satisfied", actor=hands.clerk, at=at[4])
