"""Addresses of the desk: what tasks bring along."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, dissolving_desk, rules_desk, terms_desk

urlpatterns = [
    path("return-terms/", terms_desk.PAGE.view, name="return-terms"),
    path("dissolve-unit/", staff(dissolving_desk.units), name="dissolve-unit"),
    path("supervision-rules/", rules_desk.PAGE.view, name="supervision-rules"),
    path(
        "supervisions/<int:pk>/notice/<slug:form>/", staff(desk.notice), name="supervision-notice"
    ),
]
