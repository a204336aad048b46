"""The CMS in the house's dress: its colours, the way back to the desk, no pages in English."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

FOREIGN_HELP = ("whats-new", "editor-guide")
"""Entries of the help menu that lead to other hosts, in English; an office may not reach them."""


@hooks.register("insert_global_admin_css")
def dress() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("web/cms.css"))


@hooks.register("register_admin_menu_item")
def way_back() -> MenuItem:
    return MenuItem("回到工作台", "/desk/", name="desk", icon_name="arrow-left", order=1)


@hooks.register("construct_help_menu")
def no_foreign_help(request: HttpRequest, menu_items: list[Any]) -> None:
    menu_items[:] = [item for item in menu_items if not item.name.startswith(FOREIGN_HELP)]


@hooks.register("construct_main_menu")
def only_open_doors(request: HttpRequest, menu_items: list[Any]) -> None:
    """Who is no superuser edits single documents, led there by the desk; lists answer 403."""
    if not _is_superuser(request):
        menu_items[:] = [item for item in menu_items if item.name in ("desk", "help")]


@hooks.register("construct_search")
def no_search_that_is_refused(request: HttpRequest, search_areas: list[Any]) -> None:
    if not _is_superuser(request):
        search_areas.clear()


@hooks.register("construct_homepage_summary_items")
def no_count_of_other_offices(request: HttpRequest, summary_items: list[Any]) -> None:
    if not _is_superuser(request):
        summary_items.clear()


def _is_superuser(request: HttpRequest) -> bool:
    user: Any = request.user
    return bool(user.is_superuser)
