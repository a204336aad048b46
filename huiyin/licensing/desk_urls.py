"""Addresses of licensing on the desk beside its list."""

from django.urls import path

from huiyin.casework.gate import staff
from huiyin.letters.templates_desk import urls as template_urls

from . import certificates_desk, words_desk
from .certificates import FAMILY

urlpatterns = [
    path("licence-words/", words_desk.PAGE.view, name="licence-words"),
    *template_urls(FAMILY, "licences/templates/"),
    path(
        "licences/<int:pk>/certificates/<int:certificate>.pdf",
        staff(certificates_desk.pdf),
        name="licence-certificate",
    ),
]
