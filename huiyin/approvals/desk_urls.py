"""Addresses of licence applications on the desk beside their list."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import papers_desk, rules_desk
from .kinds import FAMILY

urlpatterns = [
    path("licence-rules/", rules_desk.PAGE.view, name="licence-rules"),
    *template_urls(FAMILY, "approval-templates/"),
    path(
        "approvals/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(papers_desk.paper),
        name="approval-paper",
    ),
]
