"""Addresses of duties on the desk."""

from django.urls import path

from . import duties_desk

urlpatterns = [path("duties/", duties_desk.PAGE.view, name="duties")]
