"""Every public address. The disclosure tree comes last: it matches any other path.

Those of the apps above `casework` are in their `urls.py`.
"""

from django.urls import include, path, re_path

from huiyin.casework import kinds

from . import (
    feeds,
    figure_files,
    health,
    home,
    robots,
    search,
    sitemap,
    statistics,
    tables,
    totals,
)

TREE = "huiyin.disclosure.urls"

urlpatterns = [
    path("", home.home, name="home"),
    path("display/", home.display, name="display"),
    re_path(r"^search/?$", search.search, name="search"),
    path("search/suggest", search.suggest, name="search-suggest"),
    path("reports/", statistics.years, name="reports"),
    path("reports/<int:year>/", statistics.year, name="report-year"),
    path("reports/<int:year>/applications/", tables.applications, name="report-applications"),
    path(
        "reports/<int:year>/applications.<str:form>",
        tables.applications_file,
        name="report-applications-file",
    ),
    path("reports/<int:year>/all-agencies/", totals.totals, name="report-totals"),
    path(
        "reports/<int:year>/all-agencies.<str:form>", totals.totals_file, name="report-totals-file"
    ),
    path("reports/<int:year>/figures.<str:form>", figure_files.year_file, name="report-year-file"),
    path(
        "reports/<int:year>/figures/<str:key>.<str:form>",
        figure_files.figure_file,
        name="report-figure-file",
    ),
    path("reports/<int:year>/figures/<str:key>/", statistics.figure, name="report-figure"),
    *(path("", include(module)) for module in kinds.modules("urls") if module != TREE),
    path("files/", include("huiyin.files.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", robots.robots),
    path("sitemap/", sitemap.for_people, name="sitemap"),
    path("sitemap.xml", sitemap.index),
    path("sitemap/pages.xml", sitemap.of_pages),
    path("sitemap/<slug:kind>-<int:number>.xml", sitemap.of_records, name="sitemap-file"),
    path("feeds/search/", feeds.search, name="feed-search"),
    path("feeds/<path:address>", feeds.branch, name="feed"),
    path("", include(TREE)),
]
