"""保密审查: nothing is answered beforehand, every point is asked, and the record keeps the answers."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError

from huiyin.accounts.models import User
from huiyin.audit.models import Entry
from huiyin.editorial import secrecy
from huiyin.editorial.desk import ROOM

from .conftest import CLEAR, GROUND

POINTS = [point.name for point in secrecy.POINTS]
SHUT = [point.name for point in secrecy.POINTS if point.shuts]


def said(**answers):
    return {"attribute": "主动公开", "ground": GROUND, "opinion": "已逐项审查", **CLEAR, **answers}


@pytest.fixture
def at_secrecy(begun, go):
    return go(go(begun(), "submit", "drafter"), "approve", "head")


@pytest.mark.parametrize("steps", [0, 1, 2], ids=["department", "secrecy", "release"])
def test_no_step_comes_answered(begun, go, steps):
    """One click is no review: an untouched form is refused in every field."""
    manuscript = go(begun(), "submit", "drafter")
    for who in ("head", "secrecy")[:steps]:
        manuscript = go(manuscript, "approve", who)
    shown = ROOM.form_of("approve")(matter=manuscript)
    visible = [field.name for field in shown.visible_fields()]
    assert [name for name in visible if shown[name].value()] == []
    sent = ROOM.form_of("approve")({}, matter=manuscript)
    assert set(sent.errors) == set(visible)
    assert set(POINTS) <= set(visible) if steps == 1 else not set(POINTS) & set(visible)


def test_every_point_is_asked(at_secrecy, go):
    for name, answer in product(POINTS, ["", "yes please", None]):
        with pytest.raises(ValidationError) as refused:
            go(at_secrecy, "approve", "secrecy", **said(**{name: answer}))
        assert set(refused.value.message_dict) == {name}, answer


@pytest.mark.parametrize("name", POINTS)
def test_what_is_involved_shuts_or_does_not(at_secrecy, go, name):
    """第十四、十五条 and work secrets leave no choice; 第十六条 says that it may be withheld."""
    if name in SHUT:
        with pytest.raises(ValidationError, match="不能主动公开"):
            go(at_secrecy, "approve", "secrecy", **said(**{name: "yes"}))
    else:
        assert go(at_secrecy, "approve", "secrecy", **said(**{name: "yes"})).step == 3
    held = {"attribute": "不予公开", name: "yes"}
    if name in SHUT:
        assert go(at_secrecy, "approve", "secrecy", **said(**held)).state == "held"


def test_a_third_party_that_agrees(at_secrecy, go):
    assert go(at_secrecy, "approve", "secrecy", **said(third_party="allowed")).step == 3


def test_nothing_involved_is_no_ground_to_withhold(at_secrecy, go):
    with pytest.raises(ValidationError, match="没有不予公开的理由"):
        go(at_secrecy, "approve", "secrecy", **said(attribute="不予公开"))


def test_the_record_and_the_log_keep_the_answers(at_secrecy, go, client):
    manuscript = go(at_secrecy, "approve", "secrecy", **said(process="yes"))
    review = manuscript.reviews.get(kind="secrecy")
    assert review.answers == {**CLEAR, "process": "yes"}
    entry = Entry.objects.filter(verb="editorial.manuscript.approve").last()
    assert {name: entry.facts["details"][name] for name in POINTS} == review.answers
    client.force_login(User.objects.get(username="head"))
    page = client.get(manuscript.get_absolute_url()).content.decode()
    for point in secrecy.POINTS:
        assert f"{point.label}（{point.article}）" in page
        assert point.question in page  # in the time line


def test_a_review_without_its_points_releases_nothing(standing, go):
    """Also one of an older version, or written around the move."""
    manuscript = standing("releasable")
    manuscript.reviews.filter(kind="secrecy").update(answers={})
    with pytest.raises(ValidationError, match="逐项"):
        go(manuscript, "release", "releaser")
