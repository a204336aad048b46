"""An address without its last slash leads to the one with it, wherever there is one.

Django's own APPEND_SLASH never comes to it: the tree of columns takes every path that no other
pattern took, so that to Django each of them is an address already.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

GREEDY = frozenset({"tree", "feed"})
"""Names of the patterns that take whatever the more exact ones left; they mind their own slashes."""
STAFF = ("/desk/", "/cms/")
SAFE = ("GET", "HEAD")


class AddSlashMiddleware:
    """308, which keeps the method and what was sent; the query is kept as well.

    A public address is asked first whether it exists: `/licences/99999` is 404 as it stands. For
    staff the pattern is enough, since there a look may be logged.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.endswith("/") or not _lacks_slash(request.path_info):
            return self.get_response(request)
        request.path += "/"
        request.path_info += "/"
        if request.method in SAFE and not request.path.startswith(STAFF):
            answer = self.get_response(request)
            if answer.status_code == 404:
                return answer
        return HttpResponsePermanentRedirect(request.get_full_path(), preserve_request=True)


def _lacks_slash(path: str) -> bool:
    """Whether a more exact pattern takes the address with a slash than without."""
    try:
        return resolve(path).view_name in GREEDY and resolve(f"{path}/").view_name not in GREEDY
    except Resolver404:
        return False
