"""CMS 的门: who is no superuser finds its own agency's documents there, and nothing else.

Wagtail knows pages, not agencies: whoever may change pages below the portal could read there the
drafts, versions and history of every agency, by many addresses. So addresses are not closed one
by one; a few are open.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from .models import DocumentPage

SIGNING = frozenset({"/cms/login/", "/cms/logout/"})
OPEN = frozenset(
    f"/cms/{name}"
    for name in ("", "account/", "dismissibles/", "jsi18n/", "login/", "logout/", "sprite/")
)
"""What shows no page, or only the visitor's own things."""

OF_A_PAGE = "wagtailadmin_pages"
OF_A_SESSION = {"wagtailadmin_editing_sessions:ping": "object_id"}
RELEASE = "wagtailadmin_editing_sessions:release"


class CmsDoorMiddleware:
    """403 for every address of the CMS that is neither open nor of a document of one's agency."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: dict[str, Any]
    ) -> None:
        user: Any = request.user
        if (
            not request.path.startswith("/cms/")
            or request.path in SIGNING
            or not user.is_authenticated  # the view asks to sign in
            or user.is_superuser
        ):
            return
        if not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied("您的岗位不使用内容管理；要办的事请在工作台办理")
        if request.path in OPEN:
            return
        match: Any = request.resolver_match
        if match.view_name == RELEASE:  # of one's own session only
            return
        name = "page_id" if match.namespace == OF_A_PAGE else OF_A_SESSION.get(match.view_name, "")
        found = DocumentPage.objects.filter(pk=_number(keywords.get(name))).first()
        if found is None:
            raise PermissionDenied("这里只能编辑本机关的信息；其他的请在工作台办理")
        if not request.actor.sees(found.agency_id):  # type: ignore[attr-defined]
            raise PermissionDenied("这是其他机关的信息")


def _number(key: Any) -> int:
    """A key of the address; 0, which no page has, where there is none."""
    text = str(key)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
