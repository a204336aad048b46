"""Addresses of the inspections below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import desk, items_desk
from .kinds import FAMILY

urlpatterns = [
    *template_urls(FAMILY, "inspection-templates/"),
    path("inspection-items/", items_desk.PAGE.view, name="inspection-items"),
    path(
        "inspections/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(desk.paper),
        name="inspection-paper",
    ),
]
