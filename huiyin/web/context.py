"""What every page needs: the site's particulars, the doors that exist, the visitor's display choice."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from .addresses import absolute
from .display import Display
from .kept.page_cache import remembered
from .models import SiteProfile


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` (SiteProfile), `doors` and the visitor's display choice for every template."""
    return {
        "site": SimpleLazyObject(profile),
        "site_domain": SimpleLazyObject(domain),
        "base_url": absolute(),
        "doors": doors,
        "registers": registers,
        "display": Display.of(request),
    }


@remembered
def profile() -> SiteProfile:
    """The profile of the one site; an empty unsaved one before the site is set up."""
    row = SiteProfile.objects.first()
    return row or SiteProfile(site=Site.objects.first(), name=settings.WAGTAIL_SITE_NAME)


def domain() -> str:
    """网站域名, for the page tag SiteDomain: as set, else that of the configured address."""
    return profile().domain or urlsplit(absolute()).hostname or ""


@dataclass(frozen=True)
class Section:
    """A list page outside the tree of columns, with the four things its page tags must say."""

    title: str
    description: str
    keywords: str
    column_type: str


@dataclass(frozen=True)
class Door:
    """One way in. `url_name` may not exist (yet): then the door is left out, never dead."""

    key: str
    title: str
    hint: str
    url_name: str

    @property
    def address(self) -> str:
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return ""


DOORS = (
    Door("disclosure", "政府信息公开", "机构职能、政策文件、工作动态", "agencies"),
    Door("licences", "办事与许可", "行政许可决定公示、查找与下载", "licences"),
    Door("interaction", "互动交流", "写留言，看问答，查办理进度", "messages"),
    Door("statistics", "数据与统计", "每个数据写明口径，可看记录", "reports"),
    Door("supervision", "监督", "投诉举报、执法公示、信用修复", "supervision"),
)
ACTIONS = (
    Door("apply", "申请公开", "向本机关申请获取政府信息", "apply"),
    Door("message", "我要留言", "咨询、建议、投诉", "message"),
    Door("track", "查进度", "用编号和查询码查看办理进度", "track"),
)
REGISTERS: dict[int, Door] = {}
"""专项公开: the public lists beside the tree of columns by their places; they enter themselves."""


def registers() -> list[Door]:
    """The registers that have a page."""
    return [door for _, door in sorted(REGISTERS.items()) if door.address]


def doors() -> list[Door]:
    """The doors that lead somewhere."""
    return [door for door in DOORS if door.address]
