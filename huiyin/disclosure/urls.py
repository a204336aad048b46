"""Addresses of the disclosure catalogue. The last one takes every path that nothing else took."""

from django.urls import path, re_path

from .page import portal

urlpatterns = [
    path("agencies/", portal.agencies, name="agencies"),
    # PostgreSQL takes no null byte, not even in a question: nothing has such an address.
    re_path(r"^i/(?P<index_number>[^\0\n]+)\.pdf$", portal.printed, name="printed"),
    re_path(r"^i/(?P<index_number>[^\0\n]+)\.svg$", portal.code, name="code"),
    re_path(r"^i/(?P<index_number>[^\0\n]+)$", portal.permanent, name="permanent"),
    re_path(r"^(?P<address>[^\0\n]+)$", portal.tree, name="tree"),
]
