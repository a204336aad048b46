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
from huiyin.casework.rights import Right
from huiyin.casework.rooms import find, rooms
from huiyin.casework.testing import (
    CLERK,
    SYSTEM,
    VISITOR,
    Person,
    Rights,
    Scene,
    also_elsewhere,
    declared_rights,
    someone,
)
from huiyin.casework.workflow import MoveForbiddenError, workflows
from huiyin.desk.exports import may_export
from huiyin.disclosure.models import DocumentPage
from huiyin.disclosure.tree.columns import may_set
from huiyin.foi.models import Application, Paper
from huiyin.hotline.models import ServiceRequest
from huiyin.ingest import ledgers
from huiyin.ingest.ledgers.exporting import _note_personal
from huiyin.ingest.ledgers.importing import _permit
from huiyin.inspection import loading
from huiyin.inspection.actions import restore_indicator, set_indicator
from huiyin.inspection.models import Indicator
from huiyin.inspection.reach import SET
from huiyin.letters.models import LetterTemplate
from huiyin.notices import actions as notices
from huiyin.organisations.actions import AppointmentForbiddenError
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts

from .architecture import tree
from .matrix.doors import ON_VIEW

HANDLE, PERSONAL = "foi.handle_application", "foi.see_personal"
READS = f"{PERSONAL} | foi.review_answer | foi.sign_answer"
# module and name, what else it is asked about → whom it lets through
RULES = [
    ("huiyin.foi.rules.may_see_personal", {}, Rights(PERSONAL)),
    ("huiyin.foi.rules.may_handle", {}, Rights(HANDLE)),
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
    ("huiyin.foi.templatetags.foi.promises_for", {}, Rights("foi.approve_extension")),
    ("huiyin.foi.actions.publishing.may_publish_on", {}, Rights(f"{HANDLE} & {PERSONAL}")),
    ("huiyin.foi.redacting.work.may_redact", {}, Rights(f"{HANDLE} & {PERSONAL}")),
    (
        "huiyin.hotline.calls.ends._may_assign",
        {},
        Rights("hotline.assign_request & coordination.coordinate"),
    ),
    ("huiyin.reports.rules.may_write", {}, Rights("reports.write_summary")),
    ("huiyin.letters.actions.may_approve", {}, Rights("letters.approve_template")),
    (
        "huiyin.disclosure.cms.door.may_write",
        {},
        Rights("wagtailadmin.access_admin & editorial.draft"),
    ),
    ("huiyin.disclosure.tree.columns.may_set", {}, Rights("disclosure.change_columnpage")),
]
SOMEWHERE = [
    ("huiyin.desk.audit_reach.sees_all", Rights("audit.view_all")),
    ("huiyin.desk.timetable.may_see", Rights("jobs.view_lastrun")),
    ("huiyin.publicity.timeliness_desk.may_enter", Rights(ON_VIEW)),
    ("huiyin.desk.working_days.may_announce", Rights("workdays.announce_notice")),
    (
        "huiyin.desk.imports.may_import",
        Rights(
            "foi.register_application | hotline.register_request | hotline.collect_round"
            " | hotline.keep_places | hotline.keep_categories | licensing.register_licence | penalties.handle_penalty | commitments.register_commitment | enforcement.plan_inspection | coercion.keep_coercion | approvals.handle_application"
            " | registers.keep_powers | registers.keep_officers | registers.keep_budgets"
            " | disclosure.import_pages | proposals.register_proposal | reports.keep_plans | assessment.organise_assessment | rectification.keep_rectification"
        ),
    ),
]
"""Rules without a place: of the whole site, or of a menu."""
PARTS = {
    "huiyin.hotline.rules._is_of_the_lead",
    "huiyin.editorial.rules.holds_post",
    "huiyin.foi.rules.has_handled",
    "huiyin.foi.rules.wrote",
    "huiyin.editorial.proof.is_another",
    "huiyin.desk.exports.may_export",
    "huiyin.inspection.desk._set",
    "huiyin.accounts.actions.may_administer",
    "huiyin.organisations.desk._is_other",
    "huiyin.organisations.desk._is_proposer",
    "huiyin.organisations.desk._others_administer",
    "huiyin.hotline.surges.actions.can_join",
    "huiyin.inspection.reach.covers",
    "huiyin.inspection.reach.covers_site",
}
"""What other tables try (of moves, rooms, accounts, the administrators' pages, parts of an inspection), and what is no rule."""
ROOMS = {
    "foi": ("foi.view_register", PERSONAL),
    "hotline": ("hotline.view_requests | coordination.handle", "hotline.see_caller"),
    **dict.fromkeys(
        ("rounds", "half-days", "deferrals", "surges", "places"), ("hotline.view_requests", "")
    ),
    "platforms": ("hotline.keep_platforms", ""),
    "categories": ("hotline.view_requests", ""),
    "licences": ("licensing.view_ledger", "licensing.register_licence"),
    "penalties": ("penalties.view_penalties", "penalties.handle_penalty"),
    "commitments": ("commitments.view_commitments", "commitments.register_commitment"),
    "approvals": ("approvals.view_applications", "approvals.see_applicant"),
    "exchange": ("exchange.view_batches", ""),
    "repairs": ("credit.view_repairs", "credit.see_applicant"),
    "objections": ("credit.view_objections", "credit.see_applicant"),
    "inspections": ("enforcement.view_inspections", ""),
    "coercions": ("coercion.view_coercions", ""),
    "manuscripts": ("editorial.view_manuscripts", ""),
    "bulletins": ("bulletins.view_bulletins", ""),
    "powers": ("registers.view_powers", ""),
    "officers": ("registers.view_officers", ""),
    **dict.fromkeys(("budgets", "budget-lines"), ("registers.view_budgets", "")),
    "decisions": ("registers.view_decisions", ""),
    "plans": ("reports.view_plans | reports.keep_plans | coordination.handle", ""),
    "plan-documents": ("reports.view_plans | reports.keep_plans", ""),
    "annual-reports": ("reports.view_annual | reports.write_annual | reports.check_annual", ""),
    "reorganisations": ("structure.keep", ""),
    "unifications": ("subjects.propose_unification | subjects.confirm_unification", ""),
    "opinions": ("registers.view_decisions", "registers.see_opinion_sender"),
    "disclosure": ("disclosure.import_pages | disclosure.view_statistics", ""),
    "proposals": ("proposals.view_proposals", "proposals.see_proposer"),
    "rubric": ("assessment.view_assessments", ""),
    "assessments": ("assessment.view_assessments | assessment.answer_assessment", ""),
    "assignments": ("coordination.coordinate | coordination.handle", ""),
    "rectifications": ("rectification.view_rectifications | coordination.handle", ""),
    "supervisions": ("coordination.supervise | coordination.handle", ""),
    "escalations": (
        "coordination.supervise | coordination.lead_unit | organisations.lead"
        " | coordination.head_agency",
        "",
    ),
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
        named = (rule for rule in rules if not isinstance(rule, Right))
        yield from (f"{rule.__module__}.{rule.__name__}" for rule in named)


def test_every_right_that_is_named_exists():
    """A misspelt right opens nothing to anybody, and only a manager's everything would hide it."""
    import_module(settings.ROOT_URLCONF)
    rules = [move.rule for flow in workflows() for move in flow.moves.values()]
    rules += [rule for flow in workflows() for _, rule in flow.starts.values()]
    named = {rule.name for rule in rules if isinstance(rule, Right)}
    for room in rooms():
        named |= {
            *room.permissions,
            room.personal_permission,
            *(room.todo.heads if room.todo else ()),
        }
    assert named - {""} <= declared_rights()


def test_every_rule_is_in_a_table():
    listed = {name for name, *_ in RULES} | {name for name, _ in SOMEWHERE}
    assert set(declared()) - set(of_moves()) == listed | PARTS


@pytest.fixture
def scene(bureau, morning):
    elsewhere = Organisation.objects.create(
        name="别的局", short_name="别局", slug="bj", is_agency=True
    )
    return Scene(bureau, elsewhere, morning)


def every_right():
    return declared_rights() | {"wagtailadmin.access_admin"}


def of_elsewhere(scene):
    """Somebody with every right of the other agency alone."""
    return replace(
        someone(scene, CLERK, frozenset()), grants={scene.elsewhere.pk: declared_rights()}
    )


def people(scene, rights, elsewhere):
    """Everybody with each right alone, with all but it, with just what is needed, with nothing.

    Whoever lacks something has it `elsewhere`.
    """
    every, least = every_right(), rights.alternatives()
    sets = {frozenset(), every, *least}
    sets |= {frozenset({right}) for right in every} | {every - {right} for right in every}
    for grants in sets:
        actor = someone(scene, CLERK, grants)
        if elsewhere and not any(needed <= grants for needed in least):
            actor = also_elsewhere(actor, scene, every)
        yield Person(CLERK, grants, actor)
    yield Person(VISITOR, frozenset(), visitor())
    yield Person(SYSTEM, frozenset(), system("test"))


def wrong(scene, rule, rights, *, elsewhere=True):
    tried = people(scene, rights, elsewhere)
    return [str(p) for p in tried if rule(p.actor) is not rights.opens_to(p)]


@pytest.mark.parametrize(("name", "rights"), SOMEWHERE, ids=[name for name, _ in SOMEWHERE])
def test_a_rule_without_a_place_opens_by_its_right_alone(scene, name, rights):
    module, _, attribute = name.rpartition(".")
    rule = getattr(import_module(module), attribute)
    assert not wrong(scene, rule, rights, elsewhere=False)


@pytest.mark.parametrize(
    ("name", "about", "rights"), RULES, ids=[" ".join((n, *a.values())) for n, a, _ in RULES]
)
def test_a_rule_opens_by_its_right_alone(scene, name, about, rights):
    module, _, attribute = name.rpartition(".")
    rule = getattr(import_module(module), attribute)
    assert set().union(*rights.alternatives()) <= every_right()
    application = Application(pk=1, agency=scene.bureau)
    subjects = {
        "application": application,
        "template": LetterTemplate(agency=scene.bureau),
        "agency": scene.bureau,
        "where": scene.bureau.pk,
        "page": DocumentPage(agency=scene.bureau),
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
    here = scene.bureau.pk
    rights = Rights(personal, system=bool(personal))
    assert not wrong(scene, lambda actor: room.may_view(actor, here), Rights(view))
    assert not wrong(scene, lambda actor: room.may_reveal(actor, here), rights)
    assert not wrong(scene, room.may_enter, Rights(view), elsewhere=False)
    rights = Rights(view, system=bool(room.ledger)) if room.ledger else Rights(system=False)
    assert not wrong(scene, partial(may_export, room), rights, elsewhere=False)
    mine = scene.bureau.pk, scene.elsewhere.pk
    both = also_elsewhere(someone(scene, CLERK, frozenset()), scene, declared_rights())
    for agency in mine:
        assert room.agencies_of(both).contains(Organisation(pk=agency)) is (agency != here)


GATES = {
    "huiyin.letters.actions": "letters.edit_template",
    "huiyin.proofreading.actions": "proofreading.edit_wording",
    "huiyin.editorial.chains": "editorial.manage_chains",
    "huiyin.disclosure.tree.actions": "disclosure.import_pages",
    "huiyin.ingest.migrating": "ingest.open_migration",
    "huiyin.organisations.actions": "organisations.appoint",
}
"""Modules of actions that are no moves: the right that each of them asks for, in its agency."""


@pytest.mark.parametrize("module", sorted(GATES))
def test_actions_beside_moves_ask_for_their_right_in_their_agency(scene, module):
    actions, rights = import_module(module), Rights(GATES[module])
    check, subject = getattr(actions, "_check", None), scene.bureau
    if module == "huiyin.organisations.actions":
        check, subject = actions.check_post, ensure_posts(scene.bureau)["信息公开岗"]

    def lets(actor):
        try:
            check(actor, subject)
        except (PermissionDenied, MoveForbiddenError, AppointmentForbiddenError):
            return False
        return True

    assert not wrong(scene, lets, rights)
    stranger = of_elsewhere(scene)
    assert not lets(stranger)


def test_a_letter_is_sent_anew_by_its_own_agency_alone(scene):
    notice = notices.queue(
        "email", "a@example.org", "通知", "正文", about=scene.bureau, at=scene.at
    )
    every = declared_rights()
    stranger = of_elsewhere(scene)
    lacks = someone(scene, CLERK, every - {"notices.view_notice"})
    without = also_elsewhere(lacks, scene, every)
    for actor in (stranger, without):
        with pytest.raises(PermissionDenied):
            notices.resend(notice, actor=actor, at=scene.at)
    with pytest.raises(ValidationError, match="不需要重新发送"):
        notices.resend(notice, actor=someone(scene, CLERK, every), at=scene.at)


@pytest.mark.parametrize("flow", workflows(), ids=lambda flow: flow.model._meta.label_lower)
def test_many_are_begun_by_right_and_agency_as_one_is(scene, flow):
    stranger = of_elsewhere(scene)
    for name in flow.starts:
        for actor in (stranger, visitor()):
            with pytest.raises(MoveForbiddenError):
                flow.start_many(name, [flow.model(agency=scene.bureau)], actor=actor, at=scene.at)
        if name != "submit":  # anybody may
            clerk = also_elsewhere(someone(scene, CLERK, frozenset()), scene, declared_rights())
            with pytest.raises(MoveForbiddenError):
                flow.start_many(name, [flow.model(agency=scene.bureau)], actor=clerk, at=scene.at)


def test_a_ledger_is_imported_by_right_and_agency(scene):
    every = declared_rights()
    stranger = of_elsewhere(scene)
    without = also_elsewhere(someone(scene, CLERK, frozenset()), scene, every)
    for ledger in ledgers.every():
        _permit(ledger, someone(scene, CLERK, every), scene.bureau)
        for actor in (stranger, without, visitor()):
            with pytest.raises(MoveForbiddenError):
                _permit(ledger, actor, scene.bureau)


@pytest.mark.parametrize("kind", ["foi", "hotline"])
def test_personal_data_are_taken_along_by_right_and_agency(scene, kind):
    ledger = ledgers.find(kind)
    every = declared_rights()
    stranger = of_elsewhere(scene)
    lacks = someone(scene, CLERK, every - {ledger.personal_permission})
    without = also_elsewhere(lacks, scene, every)
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
