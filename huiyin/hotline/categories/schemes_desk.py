"""诉求分类: the tree in force with what it counts, which scheme holds from when, and their page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils import timezone

from huiyin.casework.local_tables import LocalTable
from huiyin.casework.terms_desk import LocalPage
from huiyin.hotline.models import Category, CategoryScheme, ServiceRequest
from huiyin.hotline.tree import Tree
from huiyin.organisations.models import Organisation

SCHEMES = LocalTable(
    CategoryScheme,
    "category-scheme",
    "分类体系",
    right="hotline.keep_categories",
    refusal="诉求分类由热线负责人维护",
    asked=("name", "valid_from", "basis"),
    columns={"name": "名称", "valid_from": "执行日期", "basis": "依据"},
    kept="此前收到的工单保留原来的分类",
)


@dataclass(frozen=True)
class Line:
    """One node of the tree, and how many requests of this year are counted for it."""

    node: Category
    depth: int
    standing: str
    count: int


def _tree(agency: Organisation) -> Mapping[str, Any]:
    today = timezone.localdate()
    tree = Tree.of([agency.pk])
    year = ServiceRequest.objects.valid().filter(agency=agency, received_on__year=today.year)
    counts: Counter[int] = Counter()
    by_node = year.exclude(category=None).order_by().values_list("category")
    for key, number in by_node.annotate(number=Count("pk")):
        counts.update(dict.fromkeys(tree.above(key), number))
    schemes = {scheme.pk: scheme for scheme in CategoryScheme.objects.filter(agency=agency)}
    parts: dict[CategoryScheme, list[Line]] = {}
    for depth, node in tree.today():
        node.scheme = schemes[node.scheme_id]
        line = Line(node, depth, node.standing(today), counts[node.pk])
        parts.setdefault(node.scheme, []).append(line)
    return {"parts": list(parts.items()), "year": today.year}


PAGE = LocalPage(
    "hotline-categories",
    "诉求分类",
    "工单按收到当日有效的分类体系归类；更名、停用不改已经归入的工单。",
    (SCHEMES,),
    template="hotline/desk/categories.html",
    more=_tree,
)
