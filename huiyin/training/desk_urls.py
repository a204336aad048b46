"""Addresses of the list below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [
    path("training/", staff(desk.quarter), name="training"),
    path("training/list.<slug:form>", staff(desk.download), name="training-file"),
]
