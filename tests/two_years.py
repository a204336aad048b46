"""Two invented years of one bureau, made day by day by the real actions.

Each life is what may happen to one record, as (days after its beginning, what is done). They
begin on drawn days, so that any day cuts some of them in the middle.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import time_machine

from huiyin.audit.actors import Actor, visitor
from huiyin.coordination import actions as beside
from huiyin.coordination import reminding
from huiyin.coordination.models import Assignment
from huiyin.coordination.tests import trial as beside_trial
from huiyin.disclosure.models import ColumnPage, DocumentPage
from huiyin.disclosure.tree import actions as disclosure
from huiyin.disclosure.tree import nodes, publishing
from huiyin.disclosure.tree.validity import Validity
from huiyin.foi import actions as foi
from huiyin.foi.models import Application
from huiyin.foi.tests import factories
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import Channel, CollectionRule
from huiyin.hotline.rounds import duty
from huiyin.hotline.tests import trial as hotline_trial
from huiyin.licensing import actions as licensing
from huiyin.licensing.tests import trial as licensing_trial
from huiyin.organisations.models import Organisation
from huiyin.proposals import actions as proposals
from huiyin.proposals.models import Category, ReplyClass
from huiyin.proposals.tests import trial as proposals_trial
from huiyin.registers.actions import budgets, decisions, filling, officers, opinions, powers
from huiyin.registers.models import BudgetSheet, Opinion, Stage, Table
from huiyin.registers.tests import trial as registers_trial
from tests import two_years_mended, two_years_penalties

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
OPENING = time(9, tzinfo=ZoneInfo("Asia/Shanghai"))
Act = Callable[..., Any]


@dataclass
class Bureau:
    agency: Organisation
    unit: Organisation
    column: Any
    robot: Actor
    drawn: Random


@dataclass
class Life:
    """One record; what an act returns takes its place."""

    bureau: Bureau
    record: Any = None
    serial: int = 0

    def do(self, act: Act, at: datetime) -> None:
        record = act(self, actor=self.bureau.robot, at=at)
        self.record = record if record is not None else self.record


def move(run: Act, **details: Any) -> Act:
    """A move with these arguments; a callable one is given the day."""

    def act(life: Life, *, actor: Actor, at: datetime) -> Any:
        arguments = {k: v(at.date()) if callable(v) else v for k, v in details.items()}
        life.record.refresh_from_db()
        return run(life.record, actor=actor, at=at, **arguments)

    return act


def today(day: date) -> date:
    return day


def later(days: int, day: date) -> date:
    return day + timedelta(days=days)


def two(first: Act, second: Act) -> Act:
    def act(life: Life, *, actor: Actor, at: datetime) -> Any:
        life.do(first, at)
        life.do(second, at)

    return act


def licence(life: Life, *, actor: Actor, at: datetime) -> Any:
    days = {"decided_on": at.date(), "valid_from": at.date(), "valid_to": later(365, at.date())}
    record = licensing_trial.licence(life.bureau.agency, reference=f"许〔{life.serial}〕号", **days)
    return licensing.register(record, actor=actor, at=at)


def request(life: Life, *, actor: Actor, at: datetime) -> Any:
    kind = life.bureau.drawn.choice(["help", "complaint", "enquiry"])
    request = hotline_trial.request(life.bureau.agency, received_on=at.date(), request_kind=kind)
    return hotline.register(request, actor=actor, at=at)


def answered(life: Life, *, actor: Actor, at: datetime) -> Any:
    return hotline_trial.answered(life.record, actor, at, "已修复", life.bureau.unit)


def answered_again(life: Life, *, actor: Actor, at: datetime) -> Any:
    record = hotline.assign(life.record, unit=life.bureau.unit, actor=actor, at=at)
    beside.sign(Assignment.objects.of(record).latest("pk"), actor=actor, at=at)
    record = hotline.draft(record, draft_text="已重新修复", actor=actor, at=at)
    return hotline.approve(record, actor=actor, at=at)


def unsolved(life: Life, *, actor: Actor, at: datetime) -> Any:
    """Answered, and kept on the list of what cannot be solved now."""
    record = hotline.assign(life.record, unit=life.bureau.unit, actor=actor, at=at)
    record = hotline_trial.signed(record, at)
    record = hotline.draft(
        record, draft_text="管线尚未移交", deferral_reason="管线未移交", deferral_plan="年底前改造",
        next_look_on=later(60, at.date()), actor=actor, at=at,
    )  # fmt: skip
    return hotline.approve(record, actor=actor, at=at)


def more_time(life: Life, *, actor: Actor, at: datetime) -> Any:
    asked = hotline.ask_more_time(life.record, days=3, reason="复杂", actor=actor, at=at)
    return hotline.extend(asked, actor=actor, at=at)


def sent_back(life: Life, *, actor: Actor, at: datetime) -> Any:
    """Given to a unit that says it is not its business."""
    record = hotline.assign(life.record, unit=life.bureau.unit, actor=actor, at=at)
    task = Assignment.objects.of(record).get()
    beside.send_back(task, actor=actor, at=at, **beside_trial.BACK)
    return record


def supervised(life: Life, *, actor: Actor, at: datetime) -> Any:
    due = later(6, at.date())
    asked = beside_trial.asked(life.record, life.bureau.unit, due_on=due)
    return beside.supervise(asked, actor=actor, at=at)


def look(life: Life, *, actor: Actor, at: datetime) -> Any:
    rule = {"agency": life.bureau.agency, "channel": Channel.objects.get(key="mayor-hotline")}
    if not CollectionRule.objects.filter(**rule).exists():
        CollectionRule.objects.create(**rule, valid_from=at.date(), basis="云政办〔2024〕1号")
    one = hotline_trial.look(life.bureau.agency)
    return hotline.rounds.register(one, actor=actor, at=at)


def application(life: Life, *, actor: Actor, at: datetime) -> Any:
    kind = life.bureau.drawn.choice(["person", "company"])
    application = Application(
        agency=life.bureau.agency, channel="letter", applicant_kind=kind, applicant_name="甲",
        description="渣土运输企业名录", received_on=at.date(),
    )  # fmt: skip
    return foi.register(application, actor=actor, at=at)


def answer(life: Life, *, actor: Actor, at: datetime) -> Any:
    life.record.refresh_from_db()
    return factories.answered(life.record, actor=actor, at=at)


def decide_remedy(life: Life, *, actor: Actor, at: datetime) -> Any:
    details = {
        "remedy": life.record.remedies.get().pk,
        "outcome": "upheld",
        "decided_on": at.date(),
    }
    return foi.note_remedy(life.record, actor=actor, at=at, **details)


def suggestion(life: Life, *, actor: Actor, at: datetime, **values: Any) -> Any:
    """Of a deputy and of a member by turns."""
    category = Category.values[life.serial % 2]
    session = {"suggestion": "市五届人大四次会议", "proposal": "市政协五届四次会议"}[category]
    fields = {"category": category, "session": session, "number": str(life.serial), **values}
    record = proposals_trial.proposal(life.bureau.agency, received_on=at.date(), **fields)
    return proposals.register(record, actor=actor, at=at)


def to_unit(life: Life, *, actor: Actor, at: datetime) -> Any:
    """Handed to a unit, which says its opinion."""
    given = {"unit": life.bureau.unit, "role": "lead", "due_on": later(30, at.date())}
    task = proposals.assign(life.record, actor=actor, at=at, **given)
    return proposals_trial.reported(task, at)


def reply(life: Life, *, actor: Actor, at: datetime, letter: str) -> Any:
    kind = ReplyClass.objects.filter(letter=letter).first()
    promise = "年内建成" if kind and kind.is_promise else ""
    details = {"text": "已经办理。", "reply_class": kind, "promise": promise}
    life.record.refresh_from_db()
    drafted = proposals.draft(life.record, actor=actor, at=at, **details)
    return proposals.sign(drafted, actor=actor, at=at)


def officer(life: Life, *, actor: Actor, at: datetime) -> Any:
    days = {"issued_on": at.date(), "valid_until": later(200, at.date())}
    officer = registers_trial.officer(life.bureau.agency, reference=f"证{life.serial}", **days)
    return officers.register(officer, actor=actor, at=at)


def power(life: Life, *, actor: Actor, at: datetime) -> Any:
    power = registers_trial.power(
        life.bureau.agency, reference=f"权{life.serial}", listed_from=at.date()
    )
    return powers.register(power, actor=actor, at=at)


def decision(life: Life, *, actor: Actor, at: datetime) -> Any:
    decision = registers_trial.decision(life.bureau.agency)
    return decisions.register(decision, actor=actor, at=at)


def sheet(life: Life, *, actor: Actor, at: datetime, stage: str, ago: int) -> Any:
    """A table of the money of that year, another one in each life of this kind."""
    place = life.serial // len(LIVES)
    table = (Table.THREE, Table.INCOME, Table.SPENDING, Table.BASIC)[place]
    sheet = BudgetSheet(agency=life.bureau.agency, year=at.year - ago, stage=stage, table=table)
    entered = budgets.register(sheet, actor=actor, at=at)
    rows = "合计\t10" if place else registers_trial.THREE
    return filling.fill(entered, actor=actor, at=at, rows=rows)


def remind(life: Life, *, actor: Actor, at: datetime) -> None:
    reminding.remind(at=at)


def say(life: Life, *, actor: Actor, at: datetime) -> None:
    opinions.say(
        Opinion(decision=life.record, text="建议延长。"), actor=visitor("192.0.2.1"), at=at
    )


def handle(life: Life, *, actor: Actor, at: datetime) -> None:
    for one in life.record.opinions.filter(state="received"):
        opinions.handle(one, actor=actor, at=at, outcome="采纳")


def document(life: Life, *, actor: Actor, at: datetime) -> Any:
    formed = later(-60 if life.serial % 2 else -1, at.date())
    values = {
        "title": "通知", "issuer": "局", "source": "局", "body": "<p>内容</p>", "formed_on": formed,
    }  # fmt: skip
    return disclosure.publish_document(
        life.bureau.column, life.bureau.agency, values | {"published_at": at}, actor=actor, at=at
    )


def take_down(life: Life, *, actor: Actor, at: datetime) -> Any:
    page = DocumentPage.objects.get(pk=life.record.pk)
    page.withdrawn_at = at
    with publishing.gate(actor):
        page.unpublish()
    return page


def put_back(life: Life, *, actor: Actor, at: datetime) -> Any:
    page = DocumentPage.objects.get(pk=life.record.pk)
    page.withdrawn_at = None
    with publishing.gate(actor):
        page.save_revision().publish()
    return page


def set_last_day(life: Life, *, actor: Actor, at: datetime) -> None:
    """Nobody takes it down afterwards: the day alone ends it."""
    ends = at + timedelta(days=30)
    DocumentPage.objects.filter(pk=life.record.pk).update(public_until=ends)


def abolish(life: Life, *, actor: Actor, at: datetime) -> None:
    over = {"validity": Validity.ABOLISHED, "abolished_on": at.date()}
    DocumentPage.objects.filter(pk=life.record.pk).update(**over)


def take_elsewhere(life: Life, *, actor: Actor, at: datetime) -> None:
    """To another first-level column, which is made for the first that goes there."""
    there = ColumnPage.objects.filter(slug="zcwj").first()
    agency = life.bureau.column.get_parent().specific
    nodes.move(
        DocumentPage.objects.get(pk=life.record.pk),
        there
        or disclosure.add_column(agency, "政策文件（规范性文件）", slug="zcwj", actor=actor, at=at),
        at=at,
    )


ANSWER = move(beside.answer_supervision, answer="已办", answered_on=today)
ASK_ANEW = move(beside.ask_anew, reason="没有写明时间")
RELEASE = move(beside.release, reason="已办结")
CONFIRM = move(foi.confirm_answer)
ASK = move(foi.ask_correction, wanted="请写明年份")
FEE = move(foi.notice_fee, basis="per-item", count=11, noticed_on=today)
SERVED = move(foi.note_notice_served, method="direct", received_on=today, receipt="回证 1 号")
LET_OUT, LIST = move(officers.approve), move(powers.approve)
CONSULT = move(decisions.consult, consult_until=partial(later, 30))
OPEN = move(budgets.publish)
CLOSE = move(budgets.withdraw, reason="更正数据")
ABOLISH = move(powers.abolish, abolished_on=today, reason="机构改革")
RETYPE = move(powers.adjust, since=today, reason="修订", values={"power_type": "行政检查"})

HEARD = move(proposals.contact, stage="during", way="visit", day=today, note="走访")
PROPOSE = move(proposals.propose, publication="full")
RATED = partial(move, proposals.rate)
VISITED = partial(move, hotline.visit, door="phone", reached="yes")
REACHED = move(hotline.contact, door="phone", reached="yes")
AGAIN = move(hotline.handle_again, reason="诉求人表示没有解决")

LIVES: list[list[tuple[int, Act]]] = [
    [(0, licence), (3, move(licensing.publish))],
    [(0, licence), (25, move(licensing.publish)), (90, move(licensing.revoke, reason="虚假"))],
    [(0, licence), (2, move(licensing.publish)), (60, move(licensing.void, reason="重复"))],
    [(0, licence)],
    [(0, request), (3, answered), (9, VISITED(resolution="resolved", satisfaction="satisfied"))],
    [(0, request), (40, answered),
     (50, VISITED(resolution="unresolved", satisfaction="dissatisfied"))],
    [(0, request), (2, more_time), (9, answered), (80, move(hotline.void, reason="重复"))],
    [(0, request)],
    [(0, application), (10, answer), (15, move(
        foi.contest, kind="reconsideration", organ="市政府", filed_on=today)), (75, decide_remedy)],
    [(0, application), (45, answer), (90, move(foi.void, reason="重复"))],
    [(0, application), (3, ASK), (12, move(foi.receive_correction, received_on=today)),
     (30, answer)],
    [(0, application), (3, ASK), (5, SERVED), (45, two(move(foi.lapse_correction, closed_on=today), CONFIRM))],
    [(0, application), (2, FEE), (10, move(foi.receive_payment, paid_on=today)), (20, answer)],
    [(0, application), (2, FEE), (4, SERVED), (50, two(move(foi.lapse_payment, closed_on=today), CONFIRM))],
    [(0, application), (60, two(
        move(foi.enter_withdrawal, withdrawn_on=today, note="书面"), CONFIRM))],
    [(0, application)],
    [(0, officer), (150, two(move(
        officers.renew, issued_on=today, valid_until=partial(later, 300)), LET_OUT))],
    [(0, officer), (100, move(officers.withdraw, withdrawn_on=today, reason="退休"))],
    [(0, officer), (50, move(officers.void, reason="重复"))],
    [(0, power), (60, two(RETYPE, LIST)), (120, two(ABOLISH, LIST)),
     (240, two(move(powers.restore, since=today, reason="恢复"), LIST))],
    [(0, power), (40, move(powers.void, reason="重复"))],
    [(0, decision), (1, CONSULT), (3, say), (5, say), (7, handle), (32, move(decisions.close)),
     (40, move(decisions.draft_feedback, adoption="共两条，采纳两条")),
     (41, move(decisions.feed_back))],
    [(0, decision), (1, CONSULT), (3, say), (20, move(decisions.propose_end, reason="条件变化")),
     (21, move(decisions.terminate)), (70, move(decisions.void, reason="重复"))],
    [(0, partial(sheet, stage=Stage.BUDGET, ago=0)), (2, OPEN), (30, CLOSE), (45, OPEN)],
    [(0, partial(sheet, stage=Stage.FINAL, ago=1)), (2, OPEN), (30, CLOSE)],
    [(days, remind) for days in (0, 30, 60, 90)],
    [(0, document), (50, take_down), (140, put_back)],
    [(0, document), (10, set_last_day)],
    [(0, document)],
    [(0, document), (45, take_elsewhere), (150, abolish)],
    [(0, suggestion), (1, to_unit), (20, HEARD), (40, partial(reply, letter="A")),
     (45, PROPOSE), (46, move(proposals.publish)), (60, RATED(satisfaction="satisfied"))],
    [(0, suggestion), (1, to_unit), (70, partial(reply, letter="B")),
     (80, RATED(satisfaction="dissatisfied")), (90, partial(reply, letter="C"))],
    [(0, suggestion), (1, to_unit), (2, move(proposals.extend, months=1, consented_on=today, reason="复杂")),
     (97, partial(reply, letter="D")), (98, PROPOSE), (99, move(proposals.publish)),
     (99, move(proposals.withdraw, reason="有误"))],
    [(0, suggestion), (2, move(proposals.send_back, reason="属市交通局"))],
    [(0, suggestion), (1, to_unit), (30, partial(reply, letter="C")), (60, move(proposals.void, reason="重复"))],
    [(0, suggestion)],
    [(0, partial(suggestion, part="assist", lead="市交通局")), (1, to_unit), (20, partial(reply, letter=""))],
    [(0, look), (4, look), (9, move(hotline.rounds.void, reason="重复"))],
    [(0, look), (7, move(hotline.rounds.void, reason="重复"))],
    [(0, request), (1, sent_back), (3, supervised), (8, ANSWER), (9, ASK_ANEW), (13, ANSWER),
     (15, RELEASE)],
    [(0, request), (3, supervised), (40, RELEASE)],
    [(0, request), (3, unsolved)],
    [(0, request), (1, REACHED), (4, answered),
     (8, VISITED(resolution="unresolved", satisfaction="dissatisfied")), (9, AGAIN),
     (13, answered_again), (16, VISITED(resolution="resolved", satisfaction="satisfied"))],
    *two_years_mended.LIVES,
    *two_years_penalties.LIVES,
]  # fmt: skip


def tell(bureau: Bureau, times: int) -> Iterator[date]:
    """Do what each day brings, `times` lives of each kind; yields each day when it is over."""
    due: dict[date, list[tuple[Life, Act]]] = {}
    days = (LAST - FIRST).days
    for number, life in enumerate(LIVES * times):
        one, start = Life(bureau, serial=number), bureau.drawn.randrange(days - 100)
        for after, act in life:
            due.setdefault(FIRST + timedelta(days=start + after), []).append((one, act))
    for number in range(days + 1):
        day = FIRST + timedelta(days=number)
        at = datetime.combine(day, OPENING)
        for one, act in due.get(day, ()):
            with time_machine.travel(at, tick=False):
                one.do(act, at)
        duty.open_half_days(bureau.agency, day)  # the timetable does, each day
        yield day
