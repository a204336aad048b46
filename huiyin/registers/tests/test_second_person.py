"""先审查、后公开: whoever had a hand in a text of a register does not let it out; a draft is not public."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.audit.actors import system
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.registers.actions import budget_lines, budgets, decisions, filling, powers
from huiyin.search import index

from .trial import THREE, decision, line, power, sheet

pytestmark = pytest.mark.django_db

ALL = ("keep_budgets", "release_budgets", "keep_decisions", "release_decisions", "void_register")
LATER = timedelta(days=40)
CLOCK = system("trial")


@pytest.fixture
def heads(actor):
    """Two people who may do everything; the first one writes."""
    first = actor(*(f"registers.{name}" for name in ALL))
    return first, replace(first, key="2")


def a_sheet(bureau, at):
    budget = budgets.register(sheet(bureau), actor=CLOCK, at=at)
    return filling.fill(budget, actor=CLOCK, at=at, rows=THREE)


def a_decision(bureau, at, *steps):
    matter = decisions.register(decision(bureau), actor=CLOCK, at=at)
    for name, step in steps:
        matter = decisions.workflow.moves[name].run(matter, actor=CLOCK, at=at + step[0], **step[1])
    return matter


CONSULT = ("consult", (timedelta(), {"consult_until": date(2026, 4, 2)}))
CLOSE = ("close", (LATER, {}))
DRAFT = ("draft_feedback", (LATER, {"adoption": "采纳一条。"}))
FEED_BACK = ("feed_back", (LATER, {}))
MEET = ("deliberate", (LATER, {"meeting": "局长办公会", "deliberated_on": date(2026, 4, 11)}))
OUTCOME = ("draft_outcome", (LATER, {"outcome": "通过。"}))


def rewritten(move, **arguments):
    return lambda sheet, who, at: move(sheet, actor=who, at=at, **arguments)


def a_row_changed(sheet, who, at):
    budget_lines.amend(sheet.lines()[0], actor=who, at=at, values={"label": "总计"})


def a_row_added(sheet, who, at):
    new = line(
        sheet.agency,
        year=sheet.year,
        table=sheet.table,
        position=9,
        label="其他",
        level=6,
        amount=0,
    )
    budget_lines.register(new, actor=who, at=at)


def a_row_void(sheet, who, at):
    budget_lines.void(sheet.lines().last(), actor=who, at=at, reason="重复")


def a_row_imported(sheet, who, at):
    new = line(
        sheet.agency,
        year=sheet.year,
        table=sheet.table,
        position=9,
        label="其他",
        level=6,
        amount=0,
    )
    budget_lines.register_many([new], actor=who, at=at)


HANDS = {
    "budget pasted": (a_sheet, rewritten(filling.fill, rows=THREE), "publish", budgets),
    "budget explained": (a_sheet, rewritten(budgets.amend, values={"note": "口径"}), "publish", budgets),
    "row changed": (a_sheet, a_row_changed, "publish", budgets),
    "row added": (a_sheet, a_row_added, "publish", budgets),
    "row void": (a_sheet, a_row_void, "publish", budgets),
    "row imported": (a_sheet, a_row_imported, "publish", budgets),
    "draft of a decision": (a_decision, rewritten(decisions.amend, values={"name": "停车方案"}), "consult", decisions),
    "adoption": (
        lambda bureau, at: a_decision(bureau, at, CONSULT, CLOSE, DRAFT),
        rewritten(decisions.draft_feedback, adoption="采纳两条。"), "feed_back", decisions,
    ),
    "outcome": (
        lambda bureau, at: a_decision(bureau, at, CONSULT, CLOSE, DRAFT, FEED_BACK, MEET, OUTCOME),
        rewritten(decisions.draft_outcome, outcome="原则通过。"), "publish", decisions,
    ),
    "end": (
        lambda bureau, at: a_decision(bureau, at, CONSULT),
        rewritten(decisions.propose_end, reason="上位政策变化"), "terminate", decisions,
    ),
}  # fmt: skip


@pytest.mark.parametrize("hand", HANDS)
def test_every_hand_in_it_counts_not_only_the_last(bureau, morning, heads, hand):
    """The head writes, a colleague saves one more word: the head still does not let it out."""
    begin, write, release, moves = HANDS[hand]
    writer, colleague = heads
    record, at = begin(bureau, morning), morning + LATER
    for who in (writer, colleague):
        write(record, who, at)
    arguments = CONSULT[1][1] if release == "consult" else {}
    moment = morning if release == "consult" else at
    move = moves.workflow.moves[release]
    for who in (writer, colleague):
        with pytest.raises(MoveForbiddenError):
            move.run(record, actor=who, at=moment, **arguments)
    record.refresh_from_db()
    record.writers = ["1"]
    record.save()
    assert move.allows(colleague, record)
    assert not move.allows(writer, record)


def test_a_text_that_is_public_leaves_its_writers_behind(bureau, morning, heads):
    """Who wrote the draft may let out the summary that somebody else wrote."""
    writer, colleague = heads
    matter = decisions.register(decision(bureau), actor=writer, at=morning)
    matter = decisions.consult(matter, actor=colleague, at=morning, **CONSULT[1][1])
    matter = decisions.close(matter, actor=CLOCK, at=morning + LATER)
    matter = decisions.draft_feedback(
        matter, actor=colleague, at=morning + LATER, adoption="无意见。"
    )
    assert decisions.feed_back(matter, actor=writer, at=morning + LATER).state == "deliberation"


@pytest.mark.parametrize(
    ("steps", "secret"),
    [
        pytest.param([CONSULT, CLOSE, DRAFT], "采纳一条", id="adoption"),
        pytest.param([CONSULT, CLOSE, DRAFT, FEED_BACK, MEET, OUTCOME], "通过。", id="outcome"),
        pytest.param([CONSULT, ("propose_end", (LATER, {"reason": "不再需要"}))], "不再需要", id="end"),
    ],
)  # fmt: skip
def test_what_is_drafted_is_not_public(bureau, morning, steps, secret):
    decision = a_decision(bureau, morning, *steps)
    for address in (f"/decisions/{decision.pk}/", "/decisions/", "/decisions/?export=csv"):
        assert secret not in Client().get(address).content.decode()
    index.put([decisions.search_entry(decision)])
    assert not index.find(index.Query(secret)).total


def test_who_proposed_an_end_does_not_release_it_after_another_text(bureau, heads, morning):
    """What a colleague lets out meanwhile is another text; the proposal still waits with its writer."""
    first, second = heads
    decision = a_decision(bureau, morning, CONSULT, CLOSE)
    decision = decisions.propose_end(decision, actor=first, at=morning + LATER, reason="上位法修订")
    decision = decisions.draft_feedback(
        decision, actor=CLOCK, at=morning + LATER, adoption="没有意见。"
    )
    decision = decisions.feed_back(decision, actor=second, at=morning + LATER)
    with pytest.raises(MoveForbiddenError):
        decisions.terminate(decision, actor=first, at=morning + LATER)
    assert decisions.terminate(decision, actor=second, at=morning + LATER).state == "terminated"


@pytest.mark.parametrize("private", ["请联系13812345678", "住样例花园小区3栋2单元501室"])
def test_no_text_of_a_decision_names_a_persons_number_or_home(bureau, heads, morning, private):
    first, second = heads
    matter = decisions.register(decision(bureau), actor=first, at=morning)
    with pytest.raises(ValidationError, match="个人信息"):
        decisions.register(decision(bureau, draft=private), actor=first, at=morning)
    with pytest.raises(ValidationError, match="个人信息"):
        decisions.amend(matter, actor=first, at=morning, values={"explanation": private})
    with pytest.raises(ValidationError, match="个人信息"):
        decisions.amend(matter, actor=second, at=morning, values={"short_reason": private})


@pytest.mark.parametrize("private", ["请联系13812345678", "住样例花园小区3栋2单元501室"])
def test_no_text_of_a_list_names_a_persons_number_or_home(bureau, heads, morning, private):
    with pytest.raises(ValidationError, match="个人信息"):
        powers.check(power(bureau, process=private), morning.date())
    with pytest.raises(ValidationError, match="个人信息"):
        budgets.amend(
            a_sheet(bureau, morning), actor=heads[0], at=morning, values={"note": private}
        )
