"""One effect, one rule, whatever the door.

Each function that makes something public, changes it, takes it off, ends an application, voids a
record, changes the wording of letters or shows a personal value in full is found in the source
(`calls`). It stands in the table with its rule; which right and which states it needs is said by
the trial of its kind, and that the rule holds is tried there. A door that no table names fails.
"""

import inspect
from importlib import import_module

import pytest
from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from huiyin.casework.workflow import workflows
from huiyin.registers.actions.by_two import _bodies

from . import calls
from .architecture.test_trials import trials

PUBLISHING = "huiyin.disclosure.publishing"
CAUSES = {
    "public": (
        f"{PUBLISHING}.gate", f"{PUBLISHING}.released", f"{PUBLISHING}.withdrawn",
        "huiyin.web.page_cache.changed", "huiyin.search.index.put", "huiyin.search.index.drop",
    ),
    "answer": ("huiyin.foi.actions.flow.close", "huiyin.foi.actions.flow.enter_end"),
    "void": (".void_because",),
    "wording": ("huiyin.letters.actions._withdraw", "huiyin.letters.actions.name_series"),
}  # fmt: skip
"""What an effect is known by in the source."""
ASKS = {
    ".may_reveal", ".personal_permission", "huiyin.foi.rules.may_see_personal",
    "huiyin.foi.rules.may_read_letters", "huiyin.foi.rules.may_read_file",
    "huiyin.hotline.rules.may_see_caller",
}  # fmt: skip
"""The questions before a personal value is shown."""

TWO = "somebody lets out what others wrote or entered"
PROPOSES = "one person; nothing has effect before another confirms"
OFF = "one person with a reason: what should not be there must not wait"
SHUT = "one person: what was open is kept from everybody from now on"
FACT = "one person: a fact with its proof, or about a text that went out by two"
COPY = "one person: the copy of a decision signed elsewhere, within its days"
OWN = "whose it is"
CLOCK = "the clock, at a day that was set"
SITE = "one head: the order of the site, no text of a record"
ENTRY = "one person: nobody outside sees it yet, or counts it"

TABLE = {
    "public": {
        "editorial.actions.releasing.release": TWO,
        "hotline.actions.publishing.publish": TWO,
        "registers.actions.budgets.publish": TWO,
        "registers.actions.decisions.consult": TWO,
        "registers.actions.decisions.feed_back": TWO,
        "registers.actions.decisions.publish": TWO,
        "registers.actions.decisions.terminate": TWO,
        "registers.actions.powers.approve": TWO,
        "registers.actions.officers.approve": TWO,
        "registers.actions.powers.adjust": PROPOSES,
        "registers.actions.powers.amend": PROPOSES,
        "registers.actions.powers.abolish": PROPOSES,
        "registers.actions.powers.restore": PROPOSES,
        "registers.actions.officers.amend": PROPOSES,
        "registers.actions.officers.renew": PROPOSES,
        "editorial.actions.afterwards.withdraw": OFF,
        "hotline.actions.publishing.withdraw": OFF,
        "hotline.actions.confiding.keep_confidential": SHUT,
        "hotline.actions.handling.amend": OFF,
        "hotline.actions.handling.void": OFF,
        "registers.actions.budgets.withdraw": OFF,
        "registers.actions.decisions.void": OFF,
        "registers.actions.officers.withdraw": OFF,
        "registers.actions.officers.void": OFF,
        "registers.actions.opinions.void": OFF,
        "registers.actions.powers.void": OFF,
        "editorial.actions.afterwards.abolish": FACT,
        "editorial.actions.afterwards.amend_partly": FACT,
        "editorial.actions.afterwards.restore_validity": FACT,
        "registers.actions.decisions.prolong": FACT,
        "registers.actions.decisions.close": FACT,
        "editorial.actions.afterwards.expire": CLOCK,
        "licensing.actions.publish": COPY,
        "licensing.actions.amend": COPY,
        "licensing.actions.revoke": COPY,
        "licensing.actions.cancel": COPY,
        "licensing.actions.void": COPY,
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
        "registers.actions.budget_lines.replace": ENTRY,
        "registers.actions.budget_lines.void": ENTRY,
        "registers.actions.budgets.void": ENTRY,
        "registers.actions.filling.fill": ENTRY,
        "registers.actions.powers.send_back": TWO,
        "registers.actions.officers.send_back": TWO,
        "hotline.actions.handling.void": OFF,
        "registers.actions.decisions.void": OFF,
        "registers.actions.officers.void": OFF,
        "registers.actions.opinions.void": OFF,
        "registers.actions.powers.void": OFF,
        "licensing.actions.void": COPY,
    },
    "wording": {
        "foi.papers.templates_desk.upload": PROPOSES,
        "foi.papers.templates_desk.decide": TWO,
        "foi.papers.templates_desk.restore": OFF,
        "foi.papers.templates_desk.series": SITE,
    },
}
DOORS = {
    "desk": {"licensing.desk", "registers.desk.officers", "registers.desk.powers"},
    "import": {
        "ingest.ledgers.kinds.hotline",
        "ingest.ledgers.kinds.licences",
        "ingest.ledgers.kinds.officers",
        "ingest.ledgers.kinds.powers",
    },
    "timetable": {"editorial.tasks.keep_time", "registers.tasks.daily"},
    "portal: an opinion is counted": {"registers.portal.decisions.decision"},
    "import of pages, which says who reviewed them": {
        "ingest.pages.ways.AtOnce.create",
        "ingest.pages.ways.AtOnce.update",
    },
    "CMS, which lets nothing out by itself": {"disclosure.publishing.connect"},
    "order of the site, no text of a record": {
        "disclosure.desk.columns",
        "disclosure.desk.columns.lay_out_missing",
        "disclosure.management.commands.layout_columns.Command.handle",
        "disclosure.management.commands.setup_agency.Command.handle",
    },
    "the whole site put back as it was, into an empty one": {
        "backup.management.commands.restore.Command._restore",
        "backup.management.commands.restore.Command._take_over",
    },
    "numbers and search made anew of what is public": {
        "disclosure.management.commands.recount.Command.handle",
        "disclosure.tasks.recount",
        "search.index.rebuild",
    },
}
"""Where something public changes beside the moves themselves, and what that is."""
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
        f"{move.act.__module__}.{move.act.__name__}": (flow, move)
        for flow in workflows()
        for move in flow.moves.values()
    }


def doors(effect):
    """Moves that have the effect, and what leads to it that nothing else of the project calls."""
    autodiscover_modules("actions")
    import_module(settings.ROOT_URLCONF)
    reaching, known = calls.reaching(*CAUSES[effect]), moves()
    by = calls.callers(reaching)
    urls = {name for name in calls.graph() if name.endswith(".urls")}
    return {
        name.removeprefix("huiyin.")
        for name in reaching - urls
        if name in known or not by[name] - urls
    }


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
