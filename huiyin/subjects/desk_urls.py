"""Addresses of subjects on the desk."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, statements_desk

urlpatterns = [
    path("subjects/", staff(desk.found), name="subjects"),
    path("subjects/<int:pk>/", staff(desk.one), name="desk-subject"),
    path(
        "subjects/<int:pk>/statement/", staff(statements_desk.issue), name="desk-subject-statement"
    ),
    path(
        "subjects/<int:pk>/statements/<int:statement>.pdf",
        staff(statements_desk.pdf),
        name="desk-subject-statement-pdf",
    ),
]
