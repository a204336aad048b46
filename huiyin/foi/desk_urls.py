"""Addresses of the desk: letters, materials, redaction and templates of applications."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import promises_desk
from .papers import desk as letters
from .papers.kinds import FAMILY
from .redacting import desk as redacting

urlpatterns = [
    path("foi/promises/", promises_desk.PAGE.view, name="foi-promises"),
    *template_urls(FAMILY, "foi/templates/"),
    path("foi/<int:pk>/papers/", staff(letters.papers), name="foi-papers"),
    path("foi/<int:pk>/papers/new/<slug:kind>/", staff(letters.letter), name="foi-letter"),
    path(
        "foi/<int:pk>/papers/<int:paper>/freeze/",
        staff(letters.freeze_letter),
        name="foi-paper-freeze",
    ),
    path(
        "foi/<int:pk>/papers/<int:paper>/<slug:form>/",
        staff(letters.paper_file),
        name="foi-paper-file",
    ),
    path("foi/<int:pk>/answer.pdf", staff(letters.answer_to_leave), name="foi-leaving"),
    path("foi/<int:pk>/files/<int:file>/", staff(letters.material), name="foi-material"),
    path("foi/<int:pk>/files/", staff(redacting.materials), name="foi-files"),
    path("foi/<int:pk>/files/<int:file>/redact/", staff(redacting.tool), name="foi-redact"),
    path(
        "foi/<int:pk>/files/<int:file>/redact/<slug:kind>/<int:page>.png",
        staff(redacting.page_picture),
        name="foi-redact-page",
    ),
    path(
        "foi/<int:pk>/files/<int:file>/redact/finish/",
        staff(redacting.finish),
        name="foi-redact-finish",
    ),
    path("foi/<int:pk>/case.pdf", staff(letters.whole_case), name="foi-case-file"),
]
