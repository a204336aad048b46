"""Addresses of the desk: what requests bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, targets_desk
from .rounds import rules_desk

urlpatterns = [
    path("hotline-targets/", targets_desk.PAGE.view, name="hotline-targets"),
    path("collection-rules/", rules_desk.PAGE.view, name="collection-rules"),
    path("hotline/<int:pk>/read-reply/", staff(desk.read_reply), name="hotline-read-reply"),
    path("hotline/<int:pk>/files/<int:file>/", staff(desk.material), name="hotline-file"),
]
