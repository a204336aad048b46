"""Addresses of what has to be mended below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk

urlpatterns = [
    path("rectification-terms/", terms_desk.PAGE.view, name="rectification-terms"),
    path(
        "rectifications/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(desk.paper),
        name="rectification-paper",
    ),
    path(
        "rectifications/<int:pk>/evidence/<int:evidence>/",
        staff(desk.evidence),
        name="rectification-evidence",
    ),
]
