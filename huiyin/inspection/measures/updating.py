"""更新: time since the last update of the home page and the columns."""

import re
from datetime import date, timedelta

from django.utils import timezone

from huiyin.disclosure.duty import gaps
from huiyin.disclosure.models import ColumnType, DocumentPage
from huiyin.disclosure.tree.catalogue import tree
from huiyin.measuring import inside
from huiyin.measuring.base import (
    Ask,
    Evidence,
    Measurement,
    Verdict,
    fewer_than,
    measure,
    none_of,
    site_measure,
)

from . import reach

NEWS_DAYS = 14
POLICY_DAYS = 180
POLICY = (ColumnType.POLICY,)
NEWS = (ColumnType.NEWS,)
FIRST_LEVEL = 4  # depth in the tree: root, portal, agency, column
_LINK = re.compile(r'href="(/[^"?#]+)')


@site_measure
def home_update(ask: Ask) -> Measurement:
    """The newest document shown on the home page."""
    addresses = set(_LINK.findall(inside.get("/").content.decode()))
    numbers = [address[3:].rstrip("/") for address in addresses if address.startswith("/i/")]
    paths = [f"/portal{address}" for address in addresses]
    pages = DocumentPage.objects.live()
    pages = pages.filter(index_number__in=numbers) | pages.filter(url_path__in=paths)
    newest = pages.order_by("-published_at").first()
    limit = f"{ask.limit}天内"
    if newest is None:
        return Measurement(
            Verdict.BROKEN, "没有信息", limit, 1, [Evidence("/", "首页没有列出任何已发布的信息")]
        )
    day = timezone.localdate(newest.published_at)
    days = (ask.today - day).days
    evidence = Evidence(newest.permanent_address, f"首页最新一条是{day}发布的“{newest.title}”")
    late = days > ask.limit
    return Measurement(
        Verdict.BROKEN if late else Verdict.MET, f"{days}天前", limit, int(late), [evidence]
    )


@measure
def stale_main_columns(ask: Ask) -> Measurement:
    """How many 动态 columns are older than 14 days, 公告 and 政策 columns older than 180."""
    late = [
        *_late(ask, NEWS, NEWS_DAYS),
        *_late(ask, POLICY, POLICY_DAYS, first_level=True),
    ]
    return fewer_than(late, ask, "个")


@measure
def stale_columns(ask: Ask) -> Measurement:
    """Columns past their own limit."""
    late = [
        Evidence(
            standing.address,
            f"{_place(standing)}应在{standing.due_on}前（含当日）更新，最近更新{standing.latest}",
        )
        for standing in reach.standings(ask)
        if standing.state is gaps.State.LATE and not standing.is_fixed
    ]
    return fewer_than(late, ask, "个", note="按“栏目”页设置的更新期限检查，不设期限的栏目不计")


@measure
def empty_columns(ask: Ask) -> Measurement:
    empty = [
        Evidence(standing.address, f"{_place(standing)}没有任何信息")
        for standing in reach.standings(ask)
        if standing.state is gaps.State.EMPTY
    ]
    return fewer_than(empty, ask, "个")


@measure
def news_columns(ask: Ask) -> Measurement:
    return _column_kind(ask, NEWS, "工作动态")


@measure
def policy_columns(ask: Ask) -> Measurement:
    return _column_kind(ask, POLICY, "政策文件", first_level=True)


@measure
def interpretation_columns(ask: Ask) -> Measurement:
    return _column_kind(ask, (ColumnType.INTERPRETATION,), "政策解读")


@measure
def other_columns(ask: Ask) -> Measurement:
    """Every other column that is empty or past its own limit."""
    asked_elsewhere = {*NEWS, *POLICY, ColumnType.INTERPRETATION}
    faults = [
        Evidence(standing.address, f"{_place(standing)}{standing.state.value}")
        for standing in reach.standings(ask)
        if standing.column is not None
        and standing.column.column_type not in asked_elsewhere
        and standing.state in (gaps.State.EMPTY, gaps.State.LATE)
    ]
    return none_of(faults, "个")


def _column_kind(
    ask: Ask, kinds: tuple[str, ...], name: str, *, first_level: bool = False
) -> Measurement:
    """All columns of a kind are within the limit; not having one is a fault too."""
    columns = _of_kind(ask, kinds, first_level)
    if not columns:
        return none_of([Evidence("", f"没有“{name}”类别的栏目")], "个")
    return none_of(_late(ask, kinds, ask.limit, first_level=first_level), "个")


def _late(
    ask: Ask, kinds: tuple[str, ...], days: int, *, first_level: bool = False
) -> list[Evidence]:
    """Columns of a kind without an update for more than `days`; empty ones included."""
    oldest = ask.today - timedelta(days=days)
    return [
        Evidence(one.address, f"{_place(one)}{_since(one.latest)}，超过{days}天")
        for one in _of_kind(ask, kinds, first_level)
        if one.latest is None or one.latest < oldest
    ]


def _of_kind(ask: Ask, kinds: tuple[str, ...], first_level: bool) -> list[gaps.Standing]:
    return [
        standing
        for standing in reach.standings(ask)
        if standing.column is not None
        and standing.column.column_type in kinds
        and (not first_level or standing.column.depth == FIRST_LEVEL)
    ]


def _since(latest: date | None) -> str:
    return f"最近更新{latest}" if latest else "没有任何信息"


def _place(one: gaps.Standing) -> str:
    """“云溪市城管局”的“工作动态”; the agency only where there are several."""
    if one.column is None or len(tree().agencies) < 2:
        return f"“{one.label}”"
    agency = tree().agency_of(one.column.path)
    return f"“{agency.title}”的“{one.label}”" if agency else f"“{one.label}”"
