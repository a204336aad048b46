"""Addresses of penalties on the desk beside the list."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import desk, papers_desk, terms_desk
from .paper_kinds import FAMILY

urlpatterns = [
    path("penalty-rules/", terms_desk.PAGE.view, name="penalty-rules"),
    path(
        "penalties/<int:pk>/evidence/<int:evidence>/",
        staff(desk.evidence),
        name="penalty-evidence",
    ),
    *template_urls(FAMILY, "penalty-templates/"),
    path(
        "penalties/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(papers_desk.paper),
        name="penalty-paper",
    ),
    path("penalties/<int:pk>/case-file/", staff(papers_desk.file), name="penalty-case-file"),
]
