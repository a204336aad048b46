"""A rubric in circulation, 67 items: taken in without code, computed where a record tells it, filed."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from huiyin.assessment import actions
from huiyin.assessment.material import material, write
from huiyin.assessment.models import Assessment, Item, Method
from huiyin.disclosure.tree import layout
from huiyin.disclosure.tree.actions import agency_page
from huiyin.ingest.ledgers.importing import import_file
from huiyin.web.kept.page_cache import pages

FILE = (
    Path(__file__)
    .resolve()
    .parents[2]
    .parent.joinpath("shared", "data", "assessment", "suqian_department_rubric.csv")
)
pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db,
    pytest.mark.skipif(not FILE.exists(), reason=f"the rubric is not here: {FILE.name}"),
]
BY_PEOPLE = {"A-009", "B-049", "C-054", "D-063", "E-067"}
"""Marked as automatable there, and yet told by no record here: quality, circulars of other organs,
other platforms, lists of other agencies."""


def rows():
    with FILE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def taken_in(bureau, robot, morning):
    with FILE.open("rb") as file:
        return import_file("rubric", file, agency=bureau, actor=robot, at=morning, name=FILE.name)


def test_each_item_is_taken_in_as_it_stands(taken_in, bureau):
    assert (taken_in.created, taken_in.rejected) == (67, [])
    items = list(Item.objects.order_by("pk"))
    assert [(i.code, i.part, i.text) for i in items] == [
        (row["rule_id"], row["section"], row["text"]) for row in rows()
    ]
    parts = {item.part: item.part_points for item in items}
    assert [int(points) for points in parts.values()] == [40, 25, 15, 10, 10]
    assert [item.code for item in items if item.deduct is None] == ["SQ-DEP-B-050"]


def test_what_is_marked_automatable_has_a_method():
    marked = {row["rule_id"].removeprefix("SQ-DEP-") for row in rows() if row["automatable"] != "N"}
    known = {one.code.removeprefix("SQ-DEP-") for one in Method.objects.exclude(measure="")}
    assert marked - known == BY_PEOPLE


def test_the_rubric_is_filled_for_a_bureau(taken_in, bureau, robot, morning):
    page = agency_page(bureau, actor=robot, at=morning)
    layout.lay_out(page, layout.template("bureau"), actor=robot, at=morning)
    pages.clear()
    year = Item.objects.first().year
    who = {"actor": robot, "at": morning}
    assert actions.enforce_year(bureau, year, **who) == 67
    new = Assessment(agency=bureau, unit=bureau, year=year, group="市直部门")
    matter = actions.compute_now(actions.begin(new, **who), **who)
    lines = list(matter.scores.select_related("item"))
    assert not [line.note for line in lines if line.verdict == "failed"]
    computed = {line.item.code for line in lines if line.is_computed}
    assert len(computed) >= 28
    assert {f"SQ-DEP-{code}" for code in ("A-013", "B-046", "B-048", "D-059")} <= computed
    matter = actions.submit(actions.score_rest(matter, said="按年度台账自查", **who), **who)
    assert 0 < matter.self_total < 100
    whole = write(material(matter), "zip", at=morning)
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        assert len(archive.namelist()) >= 4 + len(computed)
    assert whole.missing == ()
