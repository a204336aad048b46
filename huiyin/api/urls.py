"""Every address for programs. `requests` are the hotline's, which takes them in."""

from django.urls import path, re_path

from huiyin.hotline.api import requests as hotline
from huiyin.web.costly import NAMES

from . import docs, views

NAMES.update({"api-list", "api-figure"})
urlpatterns = [
    path("openapi.json", views.description, name="api-description"),
    re_path(r"^docs/?$", docs.page, name="api-docs"),
    re_path(r"^v1/?$", views.contents, name="api"),
    re_path(r"^v1/requests/?$", hotline.requests, name="api-requests"),
    re_path(r"^v1/requests/(?P<key>[^/]+)/?$", hotline.one, name="api-request"),
    re_path(
        r"^v1/figures/(?P<year>[0-9]{4})/(?P<key>[a-z0-9.-]+)/?$", views.figure, name="api-figure"
    ),
    re_path(r"^v1/(?P<key>[a-z-]+)/?$", views.listed, name="api-list"),
    re_path(r"^v1/(?P<key>[a-z-]+)/(?P<identifier>[^\0\n]+?)/?$", views.one, name="api-record"),
    re_path(r"", views.nothing, name="api-nothing"),
]
