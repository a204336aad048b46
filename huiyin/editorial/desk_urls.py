"""Addresses of the desk: manuscripts and the chains of their reviews."""

from django.urls import path

from huiyin.casework.gate import staff

from .desk import chains, writing

urlpatterns = [
    path("manuscripts/new/", staff(writing.begin), name="manuscript-begin"),
    path("manuscripts/chains/", staff(chains.overview), name="manuscript-chains"),
    path("manuscripts/chains/<int:pk>/", staff(chains.edit), name="manuscript-chain"),
    path("manuscripts/<int:pk>/text/", staff(writing.text), name="manuscript-text"),
    path("manuscripts/<int:pk>/compare/", staff(writing.compare), name="manuscript-compare"),
    path(
        "manuscripts/<int:pk>/files/<int:number>/",
        staff(writing.draft_file),
        name="manuscript-file",
    ),
    path("documents/<int:pk>/adopt/", staff(writing.adopt), name="document-adopt"),
    path("documents/<int:pk>/pictures/", staff(writing.choose_picture), name="document-pictures"),
]
