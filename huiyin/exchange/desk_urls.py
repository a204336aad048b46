"""Addresses of 信用信息报送 below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, rules_desk

urlpatterns = [
    path("exchange-rules/", rules_desk.PAGE.view, name="exchange-rules"),
    path("exchange-next/", staff(desk.upcoming), name="exchange-next"),
    path("exchange/<int:pk>/file/", staff(desk.file), name="exchange-file"),
    path("exchange/<int:pk>/file/<slug:table>/", staff(desk.file), name="exchange-table"),
]
