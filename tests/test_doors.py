"""What is done at the desk beside moves: which right opens each door that takes a form.

The tables of moves try the rules, `test_rules.py` what is no move's; here the screens are asked
whether they ask them. A door that answers to a form and stands in no table fails.
"""

from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.utils import timezone

from huiyin.casework.testing import Rights, declared_rights
from huiyin.desk.tests.conftest import *  # noqa: F403 - people at their desks, and their matters
from huiyin.desk.tests.test_urls import TABLE, address
from huiyin.hotline import actions as hotline
from huiyin.organisations.models import Post
from huiyin.planning import actions as planning
from huiyin.planning.tests.trial import document
from tests.matrix.world import stands_out

REGISTERS = "registers.keep_powers | registers.keep_officers | registers.keep_budgets"
STATISTICS = "disclosure.import_pages | disclosure.view_statistics"
ASSESSED = "assessment.view_assessments | assessment.answer_assessment"
LETTERS, RUN = "letters.edit_template", "inspection.run_inspection"
WORDS, FOI = "proofreading.edit_wording", "foi.view_register"


def either(right):
    """Whoever reads all requests, or has a task of this one, and holds the right."""
    return f"hotline.view_requests & {right} | coordination.handle & {right}"


FORMS = {
    ("desk-audit-verify", ""): "audit.view_entry",
    ("desk-audit-heads", ""): "audit.view_entry",
    ("desk-office-hours", ""): "casework.keep_clocks",
    (
        "desk-import",
        "",
    ): "foi.register_application | hotline.register_request | hotline.collect_round"
    f" | hotline.keep_places | hotline.keep_categories | licensing.register_licence | penalties.handle_penalty | commitments.register_commitment | enforcement.plan_inspection | coercion.keep_coercion | approvals.handle_application | {REGISTERS} | disclosure.import_pages"
    " | proposals.register_proposal | assessment.organise_assessment"
    " | rectification.keep_rectification | reports.keep_plans",
    ("desk-migration", ""): "ingest.open_migration",
    ("check-reports", ""): "reports.write_summary",
    ("annual-total", "2025"): "reports.view_annual | reports.write_annual | reports.check_annual",
    ("desk-saved", "foi"): FOI,
    ("desk-saved-drop", "foi 1"): FOI,
    ("desk-saved-share", "foi 1"): FOI,
    ("desk-habit", "foi"): FOI,
    ("desk-bulk-run", "licences 0"): "licensing.view_ledger",
    ("desk-bulk", "licences"): "licensing.view_ledger",
    ("desk-reveal", "foi 1 applicant_name"): f"{FOI} & foi.see_personal",
    ("desk-reveal", "hotline 1 caller_name"): either("hotline.see_caller"),
    ("desk-start", "licences"): "licensing.view_ledger & licensing.register_licence",
    ("desk-start", "foi"): f"{FOI} & foi.register_application",
    ("desk-start", "hotline"): either("hotline.register_request"),
    ("desk-move", "licences 1 void"): "licensing.view_ledger & licensing.void_licence",
    ("desk-move", "foi 1 extend"): f"{FOI} & foi.approve_extension",
    ("desk-move", "hotline 1 add_assistants"): either(
        "hotline.assign_request & coordination.coordinate"
    ),
    ("foi-promises", ""): "foi.approve_extension",
    ("hotline-call", "0a1b2c3d4e5f"): "hotline.register_request",
    ("hotline-call-beside", "similar"): "hotline.register_request",
    ("hotline-callers", ""): "hotline.see_caller",
    ("hotline-calls-of", "@hotline"): either("hotline.see_caller"),
    ("licence-words", ""): "licensing.keep_words",
    ("desk-subject-statement", "1"): "subjects.look_up & subjects.issue_statement",
    ("penalty-rules", ""): "penalties.keep_rules",
    ("commitment-terms", ""): "commitments.keep_terms",
    ("licence-rules", ""): "approvals.keep_rules",
    ("credit-terms", ""): "credit.keep_terms",
    ("inspection-items", ""): "enforcement.keep_items",
    ("exchange-next", ""): "exchange.view_batches & exchange.send_batch",
    ("exchange-rules", ""): "exchange.keep_rules",
    ("hotline-targets", ""): "hotline.keep_targets",
    ("hotline-grounds", ""): "hotline.keep_grounds",
    ("request-terms", ""): "hotline.keep_targets",
    ("collection-rules", ""): "hotline.keep_collection_rules",
    ("hotline-categories", ""): "hotline.keep_categories",
    ("hotline-surge-main", "@surges"): "hotline.view_requests & hotline.assign_request",
    ("hotline-read-reply", "@hotline"): "hotline.view_requests | coordination.handle",
    ("hotline-uncategorised", ""): "hotline.register_request",
    ("return-terms", ""): "coordination.keep_returns",
    ("supervision-rules", ""): "coordination.keep_supervision",
    ("bulletin-practice", ""): "bulletins.keep_practice",
    ("publicity-terms", ""): "publicity.keep_terms",
    ("data-terms", ""): "opendata.keep_terms",
    ("dissolve-unit", ""): "organisations.appoint",
    ("routing-floor", ""): "routing.set_certainty",
    ("routing-category", "@hotline"): either("hotline.register_request"),
    ("annual-dates", ""): "reports.keep_annual_dates",
    ("proposal-terms", ""): "proposals.keep_terms",
    ("assessment-rules", ""): "assessment.organise_assessment",
    ("assessment-compute", "0"): ASSESSED,
    ("assessment-line", "0 0"): ASSESSED,
    ("assessment-rubric", "cgj 2025"): "assessment.view_assessments",
    ("rectification-terms", ""): "rectification.keep_terms",
    ("plan-terms", ""): "reports.keep_plans",
    ("plan-take", "@plan-documents"): "reports.keep_plans",
    ("licences-template-upload", "certificate"): LETTERS,
    ("licences-template-restore", "certificate"): LETTERS,
    ("licences-template-decide", "certificate"): "letters.approve_template",
    ("approvals-template-series", ""): LETTERS,
    ("approvals-template-upload", "accept"): LETTERS,
    ("approvals-template-restore", "accept"): LETTERS,
    ("approvals-template-decide", "accept"): "letters.approve_template",
    ("penalties-template-series", ""): LETTERS,
    ("penalties-template-upload", "notice"): LETTERS,
    ("penalties-template-restore", "notice"): LETTERS,
    ("penalties-template-decide", "notice"): "letters.approve_template",
    ("enforcement-template-series", ""): LETTERS,
    ("enforcement-template-upload", "notice"): LETTERS,
    ("enforcement-template-restore", "notice"): LETTERS,
    ("enforcement-template-decide", "notice"): "letters.approve_template",
    ("foi-template-series", ""): LETTERS,
    ("foi-template-upload", "answer"): LETTERS,
    ("foi-template-restore", "answer"): LETTERS,
    ("foi-template-decide", "answer"): "letters.approve_template",
    ("rectification-template-series", ""): LETTERS,
    ("rectification-template-upload", "order"): LETTERS,
    ("rectification-template-restore", "order"): LETTERS,
    ("rectification-template-decide", "order"): "letters.approve_template",
    ("foi-paper-freeze", "@foi 0"): FOI,
    ("foi-files", "@foi"): f"{FOI} & foi.handle_application & foi.see_personal",
    ("foi-letter", "@foi receipt"): f"{FOI} & foi.handle_application",
    ("foi-redact-finish", "@foi 0"): f"{FOI} & foi.handle_application & foi.see_personal",
    ("foi-redact", "@foi 0"): f"{FOI} & foi.handle_application & foi.see_personal",
    ("foi-publish-on", "@foi"): f"{FOI} & foi.handle_application & foi.see_personal",
    ("columns-layout", ""): STATISTICS,
    ("column-settings", "0"): STATISTICS,
    ("column-new", ""): STATISTICS,
    ("column-remove", "0"): STATISTICS,
    ("inspection-start", ""): f"inspection.view_inspection & {RUN}",
    ("inspection-step", "0"): f"inspection.view_inspection & {RUN}",
    ("indicator", "none"): "inspection.view_inspection",
    ("desk-calendar-preview", ""): "workdays.announce_notice",
    ("desk-calendar-announce", ""): "workdays.announce_notice",
    ("manuscript-begin", ""): "editorial.draft",
    ("document-adopt", "0"): "editorial.view_manuscripts",
    ("document-pictures", "0"): "editorial.view_manuscripts",
    ("manuscript-chain", "0"): "editorial.manage_chains",
    ("wording-new", ""): WORDS,
    ("wording-edit", "0"): WORDS,
    ("wording-switch", ""): WORDS,
    ("wording-import", ""): WORDS,
    ("posts", ""): "organisations.appoint",
    ("post-end", "0"): "organisations.appoint",
    ("duties", ""): "structure.keep",
    ("stand-in", ""): "organisations.appoint",
    ("stand-in-end", "0"): "organisations.appoint",
    ("account-reset", "0"): "accounts.reset_second_factor",
    ("notice-resend", "0"): "notices.view_notice",
    ("summary-frame", "2020 cgj"): "reports.write_summary",
    ("summary-measures", "2020 cgj"): "reports.write_summary",
    ("summary-paragraph", "2020 cgj training"): "reports.write_summary",
    ("annual-paragraph", "0 annual/platform/own"): "reports.write_annual",
    ("annual-state", "0 fees.charged"): "reports.write_annual",
}
"""Name and arguments of an address → the rights without which a form sent to it is refused."""
PAGES = {
    ("desk-statutory", "2020"): FOI,
    ("desk-statutory-file", "2020 docx"): FOI,
    ("desk-audit", ""): "audit.view_entry",
    ("desk-list", "licences"): "licensing.view_ledger",
    (
        "publicity-timeliness",
        "",
    ): "licensing.view_ledger | penalties.view_penalties | commitments.view_commitments",
    ("bulletin-proof", ""): "bulletins.view_bulletins",
    ("desk-list", "foi"): FOI,
    ("desk-list", "hotline"): "hotline.view_requests | coordination.handle",
    ("hotline-alike", "@hotline"): "hotline.view_requests | coordination.handle",
    ("dissolve-unit", ""): "organisations.appoint",
    ("foi-templates", ""): f"{LETTERS} | letters.approve_template",
    ("rectification-templates", ""): f"{LETTERS} | letters.approve_template",
    ("enforcement-templates", ""): f"{LETTERS} | letters.approve_template",
    ("licences-templates", ""): f"{LETTERS} | letters.approve_template",
    ("approvals-templates", ""): f"{LETTERS} | letters.approve_template",
    ("penalties-templates", ""): f"{LETTERS} | letters.approve_template",
    ("foi-papers", "@foi"): FOI,
    ("proposal-years", ""): "proposals.view_proposals",
    ("assessment-results", ""): ASSESSED,
    ("training", ""): "coordination.coordinate",
    ("training-file", "docx"): "coordination.coordinate",
    ("columns", ""): STATISTICS,
    ("gaps", ""): STATISTICS,
    ("inspection", ""): "inspection.view_inspection",
    ("manuscript-chains", ""): "editorial.manage_chains",
    ("wording", ""): WORDS,
    ("posts", ""): "organisations.appoint",
    ("accounts", ""): "accounts.reset_second_factor",
    ("notices", ""): "notices.view_notice",
    ("desk-timetable", ""): "jobs.view_lastrun",
    ("desk-overview", ""): "organisations.lead",
    ("desk-overview-light", "foi red"): f"organisations.lead & {FOI}",
}
OPEN = {
    *("desk", "change-password", "sign-in", "sign-out", "sign-in-password", "sign-in-code"),
    *("sign-in-enrol", "sign-in-onward", "safety", "safety-device", "safety-recovery-codes"),
    *("safety-end-session", "safety-end-sessions", "typing", "typing-drop"),
    "desk-why",  # what is looked at asks for itself who may see it
    "enforcement-statistics-publish",  # likewise
    "summary-publish",  # the start that it makes asks for the right to draft
}
"""Everybody's own account and desk."""


ADMINISTRATORS = {"account": "0", "account-act": "0 close", "desk-site": ""}
"""Name and arguments of what only 全站管理员 do, whom no post makes."""


@pytest.fixture
def matters(licence, application, request_, bureau, robot):
    given = hotline.assign(request_(), actor=robot, at=timezone.localtime(), unit=bureau)
    surge = stands_out(bureau, timezone.localdate())
    plan = planning.register(document(bureau), actor=robot, at=timezone.localtime())
    return {
        "licences": licence(),
        "foi": application(),
        "hotline": given,
        "surges": surge,
        "plan-documents": plan,
    }


@pytest.fixture
def asked(person, bureau, matters):
    """Ask a door as somebody with just these rights: the status, and all is undone."""
    client = Client()
    user = person("me", "信息公开岗")
    group = Post.objects.get(memberships__user=user).group
    keys = {
        f"{one.content_type.app_label}.{one.codename}": one.pk
        for one in Permission.objects.select_related("content_type")
    }

    def ask(method, name, arguments, rights):
        with transaction.atomic():
            client.force_login(user)
            group.permissions.set([keys[right] for right in rights if right in keys])
            status = getattr(client, method)(address(name, arguments, matters)).status_code
            transaction.set_rollback(True)
        return status

    return ask


def wrong(asked, method, table):
    every = declared_rights()
    for (name, arguments), codes in table.items():
        least = Rights(codes).alternatives()
        assert set().union(*least) <= every, name
        for rights in least:
            if (status := asked(method, name, arguments, rights)) in (403, 405):
                yield f"{name} {arguments}: {status} for {sorted(rights)}"
        for missing in {frozenset(lacks) for lacks in product(*least)}:
            if (status := asked(method, name, arguments, every - missing)) != 403:
                yield f"{name} {arguments}: {status} without {sorted(missing)}"


def test_a_form_is_taken_from_whoever_has_the_right(asked):
    assert not list(wrong(asked, "post", FORMS))


def test_what_is_the_administrators_opens_to_no_right(asked):
    every = declared_rights()
    assert {asked("post", *door, every) for door in ADMINISTRATORS.items()} == {403}


def test_a_page_is_shown_to_whoever_has_the_right(asked):
    assert not list(wrong(asked, "get", PAGES))


def test_the_table_names_every_door_that_takes_a_form(asked):
    every = declared_rights()
    doors = {(name, rights) for name, rights, _ in TABLE}
    known = {name for name, _ in FORMS} | OPEN | set(ADMINISTRATORS)
    assert not {
        name
        for name, rights in doors
        if name not in known and asked("post", name, rights, every) != 405
    }
