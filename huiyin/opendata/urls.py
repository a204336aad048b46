"""Public addresses of the data; they stay."""

from django.urls import path, re_path

from . import portal

YEAR = r"(?P<year>[0-9]{4}|all)"
urlpatterns = [
    path("data/", portal.catalogue, name="data"),
    re_path(r"^data/catalog\.(?P<form>ttl|jsonld)$", portal.graph, name="data-catalog"),
    path("data/<slug:key>/", portal.series, name="data-series"),
    re_path(rf"^data/(?P<key>[-\w]+)/{YEAR}/$", portal.dataset, name="data-set"),
    re_path(rf"^data/(?P<key>[-\w]+)/{YEAR}\.(?P<form>[a-z.-]+)$", portal.file, name="data-file"),
]
