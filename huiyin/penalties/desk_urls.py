"""Addresses of penalties on the desk beside the list."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk

urlpatterns = [
    path("penalty-rules/", terms_desk.PAGE.view, name="penalty-rules"),
    path(
        "penalties/<int:pk>/evidence/<int:evidence>/",
        staff(desk.evidence),
        name="penalty-evidence",
    ),
]
