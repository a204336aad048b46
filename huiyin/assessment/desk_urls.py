"""Addresses of the assessments below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import file_desk, lines_desk, results_desk, rubric_desk, rules_desk

urlpatterns = [
    path("assessment-rules/", rules_desk.PAGE.view, name="assessment-rules"),
    path("assessment-results/", staff(results_desk.overview), name="assessment-results"),
    path(
        "rubric-years/<slug:agency>/<int:year>/",
        staff(rubric_desk.rubric),
        name="assessment-rubric",
    ),
    path("assessments/<int:pk>/computed/", staff(lines_desk.compute), name="assessment-compute"),
    path("assessments/<int:pk>/lines/<int:score>/", staff(lines_desk.line), name="assessment-line"),
    path(
        "assessments/<int:pk>/evidence/<int:proof>/",
        staff(lines_desk.evidence),
        name="assessment-evidence",
    ),
    path(
        "assessments/<int:pk>/file.<slug:form>", staff(file_desk.download), name="assessment-file"
    ),
]
