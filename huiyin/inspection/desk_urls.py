"""Addresses of the desk: the inspection of the website."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("inspection/", staff(desk.inspection), name="inspection"),
    path("inspection/start/", staff(desk.start), name="inspection-start"),
    path("inspection/<int:pk>/step/", staff(desk.step), name="inspection-step"),
    path("inspection/indicators/<slug:code>/", staff(desk.indicator), name="indicator"),
]
