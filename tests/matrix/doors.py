"""The table: name of each address of the desk, what it is asked about, whom it lets in by which right."""

from dataclasses import dataclass, field

from huiyin.casework.testing import EVERYBODY
from huiyin.foi.papers.kinds import ANSWERS

ANY, SITE = EVERYBODY, "site"
"""Whoever holds a post; an administrator of the site, and nobody by a right."""
FOI, HANDLE, PERSONAL = "foi.view_register", "foi.handle_application", "foi.see_personal"
READS = f"{FOI} & {PERSONAL} | {FOI} & foi.review_answer | {FOI} & foi.sign_answer"
WORKS = f"{FOI} & {HANDLE} & {PERSONAL}"
DRAFT, MANUSCRIPTS = "editorial.draft", "editorial.view_manuscripts"
STATISTICS = "disclosure.import_pages | disclosure.view_statistics"
COLUMNS = (
    "disclosure.import_pages & disclosure.change_columnpage"
    " | disclosure.view_statistics & disclosure.change_columnpage"
)
EDIT, APPROVE = "letters.edit_template", "letters.approve_template"
ON_VIEW = "licensing.view_ledger | penalties.view_penalties | commitments.view_commitments"
OF_SUBJECT = " | ".join(
    f"subjects.look_up & {right}"
    for right in (
        *ON_VIEW.split(" | "),
        "approvals.view_applications",
        "coercion.view_coercions",
        "enforcement.view_inspections",
    )
)
STATED = " | ".join(f"{seen} & subjects.issue_statement" for seen in OF_SUBJECT.split(" | "))
LETTERS = f"{EDIT} | {APPROVE}"
INSPECT = "inspection.view_inspection"
RUN = f"{INSPECT} & inspection.run_inspection"
SET = f"{INSPECT} & inspection.change_indicator & inspection.inspect_site"
WORDS, CHAINS, APPOINT = (
    "proofreading.edit_wording", "editorial.manage_chains", "organisations.appoint",
)  # fmt: skip
RESET, NOTICES, AUDIT = "accounts.reset_second_factor", "notices.view_notice", "audit.view_entry"
KEEP_PLANS = "reports.keep_plans"
PLANS = f"reports.view_plans | {KEEP_PLANS}"
MENDING = "rectification.view_rectifications | coordination.handle"
WRITES, STATES = "reports.write_summary", "reports.write_annual"
ANNUAL = f"reports.view_annual | {STATES} | reports.check_annual"
PROPOSALS, REQUESTS = "proposals.view_proposals", "hotline.view_requests"
ASSESSMENTS, ORGANISE = "assessment.view_assessments", "assessment.organise_assessment"
ASSESSES_ITSELF = "assessment.answer_assessment"
ASSESSED = f"{ASSESSMENTS} | {ASSESSES_ITSELF}"
CALLER = f"{REQUESTS} & hotline.see_caller | coordination.handle & hotline.see_caller"
REPAIRED = "credit.view_repairs & credit.see_applicant"
PROVES = " | ".join(
    f"penalties.view_penalties & penalties.{right}_penalty"
    for right in ("handle", "review", "decide")
)
PROMISE_FILES = " | ".join(
    f"commitments.view_commitments & commitments.{right}"
    for right in ("register_commitment", "publish_commitment", "find_breach")
)
MENDING_FILES = "coordination.handle | " + " | ".join(
    f"rectification.view_rectifications & rectification.{right}_rectification"
    for right in ("keep", "issue", "check")
)
MIGRATE, ANNOUNCE = "ingest.open_migration", "workdays.announce_notice"
IMPORTS = (
    "foi.register_application | hotline.register_request | hotline.collect_round"
    " | hotline.keep_places | hotline.keep_categories | reports.keep_plans"
    " | licensing.register_licence | penalties.handle_penalty | commitments.register_commitment"
    " | enforcement.plan_inspection | coercion.keep_coercion"
    " | proposals.register_proposal | assessment.organise_assessment"
    " | rectification.keep_rectification"
    " | registers.keep_powers | registers.keep_officers | registers.keep_budgets"
    " | disclosure.import_pages"
)


@dataclass(frozen=True)
class Door:
    """One address. `arguments`: `@name` stands for a record of the first agency, `=name` for what
    belongs to none.

    `get`, `post`: the rights that open it; None where it takes no such request. `missing`: whoever
    is let in finds nothing there (404), since what it shows is one's own.
    """

    arguments: str = ""
    get: str | None = None
    post: str | None = None
    data: dict[str, str] = field(default_factory=dict)
    missing: bool = False
    is_at_the_desk: bool = True
    """Elsewhere a visitor gets 404 instead of the sign-in page."""

    @property
    def is_of_a_record(self) -> bool:
        return "@" in self.arguments


def both(arguments: str, right: str, **more: object) -> Door:
    return Door(arguments, right, right, **more)  # type: ignore[arg-type]


DOORS: dict[str, Door] = {  # after a #: the same address about another record
    "desk": both("", ANY),
    "desk-search": Door(get=ANY),
    "desk-why": Door(post=ANY),
    "desk-overview": Door(get="organisations.lead"),
    "desk-overview-light": Door("foi red", get=f"organisations.lead & {FOI}"),
    "desk-figures": Door(get=ANY),
    "desk-totals": Door(get=ANY),
    "desk-figure": Door("foi.received", get=FOI),
    "desk-statutory": Door("2020", get=FOI),
    "desk-statutory-file": Door("2020 docx", get=FOI),
    "desk-reports": Door(get=ANY),
    "summary": Door("2020", get=ANY),
    "summary-file": Door("2020 json", get=ANY),
    "summary-published": Door("2020", get=ANY),
    "summary-paper": Door("2020", get=ANY),
    "summary-frame": both(
        "2020 @bureau", WRITES, data={"signature": "云溪市城市管理局", "seen": "0"}
    ),
    "summary-measures": both("2020 @bureau", WRITES, data={"seen": "0"}),
    "summary-paragraph": both("2020 @bureau training", WRITES, data={"text": "培训", "seen": "0"}),
    "summary-publish": Door("2020", post=ANY),  # what it starts asks for the right to draft
    "enforcement-statistics": Door("2020", get=ANY),
    "enforcement-statistics-file": Door("2020 csv", get=ANY),
    "enforcement-statistics-publish": Door("2020", post=ANY),  # as above
    "annual-text": Door("@annual-reports", get=ANNUAL),
    "annual-file": Door("@annual-reports json", get=ANNUAL),
    "annual-paragraph": both(
        "@annual-reports annual/platform/own", STATES, data={"text": "平台", "seen": "1"}
    ),
    "annual-state": both(
        "@annual-reports fees.charged",
        STATES,
        data={"value": "3.5", "source": "财务系统", "seen": "1"},
    ),
    "annual-total": both("2025", ANNUAL),
    "annual-total-file": Door("2025 csv", get=ANNUAL),
    "desk-office-hours": both("", "casework.keep_clocks"),
    "foi-promises": both("", "foi.approve_extension"),
    "foi-templates": Door(get=LETTERS),
    "foi-template-current": Door("answer", get=LETTERS),
    "foi-template-sample": Door("answer", get=LETTERS),
    "foi-template-series": Door(post=EDIT, data={"key": ANSWERS, "word": "公复"}),
    "foi-template-upload": Door("answer", post=EDIT),
    "foi-template-restore": Door("answer", post=EDIT),
    "foi-template-decide": Door("answer", post=APPROVE),
    "rectification-templates": Door(get=LETTERS),
    "rectification-template-current": Door("order", get=LETTERS),
    "rectification-template-sample": Door("order", get=LETTERS),
    "rectification-template-series": Door(
        post=EDIT, data={"key": "rectification.order", "word": "限改"}
    ),
    "rectification-template-upload": Door("order", post=EDIT),
    "rectification-template-restore": Door("order", post=EDIT),
    "rectification-template-decide": Door("order", post=APPROVE),
    "foi-papers": Door("@foi", get=FOI),
    "foi-letter": both("@foi receipt", f"{FOI} & {HANDLE}"),
    "foi-paper-freeze": Door("@foi @paper", post=f"{FOI} & {HANDLE}"),
    "foi-paper-file": Door("@foi @paper pdf", get=READS),
    "foi-material": Door("@foi @material", get=READS),
    "foi-files": Door("@foi", get=READS, post=WORKS),
    "foi-redact": both("@foi @material", WORKS),
    "foi-redact-page": Door("@foi @material tool 1", get=WORKS),
    "foi-redact-finish": both("@foi @material", WORKS),
    "foi-leaving": Door("@drafted", get=READS),
    "foi-publish-on": both("@answered", f"{WORKS} & {DRAFT}"),
    "foi-published-as": Door("@answered", get=FOI, missing=True),
    "foi-case-file": Door("@foi", get=f"{FOI} & {PERSONAL}"),
    "columns": Door(get=STATISTICS),
    "columns-layout": Door(post=COLUMNS),
    "column-new": both("", COLUMNS),
    "column-remove": both("@column", COLUMNS),
    "column-settings": both("@column", COLUMNS),
    "gaps": Door(get=STATISTICS),
    "gaps-workbook": Door(get=STATISTICS),
    "inspection": Door(get=INSPECT),
    "inspection-start": Door(post=RUN),
    "inspection-step": Door("@inspection", post=RUN),
    "indicator": Door("=indicator", get=INSPECT, post=SET),
    "hotline-file": Door("@hotline @photograph", get=f"{REQUESTS} | coordination.handle"),
    "hotline-read-reply": Door("@hotline", post=f"{REQUESTS} | coordination.handle"),
    "routing": Door(get=REQUESTS),
    "routing-floor": both("", "routing.set_certainty"),
    "routing-category": Door(
        "@hotline", post=f"{REQUESTS} & hotline.register_request", missing=True
    ),
    "proposal-years": Door(get=PROPOSALS),
    "hotline-call-new": Door(get="hotline.register_request"),
    "hotline-call": both("0a1b2c3d4e5f", "hotline.register_request"),
    "hotline-call-beside": Door("similar", post="hotline.register_request"),
    "hotline-callers": both("", "hotline.see_caller"),
    "hotline-calls-of": both("@hotline", CALLER),
    "licence-certificate": Door(
        "@certified @certificate",
        get="licensing.view_ledger & licensing.register_licence"
        " | licensing.view_ledger & licensing.issue_certificate",
    ),
    "licences-templates": Door(get=LETTERS),
    "licences-template-current": Door("certificate", get=LETTERS),
    "licences-template-sample": Door("certificate", get=LETTERS),
    "licences-template-upload": Door("certificate", post=EDIT),
    "licences-template-restore": Door("certificate", post=EDIT),
    "licences-template-decide": Door("certificate", post=APPROVE),
    "approval-paper": Door(
        "@granted @notice_of_grant pdf", get="approvals.view_applications & approvals.see_applicant"
    ),
    "approvals-templates": Door(get=LETTERS),
    "approvals-template-current": Door("accept", get=LETTERS),
    "approvals-template-sample": Door("accept", get=LETTERS),
    "approvals-template-series": Door(post=EDIT, data={"key": "approvals.notice", "word": "许通"}),
    "approvals-template-upload": Door("accept", post=EDIT),
    "approvals-template-restore": Door("accept", post=EDIT),
    "approvals-template-decide": Door("accept", post=APPROVE),
    "penalties-templates": Door(get=LETTERS),
    "penalties-template-current": Door("notice", get=LETTERS),
    "penalties-template-sample": Door("notice", get=LETTERS),
    "penalties-template-series": Door(post=EDIT, data={"key": "penalties.notice", "word": "罚通"}),
    "penalties-template-upload": Door("notice", post=EDIT),
    "penalties-template-restore": Door("notice", post=EDIT),
    "penalties-template-decide": Door("notice", post=APPROVE),
    "subjects": Door(get="subjects.look_up"),
    "desk-subject": Door("@subject", get=OF_SUBJECT),
    "desk-subject-statement": both("@subject", STATED),
    "desk-subject-statement-pdf": Door("@subject @statement", get=STATED),
    "licence-words": both("", "licensing.keep_words"),
    "penalty-rules": both("", "penalties.keep_rules"),
    "penalty-evidence": Door("@punished @penalty_proof", get=PROVES),
    "penalty-case-file": Door("@punished", get=PROVES),
    "penalty-paper": Door("@punished @penalty_notice pdf", get=PROVES),
    "hotline-targets": both("", "hotline.keep_targets"),
    "hotline-grounds": both("", "hotline.keep_grounds"),
    "request-terms": both("", "hotline.keep_targets"),
    "collection-rules": both("", "hotline.keep_collection_rules"),
    "hotline-categories": both("", "hotline.keep_categories"),
    "hotline-alike": Door("@hotline", get=f"{REQUESTS} | coordination.handle"),
    "hotline-surge-main": Door("@surges", post=f"{REQUESTS} & hotline.assign_request"),
    "hotline-uncategorised": both("", "hotline.register_request"),
    "return-terms": both("", "coordination.keep_returns"),
    "supervision-rules": both("", "coordination.keep_supervision"),
    "commitment-terms": both("", "commitments.keep_terms"),
    "commitment-evidence": Door("@commitments @breach", get=PROMISE_FILES),
    "bulletin-practice": both("", "bulletins.keep_practice"),
    "bulletin-proof": Door(get="bulletins.view_bulletins"),
    "publicity-timeliness": Door(get=ON_VIEW),
    "exchange-next": Door(
        get="exchange.view_batches",
        post="exchange.view_batches & exchange.send_batch & licensing.view_ledger",
        data={"content": "licences"},
    ),
    "exchange-rules": both("", "exchange.keep_rules"),
    "exchange-file": Door(
        "@exchange",
        get="exchange.view_batches & exchange.send_batch & licensing.view_ledger",
    ),
    "exchange-table": Door(
        "@exchange records",
        get="exchange.view_batches & exchange.send_batch & licensing.view_ledger",
    ),
    "publicity-terms": both("", "publicity.keep_terms"),
    "data-terms": both("", "opendata.keep_terms"),
    "publicity-receipt": Door("licences @licences", get="licensing.view_ledger"),
    "dissolve-unit": both("", APPOINT),
    "supervision-notice": Door(
        "@supervised pdf", get="coordination.supervise | coordination.handle"
    ),
    "annual-dates": both("", "reports.keep_annual_dates"),
    "licence-rules": both("", "approvals.keep_rules"),
    "credit-terms": both("", "credit.keep_terms"),
    "repair-evidence": Door("@repairs @repair_proof", get=REPAIRED),
    "repair-notice": Door("@repairs @notice_of_repair pdf", get=REPAIRED),
    "objection-notice": Door(
        "@objections @told pdf", get="credit.view_objections & credit.see_applicant"
    ),
    "enforcement-templates": Door(get=LETTERS),
    "enforcement-template-current": Door("notice", get=LETTERS),
    "enforcement-template-sample": Door("notice", get=LETTERS),
    "enforcement-template-series": Door(
        post=EDIT, data={"key": "enforcement.notice", "word": "检知"}
    ),
    "enforcement-template-upload": Door("notice", post=EDIT),
    "enforcement-template-restore": Door("notice", post=EDIT),
    "enforcement-template-decide": Door("notice", post=APPROVE),
    "inspection-items": both("", "enforcement.keep_items"),
    "inspection-paper": Door(
        "@inspections @inspection_notice pdf", get="enforcement.view_inspections"
    ),
    "proposal-terms": both("", "proposals.keep_terms"),
    "assessment-rules": both("", ORGANISE),
    "assessment-results": Door(get=ASSESSED),
    "training": Door(get="coordination.coordinate"),
    "training-file": Door("csv", get="coordination.coordinate"),
    "assessment-rubric": Door("@bureau 2025", get=ASSESSMENTS, post=f"{ASSESSMENTS} & {ORGANISE}"),
    "assessment-compute": Door("@assessments", post=ASSESSES_ITSELF),
    "assessment-line": Door(
        "@assessments @line", get=ASSESSED, post=ASSESSES_ITSELF, data={"what": "attach"}
    ),
    "assessment-evidence": Door("@assessments @proof", get=ASSESSED),
    "assessment-file": Door("@assessments html", get=ASSESSED),
    "rectification-terms": both("", "rectification.keep_terms"),
    "plan-terms": both("", KEEP_PLANS),
    "plan-board": Door("", get=f"{PLANS} | coordination.handle"),
    "plan-take": both("@plan-documents", KEEP_PLANS),
    "plan-document-file": Door("@plan-documents", get=PLANS),
    "plan-evidence": Door("@plans @plan_evidence", get=f"{KEEP_PLANS} | coordination.handle"),
    "rectification-paper": Door("@rectifications @order pdf", get=MENDING),
    "rectification-evidence": Door("@rectifications @evidence", get=MENDING_FILES),
    "proposal-draft": Door("@drafted_reply", get=PROPOSALS),
    "proposal-letter": Door("@proposals @reply pdf", get=PROPOSALS),
    "manuscript-begin": both("", DRAFT),
    "manuscript-chains": Door(get=CHAINS),
    "manuscript-chain": both("@column", CHAINS),
    "manuscript-text": Door("@manuscripts", get=MANUSCRIPTS),
    "manuscript-compare": Door("@manuscripts", get=MANUSCRIPTS),
    "manuscript-file": Door("@manuscripts 1", get=MANUSCRIPTS),
    "document-adopt": both(
        "@document", f"{MANUSCRIPTS} & {DRAFT} | {MANUSCRIPTS} & editorial.release"
    ),
    "document-adopt#adopted": both("@page", MANUSCRIPTS),
    "document-pictures": both("@document", f"{MANUSCRIPTS} & {DRAFT}"),
    "wording": Door(get=WORDS),
    "wording-new": both("", WORDS),
    "wording-edit": both("@term", WORDS),
    "wording-switch": Door(post=WORDS),
    "wording-import": Door(post=WORDS),
    "wording-export": Door("csv", get=WORDS),
    "desk-audit": Door(get=AUDIT),
    "desk-audit-verify": Door(post=AUDIT),
    "desk-audit-heads": Door(post=AUDIT),
    "posts": both("", APPOINT),
    "duties": both("", "structure.keep"),
    "stand-in": both("", APPOINT),
    "stand-in-end": both("@deputy", APPOINT),
    "post-end": both("@membership", APPOINT),
    "accounts": Door(get=RESET),
    "account": both("@account", SITE),
    "account-act": both("@account close", SITE),
    "account-reset": both("@account", RESET),
    "desk-site": both("", SITE),
    "notices": Door(get=NOTICES),
    "notice-resend": Door("@notice", post=NOTICES),
    "desk-import": both("", IMPORTS),
    "desk-import-template": Door("licences", get="licensing.register_licence"),
    "desk-import-refused": Door("0000", get=ANY, missing=True),
    "desk-timetable": Door(get="jobs.view_lastrun"),
    "desk-migration": both("", MIGRATE),
    "check-reports": both("", "reports.write_summary"),
    "desk-calendar": Door(get=ANNOUNCE),
    "desk-calendar-preview": Door(post=ANNOUNCE),
    "desk-calendar-announce": Door(post=ANNOUNCE),
    "desk-board": Door("foi", get=FOI),
    "desk-board#hotline": Door("hotline", get=f"{REQUESTS} | coordination.handle"),
    "desk-board-single": Door("foi", get=ANY),
    "desk-saved": Door("foi", post=FOI),
    "desk-saved-drop": Door("foi @filter", post=FOI, missing=True),
    "desk-saved-share": Door("foi @filter", post=FOI, missing=True),
    "desk-counts": Door("foi", get=FOI),
    "desk-habit": Door("foi", post=FOI, data={"opens_next": "1"}),
    "desk-palette": Door(get=ANY),
    "desk-bulk-run": both("licences @run", "licensing.view_ledger", missing=True),
    "desk-once": Door("foi @foi", get=FOI),
    "picture": Door("@picture @digest", get=MANUSCRIPTS, is_at_the_desk=False),
}
ROOMS = {"desk-list", "desk-record", "desk-start", "desk-bulk", "desk-reveal", "desk-move"}
"""Asked of each room: see `test_matrix.py`."""
OWN = {
    *("sign-in", "sign-in-password", "sign-in-code", "sign-in-enrol", "sign-in-onward", "sign-out"),
    *("change-password", "safety", "safety-device", "safety-recovery-codes", "safety-end-session"),
    *("safety-end-sessions", "typing", "typing-drop"),
}
"""About nobody but who asks: tried in huiyin/accounts and huiyin/submissions."""


def name_of(line: str) -> str:
    """The address that a line of the table is about."""
    return line.partition("#")[0]
