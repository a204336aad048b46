"""Addresses of licence applications on the desk beside their list."""

from django.urls import path

from . import rules_desk

urlpatterns = [path("licence-rules/", rules_desk.PAGE.view, name="licence-rules")]
