"""Addresses of licensing on the desk beside its list."""

from django.urls import path

from . import words_desk

urlpatterns = [path("licence-words/", words_desk.PAGE.view, name="licence-words")]
