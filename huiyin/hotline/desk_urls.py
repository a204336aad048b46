"""Addresses of the desk: what requests bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("hotline/<int:pk>/files/<int:file>/", staff(desk.material), name="hotline-file"),
]
