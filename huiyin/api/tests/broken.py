"""Addresses of a test: views that fail."""

from django.urls import path

from huiyin.throttle.budgets import TooManyError
from huiyin.web.problems import for_programs


def broken(request):
    raise RuntimeError("nobody knows why")


@for_programs("GET")
def many(request):
    raise TooManyError(70)


urlpatterns = [path("api/broken", broken), path("api/many", many)]
handler500 = "huiyin.submissions.middleware.server_error"
