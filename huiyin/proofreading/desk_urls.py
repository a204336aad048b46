"""Addresses of the desk: the list of terms."""

from django.urls import path, re_path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("wording/", staff(desk.wording), name="wording"),
    path("wording/new/", staff(desk.edit), name="wording-new"),
    path("wording/<int:pk>/", staff(desk.edit), name="wording-edit"),
    path("wording/switch/", staff(desk.switch), name="wording-switch"),
    path("wording/import/", staff(desk.take_in), name="wording-import"),
    re_path(r"^wording/export\.(?P<form>xlsx|csv)$", staff(desk.export), name="wording-export"),
]
