"""Addresses of the desk: what tasks bring along."""

from django.urls import path

from . import terms_desk

urlpatterns = [path("return-terms/", terms_desk.PAGE.view, name="return-terms")]
