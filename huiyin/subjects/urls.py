"""Public addresses of subjects."""

from django.urls import path

from . import portal, statements_portal

urlpatterns = [
    path("subjects/<slug:code>/", portal.one, name="subject"),
    path("subjects/<slug:code>/statement/", statements_portal.ask, name="subject-statement"),
    path(
        "subjects/<slug:code>/statement/<slug:paper>.pdf",
        statements_portal.pdf,
        name="subject-statement-pdf",
    ),
]
