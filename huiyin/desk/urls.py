"""Addresses of the desk. Rooms come last: `<kind>` is the key of a declared room."""

from django.urls import include, path, re_path

from huiyin.accounts import administration
from huiyin.disclosure.desk import columns as disclosure_columns
from huiyin.disclosure.desk import gaps as disclosure_gaps
from huiyin.editorial.desk import chains as review_chains
from huiyin.editorial.desk import writing
from huiyin.foi.papers import desk as letters
from huiyin.foi.papers import templates_desk
from huiyin.foi.redacting import desk as redacting
from huiyin.hotline import desk as hotline
from huiyin.inspection import desk as inspections
from huiyin.notices import desk as notices
from huiyin.proofreading import desk as proofreading
from huiyin.reports import desk as written
from huiyin.submissions import views as typing

from . import (
    audits,
    boards,
    home,
    imports,
    migration,
    moves,
    numbers,
    once,
    publish_on,
    records,
    reports,
    saved,
    search,
    tables,
)
from .gate import staff

urlpatterns = [
    path("", include("huiyin.accounts.urls")),
    path("typing/", typing.typing, name="typing"),
    path("typing/drop/", typing.drop, name="typing-drop"),
    path("", home.home, name="desk"),
    path("search/", search.search, name="desk-search"),
    path("figures/", numbers.figures, name="desk-figures"),
    path("reports/<int:year>/applications/", tables.applications, name="desk-statutory"),
    path("figures/<str:key>/", numbers.figure_records, name="desk-figure"),
    path("reports/", reports.reports, name="desk-reports"),
    path("reports/<int:year>/summary/", staff(written.summary_page), name="summary"),
    path("reports/<int:year>/summary.docx", staff(written.summary_word), name="summary-word"),
    path(
        "reports/<int:year>/summary/publish/",
        staff(written.publish_summary),
        name="summary-publish",
    ),
    path("foi/templates/", staff(templates_desk.templates), name="foi-templates"),
    path("foi/templates/series/", staff(templates_desk.series), name="foi-template-series"),
    path(
        "foi/templates/<slug:kind>/current.docx",
        staff(templates_desk.current),
        name="foi-template-current",
    ),
    path(
        "foi/templates/<slug:kind>/sample.pdf",
        staff(templates_desk.sample),
        name="foi-template-sample",
    ),
    path(
        "foi/templates/<slug:kind>/decide/",
        staff(templates_desk.decide),
        name="foi-template-decide",
    ),
    path(
        "foi/templates/<slug:kind>/upload/",
        staff(templates_desk.upload),
        name="foi-template-upload",
    ),
    path(
        "foi/templates/<slug:kind>/restore/",
        staff(templates_desk.restore),
        name="foi-template-restore",
    ),
    path("foi/<int:pk>/papers/", staff(letters.papers), name="foi-papers"),
    path("foi/<int:pk>/papers/new/<slug:kind>/", staff(letters.letter), name="foi-letter"),
    path(
        "foi/<int:pk>/papers/<int:paper>/freeze/",
        staff(letters.freeze_letter),
        name="foi-paper-freeze",
    ),
    path(
        "foi/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(letters.paper_file),
        name="foi-paper-file",
    ),
    path("foi/<int:pk>/answer.pdf", staff(letters.answer_to_leave), name="foi-leaving"),
    path("foi/<int:pk>/files/<int:file>/", staff(letters.material), name="foi-material"),
    path("foi/<int:pk>/files/", staff(redacting.materials), name="foi-files"),
    path("foi/<int:pk>/files/<int:file>/redact/", staff(redacting.tool), name="foi-redact"),
    path(
        "foi/<int:pk>/files/<int:file>/redact/<slug:kind>/<int:page>.png",
        staff(redacting.page_picture),
        name="foi-redact-page",
    ),
    path(
        "foi/<int:pk>/files/<int:file>/redact/finish/",
        staff(redacting.finish),
        name="foi-redact-finish",
    ),
    path("foi/<int:pk>/publish-on/", publish_on.publish_on, name="foi-publish-on"),
    path("foi/<int:pk>/published-as/", publish_on.published_as, name="foi-published-as"),
    path("foi/<int:pk>/case.pdf", staff(letters.whole_case), name="foi-case-file"),
    path("columns/", staff(disclosure_columns.columns), name="columns"),
    path("columns/layout/", staff(disclosure_columns.lay_out_missing), name="columns-layout"),
    path("columns/<int:pk>/", staff(disclosure_columns.column), name="column-settings"),
    path("gaps/", staff(disclosure_gaps.gaps), name="gaps"),
    path("inspection/", staff(inspections.inspection), name="inspection"),
    path("inspection/start/", staff(inspections.start), name="inspection-start"),
    path("inspection/<int:pk>/step/", staff(inspections.step), name="inspection-step"),
    path("inspection/indicators/<slug:code>/", staff(inspections.indicator), name="indicator"),
    path("gaps.xlsx", staff(disclosure_gaps.gaps_workbook), name="gaps-workbook"),
    path("hotline/<int:pk>/files/<int:file>/", staff(hotline.material), name="hotline-file"),
    path("manuscripts/new/", staff(writing.begin), name="manuscript-begin"),
    path("manuscripts/chains/", staff(review_chains.overview), name="manuscript-chains"),
    path("manuscripts/chains/<int:pk>/", staff(review_chains.edit), name="manuscript-chain"),
    path("manuscripts/<int:pk>/text/", staff(writing.text), name="manuscript-text"),
    path("manuscripts/<int:pk>/compare/", staff(writing.compare), name="manuscript-compare"),
    path(
        "manuscripts/<int:pk>/files/<int:number>/",
        staff(writing.draft_file),
        name="manuscript-file",
    ),
    path("documents/<int:pk>/adopt/", staff(writing.adopt), name="document-adopt"),
    path("documents/<int:pk>/pictures/", staff(writing.choose_picture), name="document-pictures"),
    path("wording/", staff(proofreading.wording), name="wording"),
    path("wording/new/", staff(proofreading.edit), name="wording-new"),
    path("wording/<int:pk>/", staff(proofreading.edit), name="wording-edit"),
    path("wording/switch/", staff(proofreading.switch), name="wording-switch"),
    path("wording/import/", staff(proofreading.take_in), name="wording-import"),
    re_path(
        r"^wording/export\.(?P<form>xlsx|csv)$", staff(proofreading.export), name="wording-export"
    ),
    path("audit/", audits.entries, name="desk-audit"),
    path("audit/verify/", audits.verify, name="desk-audit-verify"),
    path("audit/heads/", audits.ask_heads, name="desk-audit-heads"),
    path("accounts/", staff(administration.accounts), name="accounts"),
    path("accounts/<int:pk>/reset/", staff(administration.reset), name="account-reset"),
    path("notices/", staff(notices.failed), name="notices"),
    path("notices/<int:pk>/resend/", staff(notices.resend), name="notice-resend"),
    path("import/", imports.upload, name="desk-import"),
    path("migration/", migration.migration, name="desk-migration"),
    path("import/refused/<slug:token>.xlsx", imports.refused_rows, name="desk-import-refused"),
    path("import/<slug:kind>/template.xlsx", imports.template, name="desk-import-template"),
    path("boards/<slug:kind>/", boards.board, name="desk-board"),
    path("<slug:kind>/saved/", saved.keep, name="desk-saved"),
    path("<slug:kind>/saved/<int:pk>/drop/", saved.drop, name="desk-saved-drop"),
    path("<slug:kind>/", records.room_list, name="desk-list"),
    path("<slug:kind>/new/", moves.start, name="desk-start"),
    path("<slug:kind>/bulk/", moves.bulk, name="desk-bulk"),
    path("<slug:kind>/<int:pk>/", records.record, name="desk-record"),
    path("<slug:kind>/<int:pk>/reveal/<slug:name>/", records.reveal_field, name="desk-reveal"),
    path("<slug:kind>/<int:pk>/once/", once.page, name="desk-once"),
    path("<slug:kind>/<int:pk>/<slug:name>/", moves.move, name="desk-move"),
]
