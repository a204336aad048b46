"""Addresses of subjects on the desk."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("subjects/", staff(desk.found), name="subjects"),
    path("subjects/<int:pk>/", staff(desk.one), name="desk-subject"),
]
