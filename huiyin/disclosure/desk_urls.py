"""Addresses of the desk: columns and gaps."""

from django.urls import path

from huiyin.casework.gate import staff

from .desk import columns, gaps

urlpatterns = [
    path("columns/", staff(columns.columns), name="columns"),
    path("columns/layout/", staff(columns.lay_out_missing), name="columns-layout"),
    path("columns/new/", staff(columns.new), name="column-new"),
    path("columns/<int:pk>/remove/", staff(columns.remove), name="column-remove"),
    path("columns/<int:pk>/", staff(columns.column), name="column-settings"),
    path("gaps/", staff(gaps.gaps), name="gaps"),
    path("gaps.xlsx", staff(gaps.gaps_workbook), name="gaps-workbook"),
]
