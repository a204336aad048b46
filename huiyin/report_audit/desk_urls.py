"""Addresses of the desk: reports from elsewhere."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk

urlpatterns = [path("check-reports/", staff(desk.check), name="check-reports")]
