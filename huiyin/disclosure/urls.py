"""Addresses of the disclosure catalogue. The last one takes every path that nothing else took."""

from django.urls import path, re_path

from . import portal

urlpatterns = [
    path("agencies/", portal.agencies, name="agencies"),
    path("i/<path:index_number>", portal.permanent, name="permanent"),
    re_path(r"^(?P<address>.+)$", portal.tree, name="tree"),
]
