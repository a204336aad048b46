"""Every rule that is not a move's: which right opens it. A rule that no table names fails."""

import ast
import inspect
from dataclasses import replace
from functools import partial
from importlib import import_module

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from huiyin.audit.actors import system, visitor
from huiyin.audit.models import Entry
from huiyin.casework.rooms import find, rooms
from huiyin.casework.testing import (
    CLERK,
    SYSTEM,
    VISITOR,
    Person,
    Rights,
    Scene,
    declared_rights,
    someone,
)
from huiyin.casework.workflow import MoveForbiddenError, workflows
from huiyin.desk.exports import may_export
from huiyin.disclosure.columns import may_set
from huiyin.foi.models import Application, Paper
from huiyin.hotline.models import ServiceRequest
from huiyin.ingest import ledgers
from huiyin.ingest.ledgers.exporting import _note_personal
from huiyin.ingest.ledgers.importing import _permit
from huiyin.inspection import loading
from huiyin.inspection.actions import SET, restore_indicator, set_indicator
from huiyin.inspection.models import Indicator
from huiyin.letters.models import LetterTemplate
from huiyin.notices import actions as notices
from huiyin.organisations.actions import AppointmentForbiddenError
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

from .architecture import tree

HANDLE, PERSONAL = "foi.handle_application", "foi.see_personal"
READS = f"{PERSONAL} | foi.review_answer | foi.sign_answer"
# module and name, what else it is asked about → whom it lets through
RULES = [
    ("huiyin.foi.rules.may_see_personal", {}, Rights(PERSONAL)),
    ("huiyin.foi.rules.may_read_letters", {}, Rights(READS)),
    ("huiyin.foi.rules.may_read_file", {"role": "correction"}, Rights(READS)),
    ("huiyin.foi.rules.may_read_file", {"role": "answer"}, Rights(READS)),
    ("huiyin.foi.rules.may_read_file", {"role": "identity"}, Rights(PERSONAL)),
    ("huiyin.foi.rules.may_read_file", {"role": "payment"}, Rights(PERSONAL)),
    ("huiyin.foi.rules.may_freeze_decision", {}, Rights("foi.sign_answer")),
    ("huiyin.foi.papers.drawing.may_freeze", {"kind": "receipt"}, Rights(HANDLE)),
    (
        "huiyin.foi.papers.drawing.may_freeze",
        {"kind": "disclosed-anyway"},
        Rights("foi.sign_answer"),
    ),
    ("huiyin.foi.actions.publishing.may_publish_on", {}, Rights(f"{HANDLE} & {PERSONAL}")),
    ("huiyin.foi.redacting.work.may_redact", {}, Rights(f"{HANDLE} & {PERSONAL}")),
    ("huiyin.letters.actions.may_approve", {}, Rights("letters.approve_template")),
    ("huiyin.hotline.rules.may_see_caller", {}, Rights("hotline.see_caller")),
    ("huiyin.desk.audit_reach.sees_all", {}, Rights("audit.view_all")),
    ("huiyin.disclosure.columns.may_set", {}, Rights("disclosure.change_columnpage")),
    (
        "huiyin.desk.imports.may_import",
        {},
        Rights(
            "foi.register_application | hotline.register_request | licensing.register_licence"
            " | registers.keep_powers | registers.keep_officers | registers.keep_budgets"
            " | disclosure.import_pages"
        ),
    ),
]
PARTS = {
    "huiyin.editorial.rules.holds_post",
    "huiyin.foi.rules.has_handled",
    "huiyin.foi.rules.wrote",
    "huiyin.editorial.proof.is_another",
    "huiyin.desk.exports.may_export",
    "huiyin.inspection.desk._set",
}
"""Parts of rules that the tables of moves and of rooms try, and what is no rule."""
ROOMS = {
    "foi": ("foi.view_register", PERSONAL),
    "hotline": ("hotline.view_requests", "hotline.see_caller"),
    "licences": ("licensing.view_ledger", "licensing.register_licence"),
    "manuscripts": ("editorial.view_manuscripts", ""),
    "powers": ("registers.view_powers", ""),
    "officers": ("registers.view_officers", ""),
    "budgets": ("registers.view_budgets", ""),
    "budget-lines": ("registers.view_budgets", ""),
    "decisions": ("registers.view_decisions", ""),
    "opinions": ("registers.view_decisions", "registers.see_opinion_sender"),
    "disclosure": ("disclosure.import_pages | disclosure.view_statistics", ""),
    "reminders": ("disclosure.import_pages | disclosure.view_statistics", ""),
}
"""Who reads the lists of a room, takes them along, and reveals its personal data."""


def declared():
    """(module.name, node) of each function that takes an actor and answers yes or no."""
    for path in tree.python():
        parts = path.relative_to(tree.ROOT).with_suffix("").parts
        if parts[0] != "huiyin" or {"tests", "testing", "migrations"} & set(parts):
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and _is_rule(node):
                yield f"{'.'.join(parts)}.{node.name}"


def _is_rule(node):
    kinds = {ast.unparse(one.annotation) for one in node.args.args if one.annotation}
    answers = node.returns is not None and ast.unparse(node.returns) == "bool"
    return answers and "Actor" in kinds


def of_moves():
    """The rules that the tables of moves try."""
    for flow in workflows():
        rules = [move.rule for move in flow.moves.values()]
        rules += [rule for _, rule in flow.starts.values()]
        yield from (f"{rule.__module__}.{rule.__name__}" for rule in rules)


def test_every_rule_is_in_a_table():
    assert set(declared()) - set(of_moves()) == {name for name, *_ in RULES} | PARTS


@pytest.fixture
def scene(bureau, morning):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    return Scene(bureau, elsewhere, morning)


def people(scene, rights):
    """Everybody with each right alone, with all but it, with just what is needed, with nothing."""
    every = declared_rights()
    sets = {frozenset(), every, *rights.alternatives()}
    sets |= {frozenset({right}) for right in every} | {every - {right} for right in every}
    for grants in sets:
        yield Person(CLERK, grants, someone(scene, CLERK, grants))
    yield Person(VISITOR, frozenset(), visitor())
    yield Person(SYSTEM, frozenset(), system("test"))


def wrong(scene, rule, rights):
    return [str(p) for p in people(scene, rights) if rule(p.actor) is not rights.opens_to(p)]


@pytest.mark.parametrize(
    ("name", "about", "rights"), RULES, ids=[" ".join((n, *a.values())) for n, a, _ in RULES]
)
def test_a_rule_opens_by_its_right_alone(scene, name, about, rights):
    module, _, attribute = name.rpartition(".")
    rule = getattr(import_module(module), attribute)
    assert set().union(*rights.alternatives()) <= declared_rights()
    application = Application(pk=1, agency=scene.bureau)
    subjects = {
        "application": application,
        "template": LetterTemplate(agency=scene.bureau),
        "agency": scene.bureau,
        "request": ServiceRequest(pk=1, agency=scene.bureau),
        "paper": Paper(pk=1, application=application, kind=about.get("kind", "")),
        **about,
    }
    names = list(inspect.signature(rule).parameters)[1:]
    assert not wrong(scene, lambda actor: rule(actor, *(subjects[n] for n in names)), rights)


def test_columns_are_set_by_their_agency_alone(scene):
    stranger = someone(scene, CLERK, declared_rights())
    assert may_set(stranger, scene.bureau)
    assert not may_set(stranger, scene.elsewhere)


def test_the_table_names_every_room():
    import_module(settings.ROOT_URLCONF)  # a room is known when its addresses are
    assert set(ROOMS) == {room.key for room in rooms()}


@pytest.mark.parametrize("key", sorted(ROOMS))
def test_a_room_opens_by_its_rights_alone(scene, key):
    room, (view, personal) = find(key), ROOMS[key]
    assert not wrong(scene, room.may_view, Rights(view))
    assert not wrong(scene, room.may_reveal, Rights(personal, system=bool(personal)))
    assert not wrong(
        scene,
        partial(may_export, room),
        Rights(view, system=bool(room.ledger)) if room.ledger else Rights(system=False),
    )


GATES = {
    "huiyin.letters.actions": "letters.edit_template",
    "huiyin.proofreading.actions": "proofreading.edit_wording",
    "huiyin.editorial.chains": "editorial.manage_chains",
    "huiyin.disclosure.actions": "disclosure.import_pages",
    "huiyin.ingest.migrating": "ingest.open_migration",
    "huiyin.organisations.actions": "organisations.appoint",
}
"""Modules of actions that are no moves: the right that each of them asks for, in its agency."""


@pytest.mark.parametrize("module", sorted(GATES))
def test_actions_beside_moves_ask_for_their_right_in_their_agency(scene, module):
    check, rights = import_module(module)._check, Rights(GATES[module])
    subject = scene.bureau
    if module == "huiyin.organisations.actions":
        subject = ensure_posts(scene.bureau)["信息公开岗"]

    def lets(actor):
        try:
            check(actor, subject)
        except (PermissionDenied, MoveForbiddenError, AppointmentForbiddenError):
            return False
        return True

    assert not wrong(scene, lets, rights)
    stranger = replace(
        someone(scene, CLERK, declared_rights()), agencies=frozenset({scene.elsewhere.pk})
    )
    assert not lets(stranger)


def test_a_letter_is_sent_anew_by_its_own_agency_alone(scene):
    notice = notices.queue(
        "email", "a@example.org", "通知", "正文", about=scene.bureau, at=scene.at
    )
    every = declared_rights()
    stranger = replace(someone(scene, CLERK, every), agencies=frozenset({scene.elsewhere.pk}))
    without = someone(scene, CLERK, every - {"notices.view_notice"})
    for actor in (stranger, without):
        with pytest.raises(PermissionDenied):
            notices.resend(notice, actor=actor, at=scene.at)
    with pytest.raises(ValidationError, match="不需要重新发送"):
        notices.resend(notice, actor=someone(scene, CLERK, every), at=scene.at)


@pytest.mark.parametrize("flow", workflows(), ids=lambda flow: flow.model._meta.label_lower)
def test_many_are_begun_by_right_and_agency_as_one_is(scene, flow):
    stranger = replace(
        someone(scene, CLERK, declared_rights()), agencies=frozenset({scene.elsewhere.pk})
    )
    for name in flow.starts:
        for actor in (stranger, visitor()):
            with pytest.raises(MoveForbiddenError):
                flow.start_many(name, [flow.model(agency=scene.bureau)], actor=actor, at=scene.at)
        if name != "submit":  # anybody may
            clerk = someone(scene, CLERK, frozenset())
            with pytest.raises(MoveForbiddenError):
                flow.start_many(name, [], actor=clerk, at=scene.at)


def test_a_ledger_is_imported_by_right_and_agency(scene):
    every = declared_rights()
    stranger = replace(someone(scene, CLERK, every), agencies=frozenset({scene.elsewhere.pk}))
    for ledger in ledgers.every():
        _permit(ledger, someone(scene, CLERK, every), scene.bureau)
        for actor in (stranger, someone(scene, CLERK, frozenset()), visitor()):
            with pytest.raises(MoveForbiddenError):
                _permit(ledger, actor, scene.bureau)


@pytest.mark.parametrize("kind", ["foi", "hotline"])
def test_personal_data_are_taken_along_by_right_and_agency(scene, kind):
    ledger = ledgers.find(kind)
    every = declared_rights()
    stranger = replace(someone(scene, CLERK, every), agencies=frozenset({scene.elsewhere.pk}))
    without = someone(scene, CLERK, every - {ledger.personal_permission})
    for actor in (stranger, without):
        with pytest.raises(MoveForbiddenError):
            _note_personal(ledger, scene.bureau, actor, scene.at, 0, "xlsx")
    _note_personal(ledger, scene.bureau, someone(scene, CLERK, every), scene.at, 0, "xlsx")
    assert Entry.objects.filter(verb="ingest.export").count() == 1


def test_indicators_are_set_by_their_right(scene):
    loading.load()
    indicator = Indicator.objects.first()
    every = declared_rights()
    without = someone(scene, CLERK, every - {SET})
    for change in (
        lambda actor: set_indicator(indicator, {}, reason="核对", actor=actor, at=scene.at),
        lambda actor: restore_indicator(indicator, actor=actor, at=scene.at),
    ):
        with pytest.raises(PermissionDenied):
            change(without)
