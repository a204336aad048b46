"""CMS 的门: the editor of one's own agency's documents, and nothing else, whoever one is.

Wagtail knows pages, not agencies, and writes around our actions: by dozens of addresses it moves,
copies, publishes, deletes, uploads and gives rights, without a reason and without an audit entry.
So addresses are not closed one by one; a few are open, and what an office does beside writing is
done at the desk. A superuser is no exception.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from huiyin.audit.actors import Actor
from huiyin.disclosure.tree.models import DocumentPage

OF_NOBODY = frozenset({"cms-login", "cms-logout", "cms-words"})
"""Ours, and what a page of the door itself may need."""
OPEN = frozenset(
    {
        "wagtailadmin_sprite",
        "wagtailadmin_dismissibles",
        "wagtailadmin_editing_sessions:release",
        "cms-account",
    }
)
"""What shows no page, or only the visitor's own things."""
EDITOR = {
    "wagtailadmin_pages:edit": "page_id",
    "wagtailadmin_pages:preview_on_edit": "page_id",
    "wagtailadmin_pages:view_draft": "page_id",
    "wagtailadmin_pages:history": "page_id",
    "wagtailadmin_pages:history_results": "page_id",
    "wagtailadmin_pages:revisions_index": "page_id",
    "wagtailadmin_pages:revisions_view": "page_id",
    "wagtailadmin_pages:revisions_revert": "page_id",
    "wagtailadmin_pages:revisions_compare": "",
    "wagtailadmin_editing_sessions:ping": "object_id",
}
"""Address of the editor → what names the document in it; without a name, the first part."""
AT_THE_DESK = {
    "wagtailadmin_home": "/desk/",
    "wagtailadmin_explore_root": "/desk/manuscripts/",
    "wagtailadmin_explore": "/desk/manuscripts/",
}
"""Where the CMS's own way back leads."""
ELSEWHERE = {
    "wagtailadmin_collections": "文件集不使用；图片和附件在稿件中上传，随稿件审核",
    "wagtailadmin_pages": "这里只能编辑信息的正文；发布、撤下在工作台“稿件”中办理，栏目在工作台“栏目”中办理",
    "wagtail_bulk_action": "成批发布、移动、删除不在这里办理；请在工作台“稿件”“栏目”中逐条办理",
    "wagtaildocs": "附件在工作台“稿件”中上传，随稿件审核，不能在这里上传",
    "wagtailimages": "图片在稿件正文中插入，随稿件审核，不能在这里上传",
    "wagtailsettings": "网站信息在工作台“网站设置”中修改",
    "wagtailusers_groups": "岗位的权限在服务器上用 post-rights 命令调整，不能在这里修改",
    "wagtailusers_users": "账号在工作台“账号”中办理",
}
"""Beginning of an address's name → what to do instead."""
REFUSED = "这里只能编辑本机关的信息；其他的请在工作台办理"
NO_EDITOR = "您的岗位不使用内容管理；要办的事请在工作台办理"
NOT_YOURS = "这是其他机关的信息，或者您在它的机关没有起草的权限"
ACCESS = "wagtailadmin.access_admin"
WRITING = (ACCESS, "editorial.draft")


def may_write(actor: Actor, page: DocumentPage) -> bool:
    """Wagtail adds up the groups of all posts; here a right counts in its own agency."""
    return all(actor.may(right, page.agency_id) for right in WRITING)


class CmsDoorMiddleware:
    """403 for every address of the CMS that is neither open nor of a document that one may write."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, keywords: dict[str, Any]
    ) -> HttpResponse | None:
        match: Any = request.resolver_match
        user: Any = request.user
        if (
            not request.path.startswith("/cms/")
            or match.view_name in OF_NOBODY
            or not user.is_authenticated  # the view asks to sign in
        ):
            return None
        if not user.has_perm(ACCESS):
            raise PermissionDenied(NO_EDITOR)
        if match.view_name in OPEN:
            return None
        if target := AT_THE_DESK.get(match.view_name):
            return redirect(target)
        if match.view_name not in EDITOR:
            raise PermissionDenied(instead(match.view_name))
        name = EDITOR[match.view_name]
        named = keywords[name] if name else arguments[0]
        document = DocumentPage.objects.filter(pk=_number(named)).first()
        if document is None:
            raise PermissionDenied(REFUSED)
        if not may_write(request.actor, document):  # type: ignore[attr-defined]
            raise PermissionDenied(NOT_YOURS)
        return None


def instead(name: str) -> str:
    """What to do instead of what a closed address would do."""
    return next((said for start, said in ELSEWHERE.items() if name.startswith(start)), REFUSED)


def _number(key: Any) -> int:
    """A key of the address; 0, which no page has, where there is none."""
    text = str(key)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
