"""Addresses of the suggestions below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, floor_desk

urlpatterns = [
    path("routing/", staff(desk.board), name="routing"),
    path("routing/floor/", floor_desk.PAGE.view, name="routing-floor"),
    path("routing/requests/<int:pk>/category/", staff(desk.categorise), name="routing-category"),
]
