"""统一版式: the left side of an agency's disclosure pages, in the order of the national platform.

公开指南 · 公开制度 · 法定主动公开内容 (by legal item) · 政府信息公开年报 · 依申请公开
(政府信息公开平台, 条例第二十四条).
"""

from dataclasses import dataclass, field

from django.urls import NoReverseMatch, reverse

from huiyin.disclosure.tree.catalogue import Branch, Catalogue
from huiyin.disclosure.tree.models import AgencyPage, ColumnPage, ColumnType, LegalItem

SHORT = {
    LegalItem.RULES: "法规和规范性文件",
    LegalItem.FUNCTIONS: "机关简介和机构职能",
    LegalItem.PLANS: "规划和政策",
    LegalItem.STATISTICS: "统计信息",
    LegalItem.LICENCES: "行政许可和管理服务",
    LegalItem.PENALTIES: "行政处罚和行政强制",
    LegalItem.BUDGET: "预算和决算",
    LegalItem.FEES: "行政事业性收费",
    LegalItem.PROCUREMENT: "政府采购",
    LegalItem.PROJECTS: "重大建设项目",
    LegalItem.WELFARE: "民生和社会保障",
    LegalItem.EMERGENCIES: "突发公共事件",
    LegalItem.INSPECTION: "监督检查",
    LegalItem.RECRUITMENT: "公务员招考",
    LegalItem.OTHER_BY_LAW: "其他法定公开内容",
    LegalItem.LOCAL: "市政和公共服务",
}
APART = frozenset({ColumnType.GUIDE, ColumnType.ANNUAL_REPORT, ColumnType.ON_REQUEST})


@dataclass(frozen=True)
class Twig:
    """A column in the tree; opened along the way to the page that is shown."""

    page: ColumnPage
    is_here: bool
    below: list["Twig"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.is_here or any(twig.is_open for twig in self.below)


@dataclass(frozen=True)
class Item:
    """One legal item with its columns."""

    title: str
    twigs: list[Twig]

    @property
    def documents(self) -> int:
        return sum(int(twig.page.documents_below) for twig in self.twigs)

    @property
    def is_open(self) -> bool:
        return any(twig.is_open for twig in self.twigs)


@dataclass(frozen=True)
class Side:
    """The five parts. A part that the agency has not published is None, and said to be missing."""

    agency: AgencyPage
    guide: Twig | None
    rules: Twig | None
    items: list[Item]
    reports: Twig | None
    on_request: str


def side(known: Catalogue, agency: AgencyPage, here: Branch) -> Side:
    """The left side of `agency`, with `here` marked."""
    below = [page for page in known.tree.columns if page.path.startswith(agency.path)]
    guide = _first(below, here, ColumnType.GUIDE)
    reports = _first(below, here, ColumnType.ANNUAL_REPORT)
    rules = next((page for page in below if page.title.endswith("公开制度")), None)
    rest = [page for page in below if page != rules and page.column_type not in APART]
    return Side(
        agency=agency,
        guide=guide,
        rules=_twig(known, rules, here, []) if rules else None,
        items=_items(known, rest, here),
        reports=reports,
        on_request=_address("apply"),
    )


def _first(below: list[ColumnPage], here: Branch, wanted: ColumnType) -> Twig | None:
    first = next((page for page in below if page.column_type == wanted), None)
    return Twig(first, first.path == here.path) if first else None


def _items(known: Catalogue, columns: list[ColumnPage], here: Branch) -> list[Item]:
    """Columns by legal item, the rest last; one below a column of its own item stays there."""
    kinds = {page.path: page.legal_item for page in columns}
    items = []
    for item, title in (*SHORT.items(), ("", "其他公开内容")):
        tops = [
            page
            for page in columns
            if page.legal_item == item and kinds.get(page.path[:-4]) != item
        ]
        if tops:
            items.append(Item(title, [_twig(known, page, here, columns) for page in tops]))
    return items


def _twig(known: Catalogue, page: ColumnPage, here: Branch, columns: list[ColumnPage]) -> Twig:
    below = [
        _twig(known, child, here, columns)
        for child in known.tree.children(page)
        if child in columns and child.legal_item == page.legal_item
    ]
    return Twig(page, page.path == here.path, below)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
