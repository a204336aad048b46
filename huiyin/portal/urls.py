"""Every public address. The disclosure tree comes last: it takes whatever is left."""

from django.urls import include, path, re_path

from huiyin.licensing import portal as licensing

from . import feeds, health, home, robots, search, sitemap, statistics

urlpatterns = [
    path("", home.home, name="home"),
    path("display/", home.display, name="display"),
    re_path(r"^search/?$", search.search, name="search"),
    path("search/suggest", search.suggest, name="search-suggest"),
    path("licences/", licensing.licences, name="licences"),
    re_path(r"^licences\.(?P<form>csv|xlsx|json)$", licensing.download, name="licences-file"),
    path("licences/<int:pk>/", licensing.licence, name="licence"),
    path("reports/", statistics.years, name="reports"),
    path("reports/<int:year>/", statistics.year, name="report-year"),
    path("reports/<int:year>/figures/<str:key>/", statistics.figure, name="report-figure"),
    path("files/pictures/", include("huiyin.editorial.urls")),
    path("files/", include("huiyin.files.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("robots.txt", robots.robots),
    path("sitemap/", sitemap.for_people, name="sitemap"),
    path("sitemap.xml", sitemap.index),
    path("sitemap/pages.xml", sitemap.of_pages),
    path("sitemap/<slug:kind>-<int:number>.xml", sitemap.of_records),
    path("feeds/search/", feeds.search, name="feed-search"),
    path("feeds/<path:address>", feeds.branch, name="feed"),
    path("", include("huiyin.hotline.urls")),
    path("", include("huiyin.subscriptions.urls")),
    path("", include("huiyin.foi.urls")),
    path("", include("huiyin.registers.urls")),
    path("", include("huiyin.disclosure.urls")),
]
