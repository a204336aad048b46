"""Addresses of penalties on the desk beside the list."""

from django.urls import path

from . import terms_desk

urlpatterns = [path("penalty-rules/", terms_desk.PAGE.view, name="penalty-rules")]
