"""Addresses of the plan of work below /desk/."""

from django.urls import path

from huiyin.casework.gate import staff

from . import board_desk, desk, taking_desk, terms_desk

urlpatterns = [
    path("plan-terms/", terms_desk.PAGE.view, name="plan-terms"),
    path("plan-board/", staff(board_desk.show), name="plan-board"),
    path("plan-documents/<int:pk>/items/", staff(taking_desk.take), name="plan-take"),
    path("plan-documents/<int:pk>/file/", staff(desk.document_file), name="plan-document-file"),
    path("plans/<int:pk>/evidence/<int:evidence>/", staff(desk.evidence), name="plan-evidence"),
]
