"""Every desk address × every role: the exact status."""

from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver

from huiyin.accounts.models import User
from huiyin.organisations.actions import dismiss
from huiyin.organisations.models import Membership

ROLES = (
    "visitor",
    "no post",
    "foi",
    "hotline",
    "licensing",
    "other agency",
    "auditor",
    "superuser",
)
POSTS = {
    "no post": (),
    "foi": ("信息公开岗",),
    "hotline": ("热线办理岗",),
    "licensing": ("行政审批岗",),
    "other agency": ("信息公开负责人", "热线负责人", "行政审批负责人"),
    "auditor": ("审计岗",),
    "superuser": (),
}
OPEN = (302, 403, 200, 200, 200, 200, 200, 200)
# name of the address, its arguments, query → a status for each role
TABLE = {
    ("desk", "", ""): OPEN,
    ("desk-search", "", "?q=路"): OPEN,
    ("desk-overview", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-overview-light", "rectifications red", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-figures", "", "?year=2020"): OPEN,
    ("desk-totals", "", "?year=2020"): OPEN,
    ("desk-reports", "", ""): OPEN,
    ("desk-statutory", "2020", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-statutory-file", "2020 docx", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("change-password", "", ""): (302, 200, 200, 200, 200, 200, 200, 200),
    ("sign-in", "", ""): (200, 302, 302, 302, 302, 302, 302, 302),
    ("sign-out", "", ""): (405,) * 8,
    ("desk-figure", "licensing.decided", "?year=2020"): (302, 403, 403, 403, 200, 200, 403, 200),
    ("desk-figure", "foi.received", "?year=2020"): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-figure", "no.such", ""): (302, 403, 404, 404, 404, 404, 404, 404),
    ("desk-audit", "", ""): (302, 403, 403, 403, 403, 403, 200, 200),
    ("desk-audit-verify", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-audit-heads", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-import", "", ""): (302, 403, 200, 200, 200, 200, 403, 200),
    ("desk-migration", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-calendar", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-office-hours", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-calendar-preview", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-calendar-announce", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-timetable", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("desk-import-template", "licences", ""): (302, 403, 404, 404, 200, 200, 404, 200),
    ("desk-import-refused", "0000", ""): (302, 403, 404, 404, 404, 404, 404, 404),
    ("desk-list", "licences", ""): (302, 403, 403, 403, 200, 200, 403, 200),
    ("desk-list", "foi", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-list", "hotline", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("desk-list", "disclosure", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-list", "nonsense", ""): (302, 403, 404, 404, 404, 404, 404, 404),
    ("desk-list", "licences", "?export=xlsx"): (302, 403, 403, 403, 200, 200, 403, 403),
    ("desk-start", "licences", ""): (302, 403, 403, 403, 200, 200, 403, 200),
    ("desk-start", "foi", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-start", "hotline", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("desk-start", "disclosure", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("desk-board", "foi", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-board", "licences", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("desk-board", "hotline", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("desk-board-single", "foi", ""): (302, 403, 302, 302, 302, 302, 302, 302),
    ("desk-saved", "foi", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-saved-drop", "foi 1", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-saved-share", "foi 1", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-counts", "foi", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("desk-habit", "foi", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-palette", "", "?q=路&room=foi"): OPEN,
    ("desk-bulk-run", "licences 0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("desk-once", "foi 1", ""): (302, 403, 302, 403, 403, 404, 403, 302),
    ("desk-bulk", "licences", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-record", "licences 1", ""): (302, 403, 403, 403, 200, 404, 403, 200),
    ("desk-record", "foi 1", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("desk-record", "hotline 1", ""): (302, 403, 403, 200, 403, 404, 403, 200),
    ("desk-reveal", "foi 1 applicant_name", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("desk-move", "licences 1 publish", ""): (302, 403, 403, 403, 200, 404, 403, 200),
    ("desk-move", "licences 1 void", ""): (302, 403, 403, 403, 403, 404, 403, 200),
    ("desk-move", "licences 1 amend", ""): (302, 403, 403, 403, 200, 404, 403, 200),
    ("desk-move", "foi 1 extend", ""): (302, 403, 403, 403, 403, 404, 403, 200),
    ("desk-move", "foi 1 receive_payment", ""): (302, 403, 409, 403, 403, 404, 403, 409),
    ("desk-move", "hotline 1 assign", ""): (302, 403, 403, 200, 403, 404, 403, 200),
    ("desk-move", "hotline 1 fly", ""): (302, 403, 403, 404, 403, 404, 403, 404),
    ("sign-in-password", "", ""): (302, 302, 302, 302, 302, 302, 302, 302),
    ("sign-in-code", "", ""): (302, 302, 302, 302, 302, 302, 302, 302),
    ("sign-in-enrol", "", ""): (302, 302, 302, 302, 302, 302, 302, 302),
    ("sign-in-onward", "", ""): (405, 405, 405, 405, 405, 405, 405, 405),
    ("typing", "", ""): (302, 405, 405, 405, 405, 405, 405, 405),
    ("desk-why", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("typing-drop", "", ""): (302, 405, 405, 405, 405, 405, 405, 405),
    ("safety", "", ""): (302, 200, 200, 200, 200, 200, 200, 200),
    ("safety-device", "", ""): (302, 200, 200, 200, 200, 200, 200, 200),
    ("safety-recovery-codes", "", ""): (302, 302, 302, 302, 302, 302, 302, 302),
    ("safety-end-session", "0", ""): (302, 405, 405, 405, 405, 405, 405, 405),
    ("safety-end-sessions", "", ""): (302, 405, 405, 405, 405, 405, 405, 405),
    ("summary", "2020", ""): (302, 403, 200, 200, 200, 200, 200, 200),
    ("summary-paper", "2020", ""): OPEN,
    ("summary-frame", "2020 cgj", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("summary-measures", "2020 cgj", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("summary-paragraph", "2020 cgj training", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("summary-file", "2020 docx", ""): (302, 403, 200, 200, 200, 200, 200, 200),
    ("summary-published", "2020", ""): (302, 403, 200, 200, 200, 200, 200, 200),
    ("enforcement-statistics", "2020", ""): OPEN,
    ("enforcement-statistics-file", "2020 csv", ""): OPEN,
    ("enforcement-statistics-publish", "2020", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("summary-publish", "2020", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("approvals-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("approvals-template-series", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("approvals-template-current", "accept", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("approvals-template-sample", "accept", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("approvals-template-upload", "accept", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("approvals-template-decide", "accept", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("approvals-template-restore", "accept", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("penalties-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("penalties-template-series", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("penalties-template-current", "notice", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("penalties-template-sample", "notice", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("penalties-template-upload", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("penalties-template-decide", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("penalties-template-restore", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("enforcement-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("enforcement-template-series", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("enforcement-template-current", "notice", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("enforcement-template-sample", "notice", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("enforcement-template-upload", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("enforcement-template-decide", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("enforcement-template-restore", "notice", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("rectification-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("rectification-template-series", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("rectification-template-current", "order", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("rectification-template-sample", "order", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("rectification-template-upload", "order", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("rectification-template-decide", "order", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("rectification-template-restore", "order", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-promises", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("foi-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("foi-template-series", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-template-current", "answer", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("foi-template-sample", "answer", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("foi-template-upload", "answer", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-template-decide", "answer", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-template-restore", "answer", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-papers", "@foi", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("foi-letter", "@foi receipt", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("foi-paper-freeze", "@foi 0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("foi-paper-file", "@foi 0 pdf", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-material", "@foi 0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-files", "@foi", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("foi-redact", "@foi 0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-redact-page", "@foi 0 original 1", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-redact-finish", "@foi 0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-publish-on", "@foi", ""): (302, 403, 409, 403, 403, 404, 403, 409),
    ("foi-published-as", "@foi", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("foi-case-file", "@foi", ""): (302, 403, 200, 403, 403, 404, 403, 200),
    ("foi-leaving", "@foi", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("columns", "", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("columns-layout", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("column-new", "", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("column-remove", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("column-settings", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("gaps", "", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("gaps-workbook", "", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("inspection", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("check-reports", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("inspection-start", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("inspection-step", "0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("indicator", "none", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("hotline-file", "@hotline 0", ""): (302, 403, 403, 404, 403, 404, 403, 404),
    ("manuscript-begin", "", ""): (302, 403, 200, 403, 403, 403, 403, 200),
    ("manuscript-chains", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("manuscript-chain", "0", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("manuscript-text", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("manuscript-compare", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("manuscript-file", "0 0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("document-adopt", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("document-pictures", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("wording", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("wording-new", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("wording-edit", "0", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("wording-switch", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("wording-import", "", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("wording-export", "csv", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("posts", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("stand-in", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("stand-in-end", "0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("post-end", "0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("accounts", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("account", "0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("account-act", "0 close", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("desk-site", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("account-reset", "0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("notices", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("proposal-years", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("routing", "", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("routing-category", "0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("hotline-call-new", "", ""): (302, 403, 403, 302, 403, 302, 403, 302),
    ("hotline-call", "0a1b2c3d4e5f", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("hotline-call-beside", "similar", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("hotline-callers", "", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("hotline-calls-of", "@hotline", ""): (302, 403, 403, 200, 403, 404, 403, 200),
    ("licences-templates", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("licences-template-current", "certificate", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("licences-template-sample", "certificate", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("licences-template-upload", "certificate", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("licences-template-decide", "certificate", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("licences-template-restore", "certificate", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("licence-certificate", "1 0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("licence-words", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("commitment-terms", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("data-terms", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("commitment-evidence", "0 0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("credit-terms", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("repair-evidence", "0 0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("repair-notice", "0 0 pdf", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("objection-notice", "0 0 pdf", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("licence-rules", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("penalty-evidence", "0 0", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("penalty-case-file", "0", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("penalty-paper", "0 0 pdf", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("exchange-rules", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("exchange-next", "", ""): (302, 403, 403, 403, 200, 200, 403, 200),
    ("exchange-file", "0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("exchange-table", "0 records", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("inspection-items", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("inspection-paper", "0 0 pdf", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("penalty-rules", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("hotline-targets", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("duties", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("hotline-grounds", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("hotline-alike", "@hotline", ""): (302, 403, 403, 200, 403, 404, 403, 200),
    ("hotline-read-reply", "@hotline", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("request-terms", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("routing-floor", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("return-terms", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("supervision-rules", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("bulletin-practice", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("bulletin-proof", "", ""): (302, 403, 200, 403, 200, 200, 403, 200),
    ("publicity-timeliness", "", ""): (302, 403, 403, 403, 200, 200, 403, 200),
    ("publicity-terms", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("publicity-receipt", "licences 1", ""): (302, 403, 403, 403, 200, 404, 403, 200),
    ("subjects", "", ""): (302, 403, 403, 403, 200, 200, 403, 200),
    ("desk-subject", "0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("desk-subject-statement", "0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("desk-subject-statement-pdf", "0 0", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("dissolve-unit", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("supervision-notice", "0 pdf", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("collection-rules", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("hotline-categories", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("hotline-surge-main", "0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("hotline-uncategorised", "", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("annual-dates", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("assessment-rules", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("assessment-results", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("training", "", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("training-file", "csv", ""): (302, 403, 403, 200, 403, 200, 403, 200),
    ("assessment-rubric", "cgj 2025", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("assessment-compute", "0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
    ("assessment-line", "0 0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("assessment-evidence", "0 0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("assessment-file", "0 html", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("annual-text", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("annual-file", "0 json", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("annual-paragraph", "0 annual/platform/own", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("annual-state", "0 fees.charged", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("annual-total", "2020", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("annual-total-file", "2020 csv", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("proposal-terms", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("rectification-terms", "", ""): (302, 403, 403, 403, 403, 403, 403, 200),
    ("plan-terms", "", ""): (302, 403, 403, 403, 403, 200, 403, 200),
    ("plan-board", "", ""): (302, 403, 200, 403, 403, 200, 403, 200),
    ("plan-take", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("plan-document-file", "0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("plan-evidence", "0 0", ""): (302, 403, 404, 403, 403, 404, 403, 404),
    ("approval-paper", "0 0 pdf", ""): (302, 403, 403, 403, 404, 404, 403, 404),
    ("rectification-paper", "0 0 pdf", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("rectification-evidence", "0 0", ""): (302, 403, 403, 403, 403, 404, 403, 404),
    ("proposal-draft", "0", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("proposal-letter", "0 0 pdf", ""): (302, 403, 403, 403, 403, 403, 403, 404),
    ("notice-resend", "0", ""): (302, 403, 405, 405, 405, 405, 405, 405),
}


def address(name, arguments, matters):
    """`foi 1` and `@foi` stand for the application of this test."""
    parts = [matters[part[1:]].pk if part[0] == "@" else part for part in arguments.split()]
    if len(parts) > 1 and parts[0] in matters:
        parts[1] = matters[parts[0]].pk
    return "/" + get_resolver().reverse(name, *parts)


@pytest.mark.parametrize("role", ROLES)
def test_every_address_by_role(role, person, other_bureau, licence, application, request_, bureau):
    matters = {"licences": licence(), "foi": application(), "hotline": request_()}
    client = Client()
    if role != "visitor":
        agency = other_bureau if role == "other agency" else bureau
        user = person("me", *POSTS[role], agency=agency, is_superuser=role == "superuser")
        client.force_login(user)
    answered, expected = {}, {}
    for (name, arguments, query), statuses in TABLE.items():
        said = address(name, arguments, matters) + query
        answered[said] = client.get(said).status_code
        expected[said] = statuses[ROLES.index(role)]
    if role == "superuser":  # one agency more to choose from: nothing to export before it is chosen
        assert expected.pop("/desk/licences/?export=xlsx") == 403
        answered.pop("/desk/licences/?export=xlsx")
    assert answered == expected


def test_the_table_names_every_address():
    resolver = get_resolver()
    known = {
        name
        for name in resolver.reverse_dict
        if isinstance(name, str)
        and resolver.reverse_dict.getlist(name)[0][0][0][0].startswith("desk/")
    }
    assert known - {name for name, _, _ in TABLE} == set()


def test_a_closed_account_has_no_desk(desk):
    client = desk("信息公开岗")
    user = User.objects.get(username="clerk")
    user.is_active = False
    user.save()
    assert client.get("/desk/").status_code == 302


def test_a_post_that_has_ended_opens_nothing(desk, person, robot, morning):
    client = desk("信息公开岗")
    dismiss(Membership.objects.get(), actor=robot, at=morning, until=date(2020, 1, 1))
    assert client.get("/desk/").status_code == 403


def test_the_rail_shows_only_open_doors(desk):
    page = desk("热线办理岗").get("/desk/").content.decode()
    assert "/desk/hotline/" in page
    assert 'href="/desk/audit/"' not in page
    assert 'href="/desk/licences/"' not in page
    assert 'href="/cms/"' not in page
