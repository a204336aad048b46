"""The CMS in the house's dress: its colours, the way back to the desk, no pages in English."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea

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
    """Single documents are edited here, led to by the desk; whatever else Wagtail lists answers 403."""
    menu_items[:] = [item for item in menu_items if item.name in ("desk", "help")]


@hooks.register("register_admin_search_area")
def search_of_the_desk() -> SearchArea:
    """The one field of search in its menu takes the first area; Wagtail's own reads every agency."""
    return SearchArea("工作台", "/desk/search/", name="desk", order=-1)
