"""Special registers of the demonstration bureau: sixty powers, its officers, its money, three decisions."""

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
)
from huiyin.workdays.calendar import add_months

from . import money, registers_words, words
from .clock import moment, next_workday, office_hour, workday_before

OFFICERS, RUN_OUT, RUNS_OUT_SOON, CALLED_IN = 25, (7, 19), 12, 23
"""Of so many officers, by number: off the public list and on the desk's to-do, soon so, called in."""
ENROLLED = date(2020, 3, 16)
CERTIFICATE = 60  # months

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


def tell(agency: Organisation, clerk: Actor, head: Actor, until: datetime) -> Iterator[int]:
    """All four registers; yields after each record."""
    yield from _powers(agency, clerk, head)
    yield from _officers(agency, clerk, head, until)
    yield from _money(agency, clerk, head, until)
    yield from _decisions(agency, clerk, head, until)


def _powers(agency: Organisation, clerk: Actor, head: Actor) -> Iterator[int]:
    random, began, entries = Random("powers"), registers_words.LISTED_ON, []
    for power_type, names in registers_words.POWERS.items():
        for serial, (name, basis, department) in enumerate(names, start=1):
            entered = powers.register(
                _power(agency, power_type, serial, (name, basis, department)),
                actor=clerk,
                at=office_hour(random, began, 0, 2),
            )
            entries.append(powers.approve(entered, actor=head, at=office_hour(random, began, 1, 2)))
            yield 1
    for place, reason, values in registers_words.ADJUSTED:
        since = registers_words.ADJUSTED_ON
        at = office_hour(random, since, 0, 2)
        adjusted = powers.adjust(
            entries[place], actor=clerk, at=at, since=since, reason=reason, values=values
        )
        powers.approve(adjusted, actor=head, at=office_hour(random, since, 1, 2))
    gone = registers_words.ABOLISHED_ON
    ended = powers.abolish(
        entries[-1],
        actor=clerk,
        at=office_hour(random, gone, 0, 2),
        abolished_on=gone,
        reason=registers_words.ABOLISHED,
    )
    powers.approve(ended, actor=head, at=office_hour(random, gone, 1, 2))


def _power(
    agency: Organisation, power_type: PowerType, serial: int, texts: tuple[str, str, str]
) -> Power:
    name, basis, department = texts
    legal, promised = registers_words.LIMITS[power_type]
    return Power(
        agency=agency,
        reference=f"341799-{_CODES[power_type]}-{serial:04d}",
        name=name,
        power_type=power_type,
        basis=basis,
        subject=agency.name,
        department=department,
        responsibility=registers_words.DUTIES[power_type],
        accountability=registers_words.ACCOUNTABILITY,
        process=registers_words.PROCESS[power_type],
        legal_limit=legal,
        promised_limit=promised,
        telephone="0000-2345679",
        listed_from=registers_words.LISTED_ON,
    )


def _officers(agency: Organisation, clerk: Actor, head: Actor, until: datetime) -> Iterator[int]:
    """Certificates of five years, renewed in time; two ran out of late, one soon will, one is called in."""
    random, today = Random("officers"), timezone.localdate(until)
    names: set[str] = set()
    while len(names) < OFFICERS:
        names.add(words.person(random))
    ends = {serial: today - timedelta(days=serial) for serial in RUN_OUT}
    ends[RUNS_OUT_SOON] = today + timedelta(days=21)
    for serial, name in enumerate(sorted(names), start=1):
        issued = workday_before(ENROLLED + timedelta(days=random.randrange(60)))
        if serial in ends:
            issued = workday_before(add_months(ends[serial], -CERTIFICATE))
        listed = next_workday(max(issued, ENROLLED))
        officer = officers.register(
            _officer(agency, serial, name, issued),
            actor=clerk,
            at=office_hour(random, listed, 0, 2),
        )
        officer = officers.approve(officer, actor=head, at=office_hour(random, listed, 1, 2))
        if serial not in ends:
            officer = _renewed(officer, clerk, head, today)
        if serial == CALLED_IN:
            day = workday_before(today, 1)
            officers.withdraw(
                officer,
                actor=clerk,
                at=office_hour(random, day),
                withdrawn_on=day,
                reason="调离执法岗位",
            )
        yield 1


def _officer(agency: Organisation, serial: int, name: str, issued: date) -> Officer:
    department, scope = registers_words.SCOPES[serial % len(registers_words.SCOPES)]
    return Officer(
        agency=agency,
        reference=f"34179900{serial:04d}",
        name=name,
        unit=agency.name,
        department=department,
        post="大队长" if serial % 9 == 1 else "执法队员",
        scope=scope,
        issuer="云溪市司法局",
        issued_on=issued,
        valid_until=_valid_until(issued),
    )


def _valid_until(issued: date) -> date:
    return add_months(issued, CERTIFICATE) - timedelta(days=1)


def _renewed(officer: Officer, clerk: Actor, head: Actor, today: date) -> Officer:
    """Each renewal falls in the last weeks of a certificate."""
    random = Random(f"renewed {officer.reference}")
    while (day := workday_before(officer.valid_until - timedelta(days=14))) < today:
        proposed = officers.renew(
            officer,
            actor=clerk,
            at=office_hour(random, day, 0, 2),
            issued_on=day,
            valid_until=_valid_until(day),
        )
        officer = officers.approve(proposed, actor=head, at=office_hour(random, day, 1, 2))
    return officer


def _money(agency: Organisation, clerk: Actor, head: Actor, until: datetime) -> Iterator[int]:
    yesterday = timezone.localdate(until) - timedelta(days=1)
    for account in money.accounts(yesterday):
        random = Random(f"{account.year} {account.stage} {account.table}")
        entered = office_hour(random, account.published_on, 0, 3)
        sheet = budgets.register(
            BudgetSheet(agency=agency, year=account.year, stage=account.stage, table=account.table),
            actor=clerk,
            at=entered,
        )
        filled = office_hour(random, account.published_on, 1, 3)
        sheet = filling.fill(sheet, actor=clerk, at=filled, rows=account.pasted)
        if account.explanation:
            values = {"explanation": account.explanation}
            sheet = budgets.amend(sheet, actor=clerk, at=filled, values=values)
        budgets.publish(sheet, actor=head, at=office_hour(random, account.published_on, 2, 3))
        yield 1


def _decisions(agency: Organisation, clerk: Actor, head: Actor, until: datetime) -> Iterator[int]:
    """One under consultation, one whose opinions are being handled, one decided."""
    today = timezone.localdate(until)
    for matter, ago in zip(registers_words.DECISIONS, (12, 52, 210), strict=True):
        random = Random(matter["values"]["name"])
        since = workday_before(today - timedelta(days=ago))
        decision = decisions.register(
            Decision(agency=agency, **matter["values"]),
            actor=clerk,
            at=office_hour(random, since, 0, 3),
        )
        last = since + timedelta(days=30)
        decision = decisions.consult(
            decision, actor=head, at=office_hour(random, since, 1, 3), consult_until=last
        )
        received = [
            _say(decision, text, name, serial, since)
            for serial, (text, name) in enumerate(matter["opinions"], start=1)
        ]
        yield 1
        if last >= today - timedelta(days=5):
            continue
        closed = last + timedelta(days=1)
        decision = decisions.close(
            decision, actor=system("定时任务"), at=moment(closed, time(0, 10))
        )
        read = next_workday(closed)
        for place, opinion in enumerate(received):
            if matter["adoption"] or place < 2:
                outcome = (Outcome.ADOPTED, Outcome.PARTLY, Outcome.NOT_ADOPTED)[place % 3]
                opinions.handle(
                    opinion,
                    actor=clerk,
                    at=office_hour(random, read, 1, 2),
                    outcome=outcome,
                    answer=registers_words.REASON,
                )
        if matter["adoption"]:
            _finish(decision, matter, read, clerk, head)


def _say(decision: Decision, text: str, name: str, serial: int, since: date) -> Opinion:
    at = moment(since + timedelta(days=serial), time(20))
    opinion = Opinion(decision=decision, text=text, name=name)
    return opinions.say(opinion, actor=visitor(f"192.0.2.{serial}"), at=at)


def _finish(
    decision: Decision, matter: registers_words.Matter, read: date, clerk: Actor, head: Actor
) -> None:
    random = Random(f"finish {decision.reference}")
    day = next_workday(read, 7)
    decision = decisions.draft_feedback(
        decision,
        actor=clerk,
        at=office_hour(random, day, 0, 2),
        adoption=matter["adoption"],
        other_opinions=4,
    )
    decision = decisions.feed_back(decision, actor=head, at=office_hour(random, day, 1, 2))
    day = next_workday(day, 14)
    decision = decisions.deliberate(
        decision,
        actor=clerk,
        at=office_hour(random, day, 1, 2),
        meeting=f"{day.year}年第{day.month}次局长办公会议",
        deliberated_on=day,
    )
    day = next_workday(day, 3)
    decision = decisions.draft_outcome(
        decision, actor=clerk, at=office_hour(random, day, 0, 2), outcome=matter["outcome"]
    )
    decisions.publish(decision, actor=head, at=office_hour(random, day, 1, 2))
