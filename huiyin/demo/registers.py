"""Special registers of the demonstration bureau: sixty powers, its officers, five years of money, three decisions."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor, system, visitor
from huiyin.organisations.models import Organisation
from huiyin.registers.actions import budgets, decisions, filling, officers, opinions, powers
from huiyin.registers.models import (
    BudgetSheet,
    Decision,
    Officer,
    Opinion,
    Outcome,
    Power,
    PowerType,
    Stage,
    Table,
)

from . import registers_words as told
from . import words
from .clock import office_hour

_CODES = {
    PowerType.LICENCE: "XK",
    PowerType.PENALTY: "CF",
    PowerType.COERCION: "QZ",
    PowerType.LEVY: "ZS",
    PowerType.PAYMENT: "JF",
    PowerType.INSPECTION: "JC",
    PowerType.CONFIRMATION: "QR",
    PowerType.REWARD: "JL",
    PowerType.RULING: "CJ",
    PowerType.OTHER: "QT",
}


def tell(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    """All four registers; yields after each record."""
    yield from _powers(agency, clerk, head)
    yield from _officers(agency, clerk, head)
    yield from _money(agency, clerk, head)
    yield from _decisions(agency, clerk, head)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), timezone.get_default_timezone())


def _powers(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    random, began, made = Random("powers"), date(2020, 3, 2), []
    for power_type, names in told.POWERS.items():
        for serial, (name, basis, department) in enumerate(names, start=1):
            limits = told.LIMITS[power_type]
            at = office_hour(random, began)
            entered = powers.register(
                Power(
                    agency=agency,
                    reference=f"341799-{_CODES[power_type]}-{serial:04d}",
                    name=name,
                    power_type=power_type,
                    basis=basis,
                    subject=agency.name,
                    department=department,
                    responsibility=told.DUTIES[power_type],
                    accountability=told.ACCOUNTABILITY,
                    process=told.PROCESS[power_type],
                    legal_limit=limits[0],
                    promised_limit=limits[1],
                    telephone="0000-2345679",
                    listed_from=began,
                ),
                actor=clerk,
                at=at,
            )
            made.append(powers.approve(entered, actor=head, at=at))
            yield 1
    for place, reason, values in told.ADJUSTED:
        since = date(2021, 7, 1)
        adjusted = powers.adjust(
            made[place], actor=clerk, at=_at(since), since=since, reason=reason, values=values
        )
        powers.approve(adjusted, actor=head, at=_at(since, 16))
    gone = date(2021, 9, 1)
    ended = powers.abolish(
        made[-1], actor=clerk, at=_at(gone), abolished_on=gone, reason=told.ABOLISHED
    )
    powers.approve(ended, actor=head, at=_at(gone, 16))


def _officers(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    random = Random("officers")
    today = timezone.localdate()
    names: set[str] = set()
    while len(names) < 25:
        names.add(words.person(random))
    for serial, name in enumerate(sorted(names), start=1):
        department, scope = told.SCOPES[serial % len(told.SCOPES)]
        issued = today - timedelta(days=random.randrange(300, 1300))
        until = issued + timedelta(days=5 * 365)
        if serial in (7, 19):  # these have run out: off the public list, on the desk's to-do
            until = today - timedelta(days=serial)
        elif serial == 12:
            until = today + timedelta(days=21)
        officer = officers.register(
            Officer(
                agency=agency,
                reference=f"34179900{serial:04d}",
                name=name,
                unit=agency.name,
                department=department,
                post="大队长" if serial % 9 == 1 else "执法队员",
                scope=scope,
                issuer="云溪市司法局",
                issued_on=issued,
                valid_until=until,
            ),
            actor=clerk,
            at=_at(issued),
        )
        officer = officers.approve(officer, actor=head, at=_at(issued, 16))
        if serial == 23:
            officers.withdraw(
                officer, actor=clerk, at=timezone.now(), withdrawn_on=today, reason="调离执法岗位"
            )
        yield 1


def _money(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    for year, stage, published, three, main, why in told.MONEY:
        at = _at(published)
        for table, rows in ((Table.THREE, three), (Table.MAIN, main)):
            sheet = budgets.register(
                BudgetSheet(agency=agency, year=year, stage=Stage(stage), table=table),
                actor=clerk,
                at=at,
            )
            sheet = filling.fill(sheet, actor=clerk, at=at, rows=rows)
            if why[table]:
                sheet = budgets.amend(sheet, actor=clerk, at=at, values={"explanation": why[table]})
            budgets.publish(sheet, actor=head, at=at)
            yield 1


def _decisions(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    today = timezone.localdate()
    starts = (today - timedelta(days=12), today - timedelta(days=52), today - timedelta(days=210))
    for matter, since in zip(told.DECISIONS, starts, strict=True):
        made = decisions.register(
            Decision(agency=agency, **matter["values"]), actor=clerk, at=_at(since, 9)
        )
        until = since + timedelta(days=30)
        made = decisions.consult(made, actor=head, at=_at(since, 9), consult_until=until)
        said = [
            _say(made, text, name, serial, since)
            for serial, (text, name) in enumerate(matter["opinions"], start=1)
        ]
        yield 1
        if until >= today:
            continue
        closed = until + timedelta(days=1)
        made = decisions.close(made, actor=system("定时任务"), at=_at(closed))
        for place, opinion in enumerate(said):
            if matter["adoption"] or place < 2:
                outcome = (Outcome.ADOPTED, Outcome.PARTLY, Outcome.NOT_ADOPTED)[place % 3]
                opinions.handle(
                    opinion, actor=clerk, at=_at(closed, 15), outcome=outcome, answer=told.REASON
                )
        if matter["adoption"]:
            _finish(made, matter, closed, clerk, head)


def _say(made: Decision, text: str, name: str, serial: int, since: date) -> Opinion:
    at = _at(since + timedelta(days=serial), 20)
    opinion = Opinion(decision=made, text=text, name=name)
    return opinions.say(opinion, actor=visitor(f"192.0.2.{serial}"), at=at)


def _finish(made: Decision, matter: told.Matter, closed: date, clerk: Actor, head: Actor) -> None:
    day = closed + timedelta(days=9)
    made = decisions.draft_feedback(
        made, actor=clerk, at=_at(day), adoption=matter["adoption"], other_opinions=4
    )
    made = decisions.feed_back(made, actor=head, at=_at(day))
    day += timedelta(days=20)
    made = decisions.deliberate(
        made,
        actor=clerk,
        at=_at(day, 17),
        meeting=f"{day.year}年第9次局长办公会议",
        deliberated_on=day,
    )
    day += timedelta(days=5)
    made = decisions.draft_outcome(made, actor=clerk, at=_at(day), outcome=matter["outcome"])
    decisions.publish(made, actor=head, at=_at(day))
