"""诉求分类: versions of a tree, what a text means in it, and what is counted for a node."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures.registry import Scope, find
from huiyin.hotline import actions
from huiyin.hotline.actions import categories
from huiyin.hotline.meanings import meanings
from huiyin.hotline.models import Category, CategoryScheme, CategoryTerm, ServiceRequest
from huiyin.hotline.tree import Tree
from huiyin.organisations.models import Organisation

from .trial import MONDAY, request

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme(bureau):
    return CategoryScheme.objects.create(
        agency=bureau, name="城管分类", basis="试验", valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def tree(bureau, robot, morning, scheme):
    nodes = [
        Category(agency=bureau, scheme=scheme, code=code, name=name, parent_code=above, words=words)
        for code, name, above, words in (
            ("01", "市容", "", ""), ("0101", "占道经营", "01", "摆摊"), ("02", "市政", "", ""),
            ("0201", "路灯", "02", ""), ("0202", "井盖", "02", ""),
        )
    ]  # fmt: skip
    rows = categories.register_many(nodes, actor=robot, at=morning)
    return {node.code: node for node in rows}


@pytest.fixture
def taken(bureau, robot, morning):
    def taken(text="", **values):
        one = request(bureau, category_text=text, **values)
        return actions.register(one, actor=robot, at=morning)

    return taken


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0101", "0101"),
        ("0101 市容/占道经营", "0101"),
        ("占道经营", "0101"),
        ("摆摊", "0101"),
        (" 路灯 ", "0201"),
        ("市政/路灯", "0201"),
        ("0101 别的名称", None),
        ("物业管理", None),
    ],
)
def test_a_text_means_the_node_that_it_names(tree, taken, text, code):
    one = taken(text)
    assert (one.category.code if one.category else None, one.category_text) == (code, text)


def test_a_text_that_may_mean_two_means_neither(tree, taken, robot, morning):
    categories.amend(tree["0202"], actor=robot, at=morning, values={"words": "路灯"})
    assert taken("路灯").category is None


def test_what_a_clerk_chooses_is_known_from_then_on(tree, taken, robot, morning):
    one = taken("灯不亮")
    assert list(ServiceRequest.objects.uncategorised()) == [one]
    actions.categorise(one, actor=robot, at=morning, category=tree["0201"])
    assert taken("灯不亮", received_on=morning.date()).category == tree["0201"]
    assert taken("灯不亮", received_on=MONDAY - timedelta(days=9)).category is None
    assert not ServiceRequest.objects.uncategorised().filter(category_text="x").exists()


def test_nothing_is_learned_from_a_confidential_request(tree, taken, robot, morning):
    one = taken("某店老板", is_confidential=True)
    actions.categorise(one, actor=robot, at=morning, category=tree["0101"])
    assert not CategoryTerm.objects.exists()


def test_a_renamed_node_keeps_its_old_requests_and_counts_them(tree, taken, bureau, robot, morning):
    day = morning.date() + timedelta(days=7)
    old = taken("路灯")
    categories.rename(tree["0201"], actor=robot, at=morning, name="照明", valid_from=day)
    new = Category.objects.get(code="0201", valid_from=day)
    assert (new.path, Category.objects.get(pk=tree["0201"].pk).successor) == ("市政/照明", new)
    assert ServiceRequest.objects.get(pk=old.pk).category.name == "路灯"
    today = morning.date()
    asked = {("路灯", today), ("照明", day), ("路灯", day), ("照明", today)}
    meant = meanings(bureau.pk, asked)
    assert meant == {("路灯", today): tree["0201"], ("照明", day): new}
    assert sorted(Tree.of([bureau.pk]).family(new.pk)) == [tree["0201"].pk, new.pk]
    scope = Scope.year(bureau.pk, 2026, today=morning.date())
    for code, count in (("0201", 1), ("02", 1), ("01", 0)):
        figure = find(f"hotline.category.{code}", bureau.pk)
        assert figure.value(scope) == count, code
    assert find("hotline.category.02", bureau.pk).is_cell is False


def test_a_renamed_parent_takes_its_children_along(tree, bureau, robot, morning):
    day = morning.date() + timedelta(days=1)
    categories.rename(tree["02"], actor=robot, at=morning, name="市政公用", valid_from=day)
    child = Category.objects.get(code="0201")
    assert (child.path, child.parent.name) == ("市政公用/路灯", "市政公用")
    assert set(Tree.of([bureau.pk]).family(child.parent_id)) == {
        tree[code].pk for code in ("02", "0201", "0202")
    } | {child.parent_id}


def test_what_ends_with_children_is_refused_and_merged_counts_for_the_other(
    tree, bureau, robot, morning
):
    later = {"valid_until": morning.date() + timedelta(days=1)}
    with pytest.raises(ValidationError, match="请先停用下级类目"):
        categories.end(tree["02"], actor=robot, at=morning, **later)
    categories.end(tree["0202"], actor=robot, at=morning, successor=tree["0201"], **later)
    assert tree["0202"].pk in Tree.of([bureau.pk]).family(tree["0201"].pk)
    with pytest.raises(ValidationError, match="起停用"):
        categories.end(tree["0202"], actor=robot, at=morning, **later)


def test_a_used_node_is_not_voided(tree, taken, robot, morning):
    taken("路灯")
    with pytest.raises(ValidationError, match="已有工单归入"):
        categories.void(tree["0201"], actor=robot, at=morning, reason="录错")


def test_before_the_first_scheme_its_own_nodes_hold(tree, taken):
    assert taken("路灯", received_on=date(2019, 12, 31)).category == tree["0201"]


def test_a_category_of_another_agency_is_refused(tree, bureau, taken, robot, morning):
    other = Organisation.objects.create(name="别局", short_name="别局", slug="bie", is_agency=True)
    scheme = CategoryScheme.objects.create(agency=other, name="别", basis="试", valid_from=MONDAY)
    node = Category(agency=other, scheme=scheme, code="9", name="别的")
    node = categories.register(node, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="本机关的分类"):
        actions.categorise(taken(), actor=robot, at=morning, category=node)


def test_one_case_asks_once_for_the_meaning_of_its_text(tree, bureau):
    with CaptureQueriesContext(connection) as caught:
        assert meanings(bureau.pk, {("摆摊", MONDAY)})
    assert len(caught) == 1


def test_old_texts_become_a_scheme_of_their_own(bureau, taken):
    """As the migration finds them: sorted into nothing, with confidential ones among them."""
    for text, values in (
        ("路灯", {}),
        (" 路灯", {}),
        ("市容", {}),
        ("某某", {"is_confidential": True}),
    ):
        taken(text, **values)
    migration = import_module("huiyin.hotline.migrations.0023_categories_of_old_requests")
    for _ in range(2):
        migration.forward(apps, None)
    nodes = Category.objects.order_by("code")
    assert [(node.code, node.name) for node in nodes] == [("Y001", "市容"), ("Y002", "路灯")]
    left = ServiceRequest.objects.filter(category=None)
    assert [one.category_text for one in left] == ["某某"]
