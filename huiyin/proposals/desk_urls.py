"""Addresses of the proposals below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk

urlpatterns = [
    path("proposal-years/", staff(desk.years), name="proposal-years"),
    path("proposal-terms/", terms_desk.PAGE.view, name="proposal-terms"),
    path("proposals/<int:pk>/draft.pdf", staff(desk.draft), name="proposal-draft"),
    path(
        "proposals/<int:pk>/letters/<int:reply>/<slug:form>/",
        staff(desk.letter),
        name="proposal-letter",
    ),
]
