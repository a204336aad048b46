"""The column of an imported document, created if it is missing."""

import hashlib
import re
from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import AgencyPage, ColumnPage, ColumnType
from huiyin.disclosure.tree import actions
from huiyin.organisations.models import Organisation

from .labels import simplified
from .values import ReadPage, Remark

UNPLACED = "待归类"
_TYPES = (
    ("政策解读", ColumnType.INTERPRETATION),
    ("解读", ColumnType.INTERPRETATION),
    ("依申请", ColumnType.ON_REQUEST),
    ("年报", ColumnType.ANNUAL_REPORT),
    ("年度报告", ColumnType.ANNUAL_REPORT),
    ("公开指南", ColumnType.GUIDE),
    ("指南", ColumnType.GUIDE),
    ("公开目录", ColumnType.CATALOGUE),
    ("机构职能", ColumnType.FUNCTIONS),
    ("主要职责", ColumnType.FUNCTIONS),
    ("机构设置", ColumnType.FUNCTIONS),
    ("内设机构", ColumnType.FUNCTIONS),
    ("领导", ColumnType.LEADERS),
    ("负责人", ColumnType.LEADERS),
    ("概况", ColumnType.OVERVIEW),
    ("政策", ColumnType.POLICY),
    ("规范性文件", ColumnType.POLICY),
    ("法规", ColumnType.POLICY),
    ("文件", ColumnType.POLICY),
    ("数据开放", ColumnType.OPEN_DATA),
    ("统计", ColumnType.DATA),
    ("数据", ColumnType.DATA),
    ("回应", ColumnType.RESPONSE),
    ("征集", ColumnType.SURVEY),
    ("调查", ColumnType.SURVEY),
    ("访谈", ColumnType.INTERVIEW),
    ("投诉", ColumnType.COMPLAINTS),
    ("咨询", ColumnType.COMPLAINTS),
    ("信箱", ColumnType.COMPLAINTS),
    ("办事", ColumnType.SERVICES),
    ("动态", ColumnType.NEWS),
    ("要闻", ColumnType.NEWS),
    ("新闻", ColumnType.NEWS),
)


def type_of(title: str) -> str:
    """栏目类别 from the words of a column's title; else 其他."""
    plain = simplified(title)
    return next((kind.value for word, kind in _TYPES if word in plain), ColumnType.OTHER.value)


def _tagged_type(tag: str) -> str:
    """The first valid value of the page tag ColumnType; some portals write several."""
    return next(
        (kind for kind in re.split(r"[\s,，、;；|]+", tag) if kind in ColumnType.values), ""
    )


def place(
    page: ReadPage, agency: Organisation, chosen: ColumnPage | None, *, actor: Actor, at: datetime
) -> tuple[ColumnPage, list[Remark]]:
    """The column of a page: the given one, else its breadcrumb, else 组配分类, else the page tag."""
    if chosen is not None:
        return ColumnPage.objects.select_for_update(of=("self", "page_ptr")).get(pk=chosen.pk), []
    names = frozenset({agency.name, agency.short_name, page.site_name})
    titles = [title for title in page.columns if title not in names]
    remarks = []
    if not titles and page.category:
        titles = [page.category]
    elif not titles and page.column_name and page.column_name not in names:
        titles = [page.column_name[:100]]
    if not titles:
        titles = [UNPLACED]
        remarks = [
            Remark(
                "column-missing",
                f"网页没有写明栏目，已放入“{UNPLACED}”，请在“稿件”中改放到应在的栏目",
            )
        ]
    here: AgencyPage | ColumnPage = actions.agency_page(agency, actor=actor, at=at)
    for number, title in enumerate(titles):
        last = number == len(titles) - 1
        kind = (_tagged_type(page.column_type) if last else "") or type_of(title)
        here = _child(here, title, kind, actor, at)
    assert isinstance(here, ColumnPage)  # noqa: S101 - there is at least one title
    return here, remarks


def _child(
    parent: AgencyPage | ColumnPage, title: str, kind: str, actor: Actor, at: datetime
) -> ColumnPage:
    """The child column with this title, locked, so that two imports do not create it twice."""
    slug = f"c-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    known: ColumnPage | None = (
        ColumnPage.objects.child_of(parent)
        .filter(Q(title=title) | Q(slug=slug))
        .select_for_update(of=("self", "page_ptr"))
        .first()
    )
    if known is not None:
        return known
    fresh = Page.objects.select_for_update(of=("self",)).get(pk=parent.pk).specific
    return actions.add_column(fresh, title, slug=slug, column_type=kind, actor=actor, at=at)
