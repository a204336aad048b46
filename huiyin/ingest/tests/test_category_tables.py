"""诉求分类台账: a tree comes in as a table, again and in a later version; requests say code and path."""

from datetime import date
from io import BytesIO

import pytest

from huiyin.hotline import actions
from huiyin.hotline.models import Category, CategoryScheme, ServiceRequest
from huiyin.hotline.tests.trial import request
from huiyin.ingest.ledgers import export, import_file

pytestmark = pytest.mark.django_db
TABLE = """类目名称,分类编码,分类体系,上级编码,别名和常用词,启用日期,停用日期
市容,01,城管分类,,,,
占道经营,0101,城管分类,01,摆摊,,
市政,02,城管分类,,,,
路灯,0201,城管分类,02,,,
井盖,0202,城管分类,02,,,
"""


@pytest.fixture
def scheme(bureau):
    return CategoryScheme.objects.create(
        agency=bureau, name="城管分类", basis="试验", valid_from=date(2020, 1, 1)
    )


@pytest.fixture
def load(bureau, robot, morning, scheme):
    def load(table=TABLE):
        source = BytesIO(table.encode("utf-8-sig"))
        return import_file(
            "categories", source, agency=bureau, actor=robot, at=morning, name="分类.csv"
        )

    return load


@pytest.fixture
def tree(load):
    assert load().rejected == []
    return {node.code: node for node in Category.objects.all()}


@pytest.fixture
def taken(bureau, robot, morning):
    def taken(text="", **values):
        one = request(bureau, category_text=text, **values)
        return actions.register(one, actor=robot, at=morning)

    return taken


def test_a_table_makes_the_tree_and_changes_nothing_the_second_time(load, bureau, scheme):
    first, again = load(), load()
    assert (first.created, again.created, again.unchanged) == (5, 0, 5)
    node = Category.objects.get(code="0101")
    assert (node.path, node.parent.code, str(node)) == ("市容/占道经营", "01", "0101 市容/占道经营")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param("甲,0301,城管分类,03,,,", "上级编码 03 不在", id="a parent that is nowhere"),
        pytest.param("甲,03,没有的体系,,,,", "没有这一项", id="another scheme"),
        pytest.param("甲,甲一,城管分类,,,,", "分类编码由数字", id="no code"),
        pytest.param("甲,03,城管分类,03,,,", "不能是类目自己", id="below itself"),
        pytest.param("甲,03,城管分类,,,2026-05-01,2026-04-01", "晚于启用", id="ends first"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_reason(load, row, message):
    rejected = load(TABLE + row + "\n").rejected
    assert [message in one.message for one in rejected] == [True]


def test_a_table_with_a_later_day_is_a_new_version(load, tree):
    load(TABLE + "照明设施,0201,城管分类,02,,2030-01-01,\n")
    old, new = Category.objects.filter(code="0201").order_by("pk")
    assert (old.valid_until, old.successor, new.name) == (date(2030, 1, 1), new, "照明设施")


def test_a_table_of_requests_says_code_and_path_and_comes_back_unchanged(
    tree, taken, bureau, robot, morning
):
    taken("摆摊")
    taken("物业管理")
    out = BytesIO()
    rows = ServiceRequest.objects.order_by("pk")
    export("hotline", rows, out, "csv", agency=bureau)
    text = out.getvalue().decode("utf-8-sig")
    assert "0101 市容/占道经营" in text
    again = import_file(
        "hotline", BytesIO(out.getvalue()), agency=bureau, actor=robot, at=morning, name="台账.csv"
    )
    assert (again.unchanged, again.rejected) == (2, [])
