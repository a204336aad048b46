"""Whose register: asked only where the site holds more than one agency."""

from huiyin.organisations.models import Organisation
from huiyin.web.kept.page_cache import remembered
from huiyin.web.narrowings import Choice


@remembered
def offered() -> list[tuple[str, str]]:
    return [(agency.slug, agency.short_name) for agency in Organisation.objects.agencies()]


def choice(column: str = "agency__slug") -> Choice:
    """The filter by agency of a list whose records know it by that column."""
    return Choice("agency", "机关", column, offered, "没有这个机关", least=2)
