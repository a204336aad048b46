"""What is undone leaves nothing behind: every undoing × every place where the thing can be seen.

A thing is seen in each of its places before, so that no row is empty; in none after; and where the
undoing is itself undone, it is back. Pages are asked for through the memory of kept pages, nothing
is cleared in between, and no timetable runs unless the row says so. A move that takes something
public off, and has no row, fails.
"""

import pytest
import time_machine

from huiyin.credit.tests.effects import OBJECTED
from huiyin.editorial.tests.conftest import begun, column, go, staff, standing  # noqa: F401
from huiyin.registers.tests.conftest import (  # noqa: F401
    consulting,
    decision,
    officer,
    opinion,
    power,
    sheet,
)
from huiyin.web.kept import memory

from .test_effects import TABLE
from .undoing import documents, licences, readers, records, repaired
from .undoing.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(morning, monkeypatch):
    """Time stands still unless a row moves it; the memory looks at each request for a change."""
    monkeypatch.setattr(memory, "LOOK_EVERY", 0)
    with time_machine.travel(morning, tick=False) as moved:
        yield moved


@pytest.fixture
def world(client, clock, robot, bureau, request, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.NOTICE_SENDERS = {"email": "huiyin.notices.senders.email"}
    return World(client, clock, robot, bureau, {"request": request})


ROWS = {
    "document withdrawn": documents.withdrawn,
    "document withdrawn that a decision links to": documents.linked_from_a_decision,
    "document past its last day, no timetable": documents.past_its_last_day,
    "document taken down by the clock": documents.taken_down_by_the_clock,
    "document retitled": documents.retitled,
    "document moved to another column": documents.moved_to_another_column,
    "document abolished": documents.abolished,
    "column renamed": documents.column_renamed,
    "column at another address": documents.column_at_another_address,
    "agency renamed": documents.agency_renamed,
    "column renamed while a correction is drafted": documents.refiled(
        "renamed", while_drafted=True
    ),
    "column renamed, then corrected": documents.refiled("renamed", while_drafted=False),
    "moved to another column, then corrected": documents.refiled("moved", while_drafted=False),
    "moved to another column while a correction is drafted": documents.refiled(
        "moved", while_drafted=True
    ),
    "digest of what was withdrawn": readers.digest_of_what_was_withdrawn,
    "subscription ended": readers.subscription_ended,
    "power void": records.power_voided,
    "power abolished": records.power_abolished,
    "officer withdrawn": records.officer_withdrawn,
    "officer void": records.officer_voided,
    "officer's certificate expired": records.officer_expired,
    "budget withdrawn": records.budget_withdrawn,
    "decision void": records.decision_voided,
    "opinion void": records.opinion_voided,
    "licence void": licences.licence_voided,
    "commitment void": records.commitment_voided,
    "commitment withdrawn": records.commitment_withdrawn,
    "licence withdrawn": licences.licence_withdrawn,
    "licence past its last day, no job": licences.licence_expired,
    "licence revoked": licences.licence_ended("revoke"),
    "licence cancelled": licences.licence_ended("cancel"),
    "licence changed": licences.licence_changed,
    "licence renewed, past its day, no job": licences.licence_renewed,
    "penalty void": records.penalty_voided,
    "penalty repaired": repaired.penalty_repaired,
    "penalty withdrawn": records.penalty_withdrawn,
    "penalty past its last day, no job": records.penalty_expired,
    "penalty annulled": records.penalty_annulled,
    "penalty changed": records.penalty_changed,
    "application void": records.application_voided,
    "question withdrawn": records.question_undone("withdraw", reason="有误"),
    "question void": records.question_undone("void", reason="重复"),
    "question corrected": records.question_corrected,
    "question of a corrected table": records.question_undone(
        "amend_by_table", values={"answer_text": "灯已更换"}
    ),
    "question handled again": records.question_again,
    "question confidential": records.question_undone("keep_confidential"),
    "reply withdrawn": records.reply_undone("withdraw", reason="有误"),
    "reply void": records.reply_undone("void", reason="重复"),
    "reply of an amended proposal": records.reply_undone("amend", values={"content": "路窄"}),
    "reply replaced by a second one": records.reply_replaced,
    "question without consent": records.question_undone("amend", values={"consents": False}),
}


@pytest.mark.parametrize("row", ROWS)
def test_what_is_undone_is_seen_nowhere(world, row):
    thing = ROWS[row](world)
    everywhere = set(thing.places)
    assert everywhere - thing.seen() == set(), "seen before"
    assert thing.seen() == everywhere, "and from memory"
    world.clock.shift(60)
    thing.undo()
    assert thing.seen() == set(), "left behind"
    after = {name for name, is_seen in thing.elsewhere.items() if is_seen()}
    assert after == set(thing.elsewhere), "where it is now"
    if thing.redo is not None:
        world.clock.shift(60)
        thing.redo()
        assert everywhere - thing.seen() == set(), "back again"


TRIED = {
    "foi.actions.after.void": "application void",
    "editorial.actions.afterwards.withdraw": "document withdrawn",
    "editorial.actions.releasing.set_expiry": "document past its last day, no timetable",
    "editorial.actions.afterwards.expire": "document taken down by the clock",
    "editorial.actions.afterwards.abolish": "document abolished",
    "editorial.actions.afterwards.restore_validity": "document abolished",
    "hotline.actions.publishing.withdraw": "question withdrawn",
    "hotline.actions.handling.void": "question void",
    "hotline.actions.answering.approve_correction": "question corrected",
    "hotline.actions.handling.amend": "question without consent",
    "hotline.actions.handling.amend_by_table": "question of a corrected table",
    "hotline.actions.confiding.keep_confidential": "question confidential",
    "hotline.actions.again.handle_again": "question handled again",
    "proposals.actions.publishing.withdraw": "reply withdrawn",
    "proposals.actions.handling.void": "reply void",
    "proposals.actions.handling.amend": "reply of an amended proposal",
    "proposals.actions.handling.sign": "reply replaced by a second one",
    "registers.budgets.actions.sheets.withdraw": "budget withdrawn",
    "registers.decisions.actions.decisions.void": "decision void",
    "registers.officers.actions.withdraw": "officer withdrawn",
    "registers.officers.actions.void": "officer void",
    "registers.decisions.actions.opinions.void": "opinion void",
    "registers.powers.actions.abolish": "power abolished",
    "registers.powers.actions.restore": "power abolished",
    "registers.powers.actions.void": "power void",
    "licensing.actions.revoke": "licence revoked",
    "licensing.actions.cancel": "licence cancelled",
    "licensing.actions.void": "licence void",
    "licensing.actions.change": "licence changed",
    "licensing.actions.renew": "licence renewed, past its day, no job",
    "commitments.actions.void": "commitment void",
    "commitments.actions.withdraw": "commitment withdrawn",
    "licensing.actions.withdraw": "licence withdrawn",
    "penalties.actions.handling.void": "penalty void",
    "penalties.actions.publishing.withdraw": "penalty withdrawn",
    "penalties.actions.publishing.repair": "penalty repaired",
    "penalties.actions.deciding.annul": "penalty annulled",
    "penalties.actions.deciding.change": "penalty changed",
}
"""Move → the row that tries it."""
LET_OUT = {
    "structure.duties_desk": "dated rows: what was said of a day stays, the next one says what comes",
    "editorial.actions.releasing.release": "the redo of every document",
    "editorial.actions.afterwards.amend_partly": "says more of it; test_in_force has what it may not undo",
    "hotline.actions.publishing.publish": "the redo of a question",
    "proposals.actions.publishing.publish": "the redo of a reply",
    "proposals.actions.handling.rate": "says more of it; the reply stays",
    "proposals.actions.handling.follow_up": "says more of it; the reply stays",
    "registers.budgets.actions.sheets.publish": "the redo of a budget",
    "registers.powers.actions.approve": "the second half of each change of a power",
    "registers.officers.actions.approve": "the second half of each change of an officer",
    "registers.powers.actions.adjust": "a new wording; the one before is kept to be looked up",
    "registers.powers.actions.amend": "a slip of the pen: what was is not undone",
    "registers.officers.actions.amend": "a slip of the pen: what was is not undone",
    "registers.officers.actions.renew": "the certificate before is kept",
    "registers.decisions.actions.decisions.consult": "lets out",
    "registers.decisions.actions.decisions.feed_back": "lets out",
    "registers.decisions.actions.decisions.publish": "lets out",
    "registers.decisions.actions.decisions.terminate": "stays, and says why it ended",
    "registers.decisions.actions.decisions.prolong": "stays open longer",
    "registers.decisions.actions.decisions.close": "no more opinions; the page stays",
    "licensing.actions.publish": "lets out",
    "approvals.actions.deciding.decide": "enters the licence, which has undoings of its own",
    "penalties.actions.publishing.publish": "lets out",
    "penalties.actions.publishing.republish": "the redo of a penalty that was withdrawn",
    "penalties.actions.publishing.explain": "tells why what was taken off is gone",
    "penalties.actions.publishing.undo_repair": "the redo of a penalty that was repaired",
    "credit.actions.deciding.decide": "takes the penalty off by its own move, which is tried there",
    **{
        f"credit.actions.objecting.{name}": "a mark beside a record that stays or goes by its own moves"
        for name in OBJECTED
    },
    "credit.actions.deciding.revoke": "the redo of a penalty that was repaired",
    "penalties.actions.handling.amend": "fields as the source says them; it stays public",
    "commitments.actions.publish": "lets out",
    "commitments.actions.republish": "the redo of a commitment that was withdrawn",
    "commitments.actions.amend": "fields as the paper says them; it stays public",
    "commitments.actions.follow_up": "says more of it; it stays public",
    "commitments.actions.fulfil": "says more of it; it stays public",
    "commitments.actions.miss": "says more of it; it stays public",
    "commitments.actions.find_breach": "says more of it; it stays public",
    "commitments.actions.clear_breach": "the redo of a breach; it stays public",
    "subjects.unifying.confirm": "takes nothing off: the page of one code leads to that of the other",
    "subjects.unifying.part": "the undoing of confirm; each record is under its own code again",
    "licensing.actions.republish": "the redo of a licence that was withdrawn",
    "licensing.actions.detach": "the redo of a licence that was changed",
    "opendata.actions": "dated rows: under which licence and how often data come, of what is public",
    "enforcement.items_desk": "dated rows: one that ends leaves the list on its day",
    "approvals.actions.rules_table": "dated rows: the next one says what the guide tells from its day on",
    "publicity.terms_desk": "dated rows: what is on view keeps its last day",
    **dict.fromkeys(
        ("credit.actions.terms", "penalties.terms_desk"),
        "dated rows: the guide tells them from their day on",
    ),
    "licensing.actions.amend": "fields as the source says them; it stays public",
}
"""Moves that change what is public and take nothing off, each with why."""
INSIDE_ONLY = {
    "credit.actions.intake.void": "kept on the desk; no page of the portal shows it",
    "exchange.actions.void": "kept on the desk; no page of the portal shows it",
    "approvals.actions.intake.void": "kept on the desk; no page of the portal shows it",
    "coercion.actions.void": "kept on the desk; no page of the portal shows it",
    "enforcement.actions.planning.void": "kept on the desk; no page of the portal shows it",
    "subjects.unifying.void": "a proposal: nothing was joined by it",
    "editorial.actions.drafting.void": "a draft: nobody outside has seen it",
    "registers.budgets.actions.lines.replace": "only while its table is not public",
    "registers.budgets.actions.lines.void": "only while its table is not public",
    "registers.budgets.actions.sheets.void": "only an empty table that is not public",
    "registers.budgets.actions.filling.fill": "only while its table is not public",
    "hotline.rounds.actions.void": "kept on the desk; of rounds the public sees only how many",
    "hotline.categories.actions.void": "kept on the desk; no page of the portal shows it",
    "hotline.places.actions.void": "kept on the desk; no page of the portal shows it",
    "assessment.actions.handling.void": "kept on the desk; no page of the portal shows it",
    "assessment.actions.rubric.void": "kept on the desk; no page of the portal shows it",
    "rectification.actions.handling.void": "kept on the desk; no page of the portal shows it",
    "reports.actions.annual.void": "only a draft: what is published is taken down by its manuscript",
    "assessment.ending": "kept on the desk; no page of the portal shows it",
    "planning.actions.documents.void": "kept on the desk; no page of the portal shows it",
    "planning.actions.plans.void": "kept on the desk; no page of the portal shows it",
    "registers.powers.actions.send_back": "a proposal: nobody outside has seen it",
    "registers.officers.actions.send_back": "a proposal: nobody outside has seen it",
}
"""Moves that void what nobody outside could see, each with why."""


def test_every_move_that_undoes_has_its_row():
    """The tables of effects are complete (test_effects); each of their moves is judged here, too."""
    judged = [*TRIED, *LET_OUT, *INSIDE_ONLY]
    assert len(judged) == len(set(judged))
    assert set(judged) == {*TABLE["public"], *TABLE["void"]}
    assert set(TRIED.values()) <= set(ROWS)
