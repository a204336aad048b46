"""Figures of proactive disclosure."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from huiyin.figures.dated import Places, Span
from huiyin.figures.registry import (
    AsOf,
    Condition,
    Figure,
    Ledger,
    Ratio,
    Says,
    declare,
    declare_family,
)

from .tree.models import AgencyPage, ColumnPage, ColumnType, DocumentPage
from .tree.validity import OVER

AS_PLACED = "按统计期末所在的栏目计；系统记录改放经过以前改放的，按改放后的栏目计"
DOCUMENTS = Ledger(
    DocumentPage,
    begins="published_at",
    facts={"first_published_at": (), "public_until": (), "abolished_on": ("validity",)},
    traits=("path",),
    limits=("publish_due_on",),
    voided={},
    gap=Span(since="withdrawn_at", until="released_at", past="withdrawals"),
    places=Places(past="placements", left="left_at", traits=("trail",)),
)


def published(on: AsOf) -> Condition:
    """Published in the period and public on its last day, whether or not a job has taken it down."""
    condition = on.happened("first_published_at") & on.not_yet("public_until")
    return on.during("published_at") & condition


def in_time(on: AsOf) -> Condition:
    return published(on) & on.in_time("published_at", "publish_due_on")


def late(on: AsOf) -> Condition:
    return published(on) & on.late("published_at", "publish_due_on")


def timed(on: AsOf) -> Condition:
    """Of which the day of forming is known."""
    return in_time(on) | late(on)


def standing(on: AsOf, column: ColumnPage) -> Condition:
    """In that column or below it on the day, wherever the document stands now."""
    now = on.where(path__startswith=column.path)
    return on.stood(now, trail__contains=f"/{column.pk}/")


def published_in(on: AsOf, columns: Mapping[int, ColumnPage]) -> Condition:
    """In the column that the agency has at that address."""
    owned = [(agency, columns[agency]) for agency in on.scope.agencies if agency in columns]
    documents = on.none()
    for agency, column in owned:
        documents |= on.of(agency) & standing(on, column)
    return published(on) & documents


declare(
    Figure(
        "disclosure.published",
        "主动公开政府信息",
        "条",
        "发布日期在统计期内、到统计期末仍然公开的信息",
        DOCUMENTS,
        published,
        version=2,
    )
)
declare(
    Ratio(
        "disclosure.on-time",
        "主动公开及时率",
        "%",
        "主动公开的信息中，自成文之日起在栏目公开期限（没有另定的为20个工作日）内发布的件数÷"
        "注明成文日期的件数",
        DOCUMENTS,
        in_time,
        among=timed,
    )
)
declare(
    Figure(
        "disclosure.late",
        "超期公开政府信息",
        "条",
        "主动公开的信息中，自成文之日起超过栏目公开期限（没有另定的为20个工作日）才发布的",
        DOCUMENTS,
        late,
        among=timed,
    )
)


@declare_family
def by_column(agency_id: int | None) -> Iterable[Figure]:
    """One figure for each first-level column, by its address; each agency has its own of that name."""
    agencies = dict(AgencyPage.objects.values_list("path", "organisation"))
    columns: dict[str, dict[int, ColumnPage]] = {}
    for column in ColumnPage.objects.live().filter(depth=4).order_by("path"):
        owner = agencies[column.path[: -ColumnPage.steplen]]
        columns.setdefault(column.slug, {})[owner] = column
    for slug, owned in columns.items():
        if agency_id is not None and agency_id not in owned:
            continue
        title = owned[agency_id].title if agency_id else next(iter(owned.values())).title
        yield Figure(
            f"disclosure.published.{slug}",
            f"主动公开：{title}",
            "条",
            f"“{title}”栏目及其下级栏目中，发布日期在统计期内、到统计期末仍然公开的信息，{AS_PLACED}",
            DOCUMENTS,
            partial(published_in, columns=owned),
            version=2,
        )


KINDS: dict[str, tuple[str, str, Callable[[ColumnPage], bool]]] = {
    "rules": (
        "公开规范性文件",
        "名称含“规范性文件”的栏目",
        lambda column: "规范性文件" in column.title,
    ),
    "interpretations": (
        "发布政策解读",
        "栏目类别为“政策解读”的栏目",
        lambda column: column.column_type == ColumnType.INTERPRETATION,
    ),
    "systems": (
        "公开工作制度",
        "名称含“制度”的栏目",
        lambda column: "制度" in column.title,
    ),
    "penalties": (
        "公开行政处罚信息",
        "名称含“行政处罚”的栏目",
        lambda column: "行政处罚" in column.title,
    ),
    "proposals": (
        "公开建议提案办理情况",
        "名称含“提案”的栏目（人大代表建议和政协提案办理）",
        lambda column: "提案" in column.title,
    ),
}
"""What is counted of a kind of column, whatever its address: name, definition, test."""
UNITS = {"systems": "项"}
"""Where it is not 条."""


def published_below(on: AsOf, columns: Iterable[ColumnPage]) -> Condition:
    """In one of these columns or below it."""
    documents = on.none()
    for column in columns:
        documents |= standing(on, column)
    return published(on) & documents


@declare_family
def by_kind(agency_id: int | None) -> Iterable[Figure]:
    """规范性文件, 政策解读, 建议提案, where there is such a column."""
    columns = _columns(agency_id)
    yield from of_rules(columns)
    for key, (label, where, is_such) in KINDS.items():
        such = tuple(column for column in columns if is_such(column))
        if such:
            yield Figure(
                f"disclosure.{key}",
                label,
                UNITS.get(key, "条"),
                f"{where}中，发布日期在统计期内、到统计期末仍然公开的信息，{AS_PLACED}",
                DOCUMENTS,
                partial(published_below, columns=such),
            )


def _in_force(on: AsOf) -> Condition:
    over = on.happened("abolished_on", validity__in=tuple(OVER))
    return on.happened("first_published_at") & on.unless(over)


def _abolished(on: AsOf) -> Condition:
    over = on.during("abolished_on", validity__in=tuple(OVER))
    return on.happened("first_published_at") & over


NORMATIVE: dict[str, tuple[str, str, Says]] = {
    "issued": ("制发行政规范性文件", "发布日期在统计期内的", published),
    "abolished": ("废止行政规范性文件", "废止（失效）日期在统计期内的", _abolished),
    "in-force": (
        "现行有效行政规范性文件",
        "统计期末已经发布、没有废止或者失效的；部分有效的计入",
        _in_force,
    ),
}
"""For the annual report: this year's in force are last year's, and those issued, without those ended."""


def normative(on: AsOf, says: Says, columns: Iterable[ColumnPage]) -> Condition:
    """Of the columns of rules."""
    documents = on.none()
    for column in columns:
        documents |= standing(on, column)
    return says(on) & documents


def of_rules(columns: Iterable[ColumnPage]) -> Iterable[Figure]:
    """行政规范性文件, in the columns of that name; where there is none, none are counted."""
    rules = tuple(filter(KINDS["rules"][2], columns))
    for key, (label, words, says) in NORMATIVE.items():
        yield Figure(
            f"disclosure.normative.{key}",
            label,
            "件",
            f"名称含“规范性文件”的栏目里，{words}文件，{AS_PLACED}",
            DOCUMENTS,
            partial(normative, says=says, columns=rules),
        )


def _columns(agency_id: int | None) -> list[ColumnPage]:
    """Of the agency, or all."""
    columns = ColumnPage.objects.live()
    if agency_id is not None:
        page = AgencyPage.objects.filter(organisation=agency_id).first()
        columns = columns.descendant_of(page) if page else columns.none()
    return list(columns)
