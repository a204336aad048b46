"""Addresses of the desk: what requests bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, targets_desk, unsorted_desk
from .categories import schemes_desk
from .rounds import rules_desk

urlpatterns = [
    path("hotline-targets/", targets_desk.PAGE.view, name="hotline-targets"),
    path("hotline-categories/", schemes_desk.PAGE.view, name="hotline-categories"),
    path(
        "hotline-uncategorised/",
        staff(unsorted_desk.uncategorised),
        name="hotline-uncategorised",
    ),
    path("collection-rules/", rules_desk.PAGE.view, name="collection-rules"),
    path("hotline/<int:pk>/read-reply/", staff(desk.read_reply), name="hotline-read-reply"),
    path("hotline/<int:pk>/files/<int:file>/", staff(desk.material), name="hotline-file"),
]
