"""Addresses of reports on the staff side."""

from django.urls import path

from . import desk

urlpatterns = [
    path("<int:year>/summary/", desk.summary_page, name="summary"),
    path("<int:year>/summary.docx", desk.summary_word, name="summary-word"),
    path("<int:year>/summary/publish/", desk.publish_summary, name="summary-publish"),
]
