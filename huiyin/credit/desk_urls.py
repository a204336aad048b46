"""Addresses of repairs and objections below /desk/, beside their lists."""

from django.urls import path

from huiyin.casework.gate import staff

from . import desk, terms_desk

NOTICE = "<int:pk>/notices/<int:notice>/<slug:form>/"
urlpatterns = [
    path("credit-terms/", terms_desk.PAGE.view, name="credit-terms"),
    path("repairs/<int:pk>/evidence/<int:evidence>/", staff(desk.evidence), name="repair-evidence"),
    path(f"repairs/{NOTICE}", staff(desk.notice), {"room": "repairs"}, name="repair-notice"),
    path(f"objections/{NOTICE}", staff(desk.notice), {"room": "objections"}, name="objection-notice"),
]  # fmt: skip
