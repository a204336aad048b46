"""Public addresses of the bulletins."""

from django.urls import re_path

from huiyin.web import costly

from .portal import BULLETINS, rows_file

ROWS = "bulletin-rows"
costly.NAMES.add(ROWS)
urlpatterns = [
    *BULLETINS.urls(),
    re_path(r"^bulletins/(?P<pk>\d+)\.(?P<form>csv|xlsx|json)$", rows_file, name=ROWS),
]
