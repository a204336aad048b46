"""One effect, one rule, whatever the door.

Each function that makes something public, changes it, takes it off, ends an application, voids a
record, changes the wording of letters or shows a personal value in full is found in the source
(`calls`) and stands in the table with its rule, which the trial of its kind tries.
"""

import inspect
import sys
from importlib import import_module

import pytest
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from huiyin.casework.workflow import workflows
from huiyin.credit.tests.effects import CREDIT, CREDIT_VOIDS, TWO_REPAIR
from huiyin.penalties.tests.trial import QUIET as PENALTIES_QUIET
from huiyin.registers.by_two import _bodies
from huiyin.subjects.tests.effects import UNIFIED, UNJOINED, UNPROPOSED

from . import calls
from .architecture.test_trials import trials

PUBLISHING = "huiyin.disclosure.tree.publishing"
CAUSES = {
    "public": (
        f"{PUBLISHING}.gate", f"{PUBLISHING}.released", f"{PUBLISHING}.withdrawn",
        "huiyin.web.kept.memory.changed", "huiyin.search.index.put", "huiyin.search.index.drop",
        "huiyin.casework.shown.Shown.begin", "huiyin.casework.shown.Shown.follow",
    ),
    "answer": ("huiyin.foi.actions.flow.close", "huiyin.foi.actions.flow.enter_end"),
    "void": (".void_because", "huiyin.casework.ordinary.Ordinary.void"),
    "wording": ("huiyin.letters.actions._withdraw", "huiyin.letters.actions.name_series"),
}  # fmt: skip
"""What an effect is known by in the source; the last ones are the workflow's own, after each move."""
ASKS = {
    ".may_reveal", ".personal_permission", "huiyin.foi.rules.may_see_personal",
    "huiyin.foi.rules.may_read_letters", "huiyin.foi.rules.may_read_file",
}  # fmt: skip
"""The questions before a personal value is shown."""

TWO = "somebody lets out what others wrote or entered"
PROPOSES = "one person; nothing has effect before another confirms"
OFF = "one person with a reason: what should not be there must not wait"
SHUT = "one person: what was open is kept from everybody from now on"
FACT = "one person: a fact with its proof, or about a text that went out by two"
COPY = "one person: the copy of a decision signed elsewhere, within its days"
OWN = "whose it is"
CLOCK = "the clock, at a day that was set, or what ends with its unit"
REPLIED = "one person: what the proposer said, and what became of a promise, beside the reply"
SITE = "one head: the order of the site, no text of a record"
DATED = "one person: each row names its paper, and what is public keeps its day"
ENTRY = "one person: nobody outside sees it yet, or counts it"
TAKING_VOIDS = ("enforcement.actions.planning.void", "coercion.actions.void")

PROMISED = {
    "publish republish": TWO, "withdraw": OFF, "amend void": COPY,
    "follow_up fulfil miss find_breach clear_breach": FACT,
}  # fmt: skip
LICENSED = "publish republish amend revoke cancel void change renew detach"
TABLE = {
    "public": {
        "editorial.actions.releasing.release": TWO,
        "hotline.actions.publishing.publish": TWO,
        "proposals.actions.publishing.publish": TWO,
        "proposals.actions.publishing.withdraw": OFF,
        "proposals.actions.handling.amend": OFF,
        **UNIFIED,
        "structure.duties_desk": "one person: each row names its paper, and the rows before it stay",
        "proposals.actions.handling.void": OFF,
        "proposals.actions.handling.sign": TWO,
        "proposals.actions.handling.rate": REPLIED,
        "proposals.actions.handling.follow_up": REPLIED,
        "registers.budgets.actions.sheets.publish": TWO,
        "registers.decisions.actions.decisions.consult": TWO,
        "registers.decisions.actions.decisions.feed_back": TWO,
        "registers.decisions.actions.decisions.publish": TWO,
        "registers.decisions.actions.decisions.terminate": TWO,
        "registers.powers.actions.approve": TWO,
        "registers.officers.actions.approve": TWO,
        "registers.powers.actions.adjust": PROPOSES,
        "registers.powers.actions.amend": PROPOSES,
        "registers.powers.actions.abolish": PROPOSES,
        "registers.powers.actions.restore": PROPOSES,
        "registers.officers.actions.amend": PROPOSES,
        "registers.officers.actions.renew": PROPOSES,
        "editorial.actions.afterwards.withdraw": OFF,
        "hotline.actions.publishing.withdraw": OFF,
        "hotline.actions.confiding.keep_confidential": SHUT,
        "hotline.actions.again.handle_again": OFF,
        "hotline.actions.answering.approve_correction": TWO,
        "hotline.actions.handling.amend": OFF,
        "hotline.actions.handling.amend_by_table": OFF,
        "hotline.actions.handling.void": OFF,
        "registers.budgets.actions.sheets.withdraw": OFF,
        "registers.decisions.actions.decisions.void": OFF,
        "registers.officers.actions.withdraw": OFF,
        "registers.officers.actions.void": OFF,
        "registers.decisions.actions.opinions.void": OFF,
        "registers.powers.actions.void": OFF,
        "editorial.actions.releasing.set_expiry": FACT,
        "editorial.actions.afterwards.abolish": FACT,
        "editorial.actions.afterwards.amend_partly": FACT,
        "editorial.actions.afterwards.restore_validity": FACT,
        "registers.decisions.actions.decisions.prolong": FACT,
        "registers.decisions.actions.decisions.close": FACT,
        "editorial.actions.afterwards.expire": CLOCK,
        **{f"commitments.actions.{m}": r for names, r in PROMISED.items() for m in names.split()},
        "approvals.actions.deciding.decide": TWO,
        "licensing.actions.withdraw": OFF,
        **{f"licensing.actions.{m}": COPY for m in LICENSED.split()},
        **dict.fromkeys(
            ("publicity.terms_desk", "opendata.actions", "enforcement.items_desk"),
            "one person: each row names its paper; what is public stays as it is",
        ),
        **{f"penalties.actions.publishing.{m}": TWO for m in ("publish", "republish")},
        "approvals.actions.rules_table": "one person: each row names its paper",
        "penalties.actions.publishing.withdraw": OFF,
        "penalties.actions.publishing.explain": "one person: why a decision was withdrawn must not wait",
        "penalties.actions.deciding.annul": OFF,
        "penalties.actions.deciding.change": OFF,
        "penalties.actions.handling.amend": COPY,
        "penalties.actions.handling.void": OFF,
        **dict.fromkeys(TWO_REPAIR, TWO),
        **CREDIT,
    },
    "answer": {
        "foi.actions.recording.confirm_answer": TWO,
        "foi.actions.recording.answer": PROPOSES,
        "foi.actions.correcting.lapse_correction": PROPOSES,
        "foi.actions.paying.lapse_payment": PROPOSES,
        "foi.actions.lapsing.enter_withdrawal": PROPOSES,
        "foi.actions.answering.serve": FACT,
        "foi.actions.answering.withdraw": OWN,
    },
    "void": {
        "foi.actions.after.void": TWO,
        "editorial.actions.drafting.void": ENTRY,
        **{f"registers.budgets.actions.lines.{name}": ENTRY for name in ("replace", "void")},
        "registers.budgets.actions.sheets.void": ENTRY,
        "registers.budgets.actions.filling.fill": ENTRY,
        **{f"registers.{part}.actions.send_back": TWO for part in ("powers", "officers")},
        "hotline.actions.handling.void": OFF,
        **{f"hotline.{part}.actions.void": ENTRY for part in ("categories", "places", "rounds")},
        "registers.decisions.actions.decisions.void": OFF,
        "registers.officers.actions.void": OFF,
        "registers.decisions.actions.opinions.void": OFF,
        "registers.powers.actions.void": OFF,
        "proposals.actions.handling.void": OFF,
        **{f"planning.actions.{part}.void": ENTRY for part in ("documents", "plans")},
        "reports.actions.annual.void": ENTRY,
        "assessment.actions.handling.void": ENTRY,
        "assessment.ending": CLOCK,
        "licensing.actions.void": COPY,
        "penalties.actions.handling.void": OFF,
        "commitments.actions.void": COPY,
        **dict.fromkeys(("approvals.actions.intake.void", "exchange.actions.void"), ENTRY),
        **dict.fromkeys(
            ("rectification.actions.handling.void", "assessment.actions.rubric.void"), ENTRY
        ),
        **dict.fromkeys((*CREDIT_VOIDS, *TAKING_VOIDS, UNPROPOSED), ENTRY),
    },
    "wording": {
        "letters.templates_desk.upload": PROPOSES,
        "letters.templates_desk.decide": TWO,
        "letters.templates_desk.restore": OFF,
        "letters.templates_desk.series": SITE,
    },
}
DOORS = {
    "desk": {
        "commitments.desk", "approvals.desk", "credit.desk", "penalties.desk", "registers.officers.desk", "registers.powers.desk",
    },
    "import": {f"{room}.ledger" for room in ["hotline", "proposals", "commitments", "licensing", "penalties", "registers.officers", "registers.powers"]},
    "timetable": {"editorial.tasks.keep_time", "registers.tasks.daily"},
    "portal: an opinion is counted": {"registers.decisions.portal.decision"},
    "import of pages, which says who reviewed them": {
        "ingest.pages.ways.AtOnce.create",
        "ingest.pages.ways.AtOnce.update",
    },
    "CMS, which lets nothing out by itself": {"disclosure.tree.publishing.connect"},
    "order of the site, no text of a record": {
        "disclosure.desk.columns.column",
        "disclosure.desk.columns.lay_out_missing",
        "disclosure.desk.columns.new",
        "disclosure.desk.columns.remove",
        "disclosure.management.commands.layout_columns.Command.handle",
        "disclosure.management.commands.setup_agency.Command.handle",
        "proposals.actions.terms",
    },
    "the whole site put back as it was, into an empty one": {
        "backup.management.commands.restore.Command._restore",
        "backup.management.commands.restore.Command._take_over",
    },
    "numbers and search made anew of what is public": {
        "disclosure.management.commands.recount.Command.handle",
        "disclosure.tree.tally.connect",
        "disclosure.tasks.read_attachments",
        "disclosure.tasks.recount",
        "search.index.rebuild",
    },
}  # fmt: skip
"""Where something public changes beside the moves themselves, and what that is."""
AT_ONCE = {
    "commitments.actions.register", "commitments.actions.register_many",
    "licensing.actions.register", "licensing.actions.register_many",
    "penalties.actions.handling.register", "penalties.actions.handling.register_many", "credit.actions.objecting.register",
    "registers.powers.actions.register", "registers.powers.actions.register_many",
    "registers.officers.actions.register", "registers.officers.actions.register_many",
    "registers.decisions.actions.opinions.say",
}  # fmt: skip
"""Starts of the kinds that the public sees which may be public from their first moment."""
INSIDE = "writes nothing that the page of a reply tells"
ASKED = "writes nothing that the page of a question tells"
OPEN, PRIVATE = "an open request is not public", "what is confidential is not public"
DRAFT, PROPOSED = "a draft is not public", "nobody outside sees it before another lets it out"
QUIET = {
    **UNJOINED,
    "hotline.actions.calling.answer_call": "its answer is public when two have let it out",
    "hotline.actions.receiving.take_in": OPEN,
    "hotline.actions.registering.register": OPEN,
    "hotline.actions.registering.report": OPEN,
    "hotline.actions.registering.message": OPEN,
    "proposals.actions.handling.register": "nothing is public before its reply is signed",
    "proposals.actions.handling.assign": INSIDE,
    "proposals.actions.handling.send_back": INSIDE,
    "proposals.actions.handling.extend": INSIDE,
    "proposals.actions.handling.contact": INSIDE,
    "proposals.actions.handling.draft": INSIDE,
    "proposals.actions.handling.revise": INSIDE,
    "proposals.actions.handling.recount": INSIDE,
    "proposals.actions.publishing.propose": "its guard refuses what is public",
    "proposals.actions.publishing.keep_back": "its guard refuses what is public",
    "hotline.actions.assigning.assign": OPEN,
    "hotline.actions.assigning.add_assistants": OPEN,
    "hotline.actions.assigning.follow_lead": OPEN,
    "hotline.actions.extending.ask_more_time": OPEN,
    "hotline.actions.extending.extend": OPEN,
    "hotline.actions.extending.refuse_more_time": OPEN,
    "hotline.actions.answering.answer_at_once": OPEN,
    "hotline.actions.answering.approve": OPEN,
    "hotline.actions.answering.draft": OPEN,
    "hotline.actions.answering.correct": "what the public reads stays until another has read it",
    "hotline.actions.answering.revise": OPEN,
    "hotline.actions.joining.join": OPEN,
    "hotline.actions.joining.part": OPEN,
    "hotline.actions.joining.follow_main": OPEN,
    "hotline.actions.joining.lose_main": OPEN,
    "hotline.actions.joining.follow_clock": OPEN,
    "hotline.actions.joining.follow_correction": "what hangs on a main case is not published",
    "hotline.actions.deferring.settle_with_deferral": "writes nothing that the page of a question tells",
    "hotline.actions.suspending.ask_pause": OPEN,
    "hotline.actions.suspending.suspend": OPEN,
    "hotline.actions.suspending.refuse_pause": OPEN,
    "hotline.actions.suspending.resume": OPEN,
    "hotline.actions.converting.decline": OPEN,
    "hotline.actions.converting.convert": OPEN,
    "hotline.actions.handling.recount": OPEN,
    "hotline.actions.categorising.categorise": "no page of a question tells its category",
    "hotline.actions.visiting.visit": ASKED,
    "hotline.actions.visiting.evaluate": ASKED,
    "hotline.actions.asking.ask_opinion": ASKED,
    "hotline.actions.again.uphold": ASKED,
    "hotline.actions.contacting.contact": OPEN,
    "hotline.actions.contacting.set_urgency": OPEN,
    "hotline.actions.publishing.propose": "its guard refuses what is public",
    "hotline.actions.publishing.send_back": "its guard refuses what is public",
    "hotline.actions.confiding.lift_confidence": PRIVATE,
    "hotline.actions.confiding.confide": PRIVATE,
    "hotline.actions.confiding.unconfide": PRIVATE,
    "registers.powers.actions.send_back": PROPOSED,
    "registers.officers.actions.send_back": PROPOSED,
    "registers.budgets.actions.sheets.register": DRAFT,
    "registers.budgets.actions.sheets.amend": DRAFT,
    "registers.budgets.actions.sheets.void": DRAFT,
    "registers.budgets.actions.filling.fill": DRAFT,
    "registers.decisions.actions.decisions.register": DRAFT,
    "registers.decisions.actions.decisions.amend": DRAFT,
    "registers.decisions.actions.decisions.draft_feedback": PROPOSED,
    "registers.decisions.actions.decisions.deliberate": PROPOSED,
    "registers.decisions.actions.decisions.draft_outcome": PROPOSED,
    "registers.decisions.actions.decisions.propose_end": PROPOSED,
    "registers.decisions.actions.decisions.remind": "writes nothing that the page tells",
    "registers.decisions.actions.opinions.handle": "public when 采纳情况 is",
    "commitments.actions.recount": "sets the last day for publication, of what is not public yet",
    "commitments.actions.add_file": "files of a commitment are never public",
    "licensing.actions.certify": "a paper for the holder; no page of the portal tells of it",
    "licensing.actions.recount": "sets the last day for publication, of what is not public yet",
    **PENALTIES_QUIET,
}
"""Starts and moves of the kinds that the public sees which change nothing of it, each with why."""
UNMASKED = {
    "casework.rooms.Room.may_reveal", "desk.records.sections", "desk.reveal.reveal",
    "foi.actions.publishing.may_publish_on", "foi.papers.desk.answer_to_leave",
    "foi.papers.desk.material", "foi.papers.desk.paper_file", "foi.papers.desk.papers",
    "foi.papers.desk.whole_case", "foi.redacting.desk._case", "foi.redacting.desk.materials",
    "foi.redacting.work.may_redact", "foi.rules.may_read_file", "foi.rules.may_read_letters",
    "foi.templatetags.foi.files_of", "foi.templatetags.foi.may_read_letters",
    "ingest.ledgers.exporting._note_personal",
}  # fmt: skip
"""Who asks whether somebody sees a personal value in full; the rights are those of `test_rules`."""


def moves():
    """Dotted name → (workflow, move)."""
    return {
        f"{calls.home(move.run)}.{move.name}": (flow, move)
        for flow in workflows()
        for move in flow.moves.values()
    }


def starts():
    """Dotted names of the starts of the kinds that the public sees."""
    shown = [flow for flow in workflows() if flow.shown]
    return {
        f"{calls.home(vars(module)[name])}.{name}"
        for flow in shown
        for path, module in sys.modules.items()
        if path.startswith(f"huiyin.{flow.model._meta.app_label}.") and ".actions" in path
        for name in flow.starts
        if getattr(vars(module).get("workflow"), "shown", None) and name in vars(module)
    }


def followed(effect):
    """Moves that have the effect by what the workflow does beside their bodies."""
    if effect == "public":
        return {n for n, (flow, _) in moves().items() if flow.shown} - set(map(full, QUIET))
    return {n for n, (_, move) in moves().items() if effect == "void" and move.target == "voided"}


def full(name):
    return f"huiyin.{name}"


def doors(effect):
    """Moves that have the effect, and what leads to it that nothing else of the project calls."""
    autodiscover_modules("actions")
    import_module(settings.ROOT_URLCONF)
    by_itself, known = followed(effect), moves()
    at_once = set(map(full, AT_ONCE)) if effect == "public" else set()
    reaching = calls.reaching(*CAUSES[effect], *by_itself, *at_once)
    by = calls.callers(reaching)
    urls = {name for name in calls.graph() if name.endswith("urls")}
    doors = {name for name in reaching - urls if name in known or not by[name] - urls}
    return {name.removeprefix("huiyin.") for name in doors | by_itself}


def test_every_start_and_move_of_what_the_public_sees_is_judged():
    autodiscover_modules("actions")
    seen = {name for name, (flow, _) in moves().items() if flow.shown} | starts()
    judged = {full(name) for name in (*AT_ONCE, *QUIET)}
    assert starts() <= judged
    assert {full(name) for name in QUIET} <= seen


@pytest.mark.parametrize("effect", CAUSES)
def test_every_door_to_an_effect_is_in_the_table(effect):
    beside = set().union(*DOORS.values()) if effect == "public" else set()
    assert doors(effect) == set(TABLE[effect]) | beside


def test_every_question_before_a_personal_value_is_in_the_table():
    asking = {name for name, said in calls.graph().items() if said & ASKS}
    assert {name.removeprefix("huiyin.") for name in asking} == UNMASKED


def rows(name):
    """(trial, row) of a move that has the effect, from the table in which it is tried."""
    flow, move = moves()[f"huiyin.{name}"]
    trial = next(trial for _, trial in trials() if trial.workflow is flow)
    return [row for row in trial.rows(move.name) if row.to]


def wrong(effect, name, rule):
    """What the trial of a move says against its rule."""
    if f"huiyin.{name}" not in moves():
        return False
    flow, move = moves()[f"huiyin.{name}"]
    arguments = inspect.signature(move.act).parameters
    if rule == TWO:
        return not all(row.barred for row in rows(name))
    if rule == PROPOSES:
        kept = (flow.model, move.name) in _bodies
        return not kept and any(set(row.to.values()) != {"entered"} for row in rows(name))
    if rule == OWN:
        return any(row.rights or not row.also for row in rows(name))
    if rule == CLOCK:
        return any(row.rights for row in rows(name))
    if rule == OFF:
        return not {"reason", "values", "because"} & set(arguments)
    return False


def test_every_move_keeps_the_rule_of_its_effect():
    autodiscover_modules("actions")
    said = [(e, name, rule) for e, table in TABLE.items() for name, rule in table.items()]
    assert not [one for one in said if wrong(*one)]
