"""Addresses of the desk: what requests bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, targets_desk

urlpatterns = [
    path("hotline-targets/", targets_desk.PAGE.view, name="hotline-targets"),
    path("hotline/<int:pk>/files/<int:file>/", staff(desk.material), name="hotline-file"),
]
