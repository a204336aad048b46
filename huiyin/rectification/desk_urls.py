"""Addresses of what has to be mended below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import desk, terms_desk
from .kinds import FAMILY

urlpatterns = [
    *template_urls(FAMILY, "rectification-templates/"),
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
