"""A real tree of three levels comes in as a table, and the labels of real messages find their nodes."""

import csv
from io import BytesIO, StringIO
from pathlib import Path

import pytest

from huiyin.hotline.meanings import meanings
from huiyin.hotline.models import Category, CategoryScheme
from huiyin.hotline.tree import Tree
from huiyin.ingest.ledgers import import_file

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "messages"

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not FOLDER.exists(), reason="the real material is not here"),
]


def rows_of(name):
    with (FOLDER / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def table():
    """Codes of two digits a level, parents before what is below them."""
    codes: dict[tuple[str, ...], str] = {}
    below: dict[str, int] = {}
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(["类目名称", "分类编码", "分类体系", "上级编码"])
    for row in rows_of("categories.csv"):
        names = [row[level].strip() for level in ("一级分类", "二级分类", "三级分类")]
        for depth in range(1, 4):
            path = tuple(names[:depth])
            if path in codes or not path[-1]:
                continue
            parent = codes.get(path[:-1], "")
            below[parent] = below.get(parent, 0) + 1
            codes[path] = f"{parent}{below[parent]:02d}"
            writer.writerow([path[-1], codes[path], "真实分类", parent])
    return out.getvalue().encode("utf-8-sig"), codes


@pytest.fixture
def codes(bureau, robot, morning):
    CategoryScheme.objects.create(
        agency=bureau, name="真实分类", basis="试验", valid_from=morning.date()
    )
    content, codes = table()
    result = import_file(
        "categories", BytesIO(content), agency=bureau, actor=robot, at=morning, name="分类.csv"
    )
    assert (result.rejected, result.created) == ([], len(codes))
    return codes


def test_every_node_stands_where_the_table_has_it(codes, bureau):
    assert len(codes) > 500
    paths = dict(Category.objects.values_list("code", "path"))
    assert paths == {code: "/".join(path) for path, code in codes.items()}
    depths = [depth for depth, _ in Tree.of([bureau.pk]).today()]
    assert (max(depths), depths.count(0)) == (2, 15)


def test_a_path_means_its_node_and_a_name_that_stands_twice_means_none(codes, bureau, morning):
    day = morning.date()
    asked = {("/".join(path), day): code for path, code in codes.items()}
    meant = meanings(bureau.pk, set(asked))
    assert {text: node.code for text, node in meant.items()} == asked
    assert meanings(bureau.pk, {("其他", day)}) == {}


def test_labels_of_messages_are_nodes_of_the_first_level(codes, bureau, morning):
    labels = {row["一级标签"] for row in rows_of("labelled.csv")}
    meant = meanings(bureau.pk, {(label, morning.date()) for label in labels})
    known = {text for text, _ in meant}
    assert {len(node.code) for node in meant.values()} == {2}
    assert known == labels
