"""Addresses of the commitments below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk

urlpatterns = [
    path("commitment-terms/", terms_desk.PAGE.view, name="commitment-terms"),
    path(
        "commitments/<int:pk>/evidence/<int:evidence>/",
        staff(desk.evidence),
        name="commitment-evidence",
    ),
]
