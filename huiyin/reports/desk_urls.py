"""Addresses of the desk: the yearly summary."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("reports/<int:year>/annual-total/", staff(desk.annual_total), name="annual-total"),
    path(
        "reports/<int:year>/annual-total.<str:form>",
        staff(desk.annual_total_file),
        name="annual-total-file",
    ),
    path("reports/<int:year>/enforcement/", staff(desk.statistics), name="enforcement-statistics"),
    path(
        "reports/<int:year>/enforcement.<str:form>",
        staff(desk.statistics_file),
        name="enforcement-statistics-file",
    ),
    path(
        "reports/<int:year>/enforcement/publish/",
        staff(desk.publish_statistics),
        name="enforcement-statistics-publish",
    ),
    path("annual-reports/<int:pk>/text/", staff(desk.annual_text), name="annual-text"),
    path("annual-reports/<int:pk>/text.<str:form>", staff(desk.annual_file), name="annual-file"),
    path(
        "annual-reports/<int:pk>/write/<path:slot>/",
        staff(desk.annual_paragraph),
        name="annual-paragraph",
    ),
    path(
        "annual-reports/<int:pk>/state/<str:cell>/",
        staff(desk.annual_state),
        name="annual-state",
    ),
    path("annual-dates/", desk.annual_room.PAGE.view, name="annual-dates"),
    path("reports/<int:year>/summary/", staff(desk.summary_page), name="summary"),
    path("reports/<int:year>/summary/paper/", staff(desk.paper), name="summary-paper"),
    path("reports/<int:year>/<slug:agency>/frame/", staff(desk.frame), name="summary-frame"),
    path(
        "reports/<int:year>/<slug:agency>/measures/",
        staff(desk.measures),
        name="summary-measures",
    ),
    path(
        "reports/<int:year>/<slug:agency>/write/<path:slot>/",
        staff(desk.paragraph),
        name="summary-paragraph",
    ),
    path("reports/<int:year>/summary.<str:form>", staff(desk.summary_file), name="summary-file"),
    path(
        "reports/<int:year>/published/",
        staff(desk.published_figures),
        name="summary-published",
    ),
    path(
        "reports/<int:year>/summary/publish/",
        staff(desk.publish_summary),
        name="summary-publish",
    ),
]
