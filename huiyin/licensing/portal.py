"""行政许可公示: the published licences as a list, one by one, and as files."""

from collections.abc import Iterator

from django.utils import timezone

from huiyin.publicity import naming
from huiyin.web.context import Section
from huiyin.web.narrowings import Choice, Chosen, Words, Year
from huiyin.web.publiclists import Facts, PublicList, RecordPage, counted

from .models import Licence, LicenceCategory, LicenceQuerySet, Standing
from .punctuality import punctuality
from .wording import COLUMNS, headed, told


def _public(licences: LicenceQuerySet) -> LicenceQuerySet:
    return licences.public().with_standing(timezone.localdate())


def _categories() -> Iterator[tuple[str, str]]:
    return ((category.key, category.name) for category in LicenceCategory.objects.all())


def _about(licence: Licence) -> Facts:
    """What it gave way to and what gave way to it, as far as that is on view."""
    later = licence.successor if licence.successor and licence.successor.is_public else None
    earlier = list(licence.predecessors.public())
    return {"standing": licence.standing_today, "later": later, "earlier": earlier}


def _more(chosen: Chosen) -> Facts:
    """How the year that is shown, else the last one, kept the time limit."""
    years = counted(LICENCES).left_by("year", {})
    newest = max(map(int, years), default=timezone.localdate().year)
    return {"punctuality": punctuality(int(chosen["year"] or newest))}


LICENCES = PublicList(
    key="licences",
    section=Section(
        "行政许可公示", "公示本机关作出的行政许可决定", "行政许可,双公示,许可决定", "办事服务"
    ),
    door="licences",
    register=(50, "行政许可公示", "行政许可决定，可以查找和下载"),
    model=Licence,
    public=_public,
    order=("-decided_on", "-pk"),
    template="licensing/portal/licences.html",
    narrowings=(
        Year("year", "决定年份", "decided_on"),
        Choice("category", "许可类别", "matter__category__key", _categories),
        Choice("validity", "效力", "standing", lambda: Standing.choices, "没有这种效力状态"),
    ),
    words=Words[LicenceQuerySet](
        "holder", "按单位名称查找", "查找许可决定", naming.found, naming.is_common
    ),
    listed=lambda licences: licences.select_related("matter"),
    columns=COLUMNS,
    record=RecordPage(
        name="licence",
        template="licensing/portal/licence.html",
        loaded=lambda licences: licences.select_related("matter", "agency", "subject", "successor"),
        about=_about,
    ),
    more=_more,
    has_feed=True,
    line=lambda licence: (headed(licence), told(licence, "reference"), licence.decided_on),
)
