"""Addresses of the desk. Rooms come last: `<kind>` is the key of a declared room.

Those of the apps above `casework` are in their `desk_urls.py`.
"""

from django.urls import include, path

from huiyin.accounts import administration
from huiyin.casework import kinds
from huiyin.casework.gate import staff
from huiyin.notices import desk as notices
from huiyin.organisations import desk as account_pages
from huiyin.submissions import views as typing

from . import (
    appointing,
    audits,
    boards,
    bulk,
    deputies,
    home,
    imports,
    migration,
    moves,
    numbers,
    office_hours,
    once,
    overview,
    palette,
    publish_on,
    records,
    reports,
    saved,
    search,
    site,
    tables,
    timetable,
    totals,
    why,
    working_days,
)

urlpatterns = [
    path("", include("huiyin.accounts.urls")),
    *(path("", include(module)) for module in kinds.modules("desk_urls")),
    path("why/", why.why, name="desk-why"),
    path("typing/", typing.typing, name="typing"),
    path("typing/drop/", typing.drop, name="typing-drop"),
    path("", home.home, name="desk"),
    path("search/", search.search, name="desk-search"),
    path("palette/", palette.palette, name="desk-palette"),
    path("overview/", overview.overview, name="desk-overview"),
    path("overview/<slug:kind>/<slug:light>/", overview.light, name="desk-overview-light"),
    path("figures/", numbers.figures, name="desk-figures"),
    path("reports/<int:year>/applications/", tables.applications, name="desk-statutory"),
    path(
        "reports/<int:year>/applications.<str:form>",
        tables.applications_file,
        name="desk-statutory-file",
    ),
    path("figures/all-agencies/", totals.totals, name="desk-totals"),
    path("figures/<str:key>/", numbers.figure_records, name="desk-figure"),
    path("reports/", reports.reports, name="desk-reports"),
    path("foi/<int:pk>/publish-on/", publish_on.publish_on, name="foi-publish-on"),
    path("foi/<int:pk>/published-as/", publish_on.published_as, name="foi-published-as"),
    path("audit/", audits.entries, name="desk-audit"),
    path("audit/verify/", audits.verify, name="desk-audit-verify"),
    path("audit/heads/", audits.ask_heads, name="desk-audit-heads"),
    path("posts/", appointing.posts, name="posts"),
    path("posts/stand-in/", deputies.new, name="stand-in"),
    path("posts/<int:pk>/back/", deputies.back, name="stand-in-end"),
    path("posts/<int:pk>/end/", appointing.end, name="post-end"),
    path("accounts/", staff(administration.accounts), name="accounts"),
    path("accounts/<int:pk>/", staff(account_pages.account), name="account"),
    path("accounts/<int:pk>/reset/", staff(administration.reset), name="account-reset"),
    path("accounts/<int:pk>/<slug:name>/", staff(account_pages.act), name="account-act"),
    path("timetable/", timetable.timetable, name="desk-timetable"),
    path("notices/", staff(notices.failed), name="notices"),
    path("notices/<int:pk>/resend/", staff(notices.resend), name="notice-resend"),
    path("calendar/", working_days.calendar_page, name="desk-calendar"),
    path("calendar/preview/", working_days.preview, name="desk-calendar-preview"),
    path("calendar/announce/", working_days.announce, name="desk-calendar-announce"),
    path("office-hours/", office_hours.PAGE.view, name="desk-office-hours"),
    path("import/", imports.upload, name="desk-import"),
    path("migration/", migration.migration, name="desk-migration"),
    path("import/refused/<slug:token>.xlsx", imports.refused_rows, name="desk-import-refused"),
    path("import/<slug:kind>/template.xlsx", imports.template, name="desk-import-template"),
    path("site/", site.site, name="desk-site"),
    path("boards/<slug:kind>/", boards.board, name="desk-board"),
    path("board/<slug:kind>/", boards.single, name="desk-board-single"),
    path("<slug:kind>/saved/", saved.keep, name="desk-saved"),
    path("<slug:kind>/saved/<int:pk>/drop/", saved.drop, name="desk-saved-drop"),
    path("<slug:kind>/saved/<int:pk>/share/", saved.share, name="desk-saved-share"),
    path("<slug:kind>/counts/", saved.counts, name="desk-counts"),
    path("<slug:kind>/habit/", saved.habit, name="desk-habit"),
    path("<slug:kind>/", records.room_list, name="desk-list"),
    path("<slug:kind>/new/", moves.start, name="desk-start"),
    path("<slug:kind>/bulk/", bulk.choose, name="desk-bulk"),
    path("<slug:kind>/bulk/<int:pk>/", bulk.run, name="desk-bulk-run"),
    path("<slug:kind>/<int:pk>/", records.record, name="desk-record"),
    path("<slug:kind>/<int:pk>/reveal/<slug:name>/", records.reveal_field, name="desk-reveal"),
    path("<slug:kind>/<int:pk>/once/", once.page, name="desk-once"),
    path("<slug:kind>/<int:pk>/<slug:name>/", moves.move, name="desk-move"),
]
