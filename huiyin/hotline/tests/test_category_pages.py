"""诉求分类 at the desk: the tree with its numbers, what waits to be sorted, the choice, the list by node."""

import re

import pytest
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.hotline import actions
from huiyin.hotline.actions import categories
from huiyin.hotline.models import Category, CategoryTerm, Channel, ServiceRequest

from .trial import node, request

pytestmark = pytest.mark.django_db
WAITING = "/desk/hotline-uncategorised/"


@pytest.fixture
def root(client):
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


@pytest.fixture
def tree(bureau, robot, morning):
    who = {"actor": robot, "at": morning}
    top = categories.register(node(bureau, "02", name="市政"), **who)
    lamps = categories.register(node(bureau, "0201", name="路灯", parent=top), **who)
    return top, lamps


@pytest.fixture
def taken(bureau, robot):
    def taken(text="", **values):
        at = timezone.localtime()
        one = request(bureau, category_text=text, received_on=at.date(), **values)
        return actions.register(one, actor=robot, at=at)

    return taken


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_tree_says_how_many_are_counted_for_each_node(root, tree, taken):
    top, lamps = tree
    taken("路灯")
    taken("市政")
    text = page(root, "/desk/hotline-categories/")
    counts = dict(re.findall(r'\?category=(\d+)&amp;year=\d+">(\d+)件', text))
    assert counts == {str(top.pk): "2", str(lamps.pk): "1"}


def test_a_scheme_is_set_on_the_page_from_a_day_on(root, tree, bureau):
    values = {
        "what": "category-scheme", "name": "新分类", "basis": "局办公会",
        "valid_from": timezone.localdate().isoformat(),
    }  # fmt: skip
    answer = root.post("/desk/hotline-categories/", values, follow=True)
    assert "已保存：新分类" in answer.content.decode()


@pytest.mark.parametrize(("chosen", "count"), [("top", 2), ("lamps", 1), ("none", 1)])
def test_the_list_by_a_node_has_what_is_below_it(root, tree, taken, chosen, count):
    taken("路灯")
    taken("市政")
    taken("不知道")
    taken("网站内容", request_kind="mistake")
    value = {"top": tree[0].pk, "lamps": tree[1].pk}.get(chosen, chosen)
    assert f"共 {count} 件" in page(root, f"/desk/hotline/?category={value}")


def test_all_that_wait_with_one_text_are_sorted_at_once(root, tree, taken, bureau):
    waiting = [taken("灯不亮") for _ in range(3)]
    hidden = taken("灯不亮", is_confidential=True)
    text = page(root, WAITING)
    assert "灯不亮" in text
    values = {"text": "灯不亮", "category": str(tree[1].pk), "agency": bureau.slug}
    wrong = root.post(WAITING, {**values, "category": ""})
    assert (wrong.status_code, "请选择诉求分类" in wrong.content.decode()) == (422, True)
    answer = root.post(WAITING, values, follow=True)
    assert "已归入“0201 市政/路灯”：4件" in answer.content.decode()
    sorted_in = ServiceRequest.objects.filter(category=tree[1])
    assert set(sorted_in) == {*waiting, hidden}
    assert CategoryTerm.objects.get().text == "灯不亮"
    assert taken("灯不亮").category == tree[1]


def test_the_choice_is_grouped_and_offers_what_is_in_force(root, tree, bureau, robot, morning):
    other = categories.register(node(bureau, "03", name="停用的"), actor=robot, at=morning)
    Category.objects.filter(pk=other.pk).update(valid_until=timezone.localdate())
    text = page(root, "/desk/hotline/new/")
    assert '<optgroup label="市政">' in text
    assert f'<option value="{tree[1].pk}">0201 市政/路灯</option>' in text
    assert "停用的" not in text
    values = {
        "received_on": timezone.localdate().isoformat(), "request_kind": "help",
        "channel": Channel.objects.get(key="mayor-hotline").pk, "subject": "路灯不亮",
        "content": "青枫路", "category": tree[1].pk, "urgency": "normal",
    }  # fmt: skip
    assert root.post("/desk/hotline/new/", values).status_code == 302
    assert ServiceRequest.objects.get().category == tree[1]


def test_what_is_ticked_on_the_list_is_sorted_in_bulk(root, tree, taken):
    rows = [taken("甲"), taken("乙")]
    picked = {"move": "categorise", "pk": [one.pk for one in rows]}
    run = root.post("/desk/hotline/bulk/", picked)["Location"]
    assert "0201 市政/路灯" in page(root, run)
    root.post(run, {"category": tree[1].pk})
    assert ServiceRequest.objects.filter(category=tree[1]).count() == 2


def test_a_node_is_registered_renamed_and_ended_at_the_desk(root, tree):
    top, lamps = tree
    answer = root.post(
        "/desk/categories/new/", {"name": "井盖", "code": "0202", "parent": top.pk}, follow=True
    )
    assert "已登记：0202" in answer.content.decode()
    assert Category.objects.get(code="0202").path == "市政/井盖"
    day = timezone.localdate().isoformat()
    form = {"name": "照明", "valid_from": day}
    root.post(f"/desk/categories/{lamps.pk}/rename/", form)
    assert Category.objects.get(name="照明").code == "0201"
