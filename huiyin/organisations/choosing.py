"""Which agency a page of the desk is about, for somebody who acts in several."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from .models import Organisation

NAME = "agency"
"""The name in addresses and forms."""


@dataclass(frozen=True)
class Choice:
    """The agency that is meant, and those that could be."""

    agency: Organisation
    agencies: list[Organisation]

    @property
    def marks(self) -> dict[str, str]:
        """What an address carries, so that it leads to the same agency."""
        return {NAME: self.agency.slug} if len(self.agencies) > 1 else {}

    def query(self, **more: str) -> str:
        """`?agency=cgj&as_of=2020-11-17`; empty where nothing has to be said."""
        marks = self.marks | {name: value for name, value in more.items() if value}
        return f"?{urlencode(marks)}" if marks else ""


def choose(
    request: HttpRequest, agencies: Iterable[Organisation], slug: str | None = None
) -> Choice:
    """The one that is given, or that the form or the address names, else the first.

    Raises:
        Http404: there is none, or the one that is named is not among them.
    """
    known = list(agencies)
    if slug is None:
        slug = request.POST.get(NAME) or request.GET.get(NAME, "")
    chosen = next((one for one in known if not slug or one.slug == slug), None)
    if chosen is None:
        raise Http404("没有您可以查看的机关")
    return Choice(chosen, known)
