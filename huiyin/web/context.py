"""What every page needs: the site's particulars, read once for each change of public content."""

from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from .models import SiteProfile


def site(request: HttpRequest) -> dict[str, Any]:
    """`site` (SiteProfile) and the visitor's display choice for every template."""
    return {"site": profile(), "display": Display.of(request)}


def profile() -> SiteProfile:
    """The profile of the one site; an empty unsaved one before the site is set up."""
    found = SiteProfile.objects.first()
    return found or SiteProfile(site=Site.objects.first(), name="回音")


class Display:
    """How a visitor wants to see the portal, from one cookie: `elder`, `large`, …"""

    COOKIE = "display"
    MODES = ("elder",)
    SIZES = ("large", "larger")

    def __init__(self, choices: set[str]) -> None:
        self.elder = "elder" in choices
        self.size = next((size for size in self.SIZES if size in choices), "")

    @classmethod
    def of(cls, request: HttpRequest) -> "Display":
        return cls(set(request.COOKIES.get(cls.COOKIE, "").split(".")))

    @property
    def classes(self) -> str:
        """Classes for the html element."""
        return " ".join(filter(None, ["elder" if self.elder else "", self.size]))
