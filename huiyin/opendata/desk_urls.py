"""Addresses of the data below /desk/."""

from django.urls import path

from . import desk

urlpatterns = [path("data-terms/", desk.PAGE.view, name="data-terms")]
