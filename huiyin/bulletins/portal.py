"""周公示: the published bulletins as a list, and the rows of each as files."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from huiyin.web import downloads
from huiyin.web.context import Section
from huiyin.web.narrowings import Year
from huiyin.web.publiclists import PublicList
from huiyin.web.tables import Column, fields

from . import rows
from .models import Bulletin, BulletinQuerySet

COLUMNS = (
    *fields(Bulletin, "reference"),
    Column[Bulletin]("名称", lambda bulletin: bulletin.title),
    *fields(Bulletin, "begins_on", "ends_on", "published_on"),
    Column[Bulletin]("固定网址", lambda bulletin: bulletin.document.permanent_address if bulletin.document else ""),
)  # fmt: skip


def _public(bulletins: BulletinQuerySet) -> BulletinQuerySet:
    return bulletins.public()


BULLETINS = PublicList(
    key="bulletins",
    section=Section(
        "行政许可和行政处罚信息周公示",
        "每周作出的行政许可、行政处罚决定",
        "双公示,周公示,行政许可,行政处罚",
        "办事服务",
    ),
    door="licences",
    register=(53, "双公示周公示", "每周作出了哪些行政许可、行政处罚决定"),
    model=Bulletin,
    public=_public,
    order=("-begins_on", "-pk"),
    template="bulletins/portal/bulletins.html",
    narrowings=(Year("year", "年份", "begins_on"),),
    listed=lambda bulletins: bulletins.select_related("document", "agency"),
    columns=COLUMNS,
    line=lambda bulletin: (bulletin.title, bulletin.reference, bulletin.published_on),
)


@require_safe
def rows_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The rows of one public bulletin as a file, as they stand now."""
    bulletin = get_object_or_404(Bulletin.objects.public(), pk=pk)
    shown = rows.shown(bulletin, timezone.localdate())
    table = downloads.Table(
        f"bulletin-{bulletin.reference}", "周公示", rows.HEADS, (line.cells for line in shown)
    )
    return downloads.answer(table, form)
