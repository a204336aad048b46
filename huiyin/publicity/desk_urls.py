"""Addresses of publicity on the desk."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk, timeliness_desk

urlpatterns = [
    path("publicity-terms/", terms_desk.PAGE.view, name="publicity-terms"),
    path("publicity-timeliness/", staff(timeliness_desk.page), name="publicity-timeliness"),
    path("publicity/<slug:room>/<int:pk>/", staff(desk.receipt), name="publicity-receipt"),
]
