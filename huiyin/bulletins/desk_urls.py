"""Addresses of the bulletins on the desk."""

from django.urls import path

from huiyin.casework.gate import staff

from . import practice_desk, proof_desk

urlpatterns = [
    path("bulletin-proof/", staff(proof_desk.page), name="bulletin-proof"),
    path("bulletin-practice/", practice_desk.PAGE.view, name="bulletin-practice"),
]
