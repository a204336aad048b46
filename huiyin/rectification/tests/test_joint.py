"""通报 to several units: one paper with one number, a matter of each; all of it, or nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from huiyin.accounts.models import User
from huiyin.coordination.models import HANDLE
from huiyin.organisations.actions import appoint
from huiyin.organisations.models import Organisation
from huiyin.organisations.roles import ensure_posts
from huiyin.rectification import papers
from huiyin.rectification.actions import amend, enter, issue, void
from huiyin.rectification.models import VIEW, Paper, Rectification

from .test_mending import unit_actor
from .trial import make, rectification

pytestmark = pytest.mark.django_db
STATE = Rectification.State


@pytest.fixture
def units(bureau):
    Organisation.objects.filter(pk=bureau.pk).update(document_code="云城管")
    return [
        Organisation.objects.create(name=name, short_name=name, slug=slug, parent=bureau)
        for name, slug in (("甲处", "jia"), ("乙处", "yi"), ("丙处", "bing"))
    ]


@pytest.fixture
def several(bureau, units, robot, morning):
    """The leading matter of a circular to three units."""
    agency = Organisation.objects.get(pk=bureau.pk)

    def enter_all(**values):
        first, *others = units
        new = rectification(agency, unit=first, **{"category": "circular", **values})
        new.also = others
        return enter(new, actor=robot, at=morning)

    return enter_all


def all_of(lead):
    return [lead, *lead.jointly.order_by("pk")]


def states():
    return list(Rectification.objects.order_by("pk").values_list("state", flat=True))


def test_each_unit_has_a_matter_with_a_number_of_its_own(several, units):
    rows = all_of(several())
    assert [one.unit for one in rows] == units
    assert len({one.reference for one in rows}) == 3
    assert {(one.subject, one.due_on) for one in rows} == {(rows[0].subject, rows[0].due_on)}


def test_one_paper_orders_them_all(several, robot, morning):
    lead = several()
    issue(lead, actor=robot, at=morning)
    assert states() == ["issued"] * 3
    assert [str(one) for one in Paper.objects.all()] == ["云城管通〔2026〕1号"]
    for one in all_of(lead):
        assert [str(paper) for paper in one.papers_of_all] == ["云城管通〔2026〕1号"]


def test_each_signs_and_reports_on_its_own(several, robot, morning):
    lead = issue(several(), actor=robot, at=morning)
    _, second, _ = all_of(lead)
    make("report", make("sign", second, robot, morning), robot, morning)
    assert states() == ["issued", "reported", "issued"]


def test_nothing_is_half_ordered_when_one_fails(several, robot, morning, monkeypatch):
    lead, told = several(), []

    def fails_at_the_last(matter, at):
        told.append(matter.pk)
        if len(told) == 3:
            raise OSError("the disk is full")

    monkeypatch.setattr(papers, "tell", fails_at_the_last)
    with pytest.raises(OSError, match="disk"):
        issue(lead, actor=robot, at=morning)
    assert states() == ["registered"] * 3
    assert not Paper.objects.exists()


def test_nothing_is_half_entered_when_one_cannot_be(several, units):
    Organisation.objects.filter(pk=units[2].pk).update(ended_on="2026-01-01")
    with pytest.raises(ValidationError):
        several()
    assert not Rectification.objects.exists()


def test_only_the_leading_one_is_ordered_and_amended(several, robot, morning):
    lead = several()
    _, second, third = all_of(lead)
    with pytest.raises(ValidationError, match="同文"):
        issue(second, actor=robot, at=morning)
    with pytest.raises(ValidationError, match="请更正那一件"):
        amend(third, values={"problem": "另一个问题"}, actor=robot, at=morning)
    amend(lead, values={"problem": "另一个问题"}, actor=robot, at=morning)
    assert {one.problem for one in Rectification.objects.all()} == {"另一个问题"}
    with pytest.raises(ValidationError, match="只能是通报"):
        amend(lead, values={"category": "order"}, actor=robot, at=morning)


def test_without_the_leading_one_each_is_ordered_by_a_paper_of_its_own(several, robot, morning):
    lead = several()
    _, second, third = all_of(lead)
    void(lead, reason="发错单位", actor=robot, at=morning)
    issue(second, actor=robot, at=morning)
    issue(third, actor=robot, at=morning)
    assert [str(one) for one in Paper.objects.all()] == [
        "云城管通〔2026〕1号",
        "云城管通〔2026〕2号",
    ]


def test_what_was_entered_in_error_is_not_told(several, robot, morning):
    lead = several()
    _, second, _ = all_of(lead)
    void(second, reason="重复", actor=robot, at=morning)
    issue(lead, actor=robot, at=morning)
    assert states() == ["issued", "voided", "issued"]


def test_only_a_circular_goes_to_several(several):
    with pytest.raises(ValidationError, match="只有通报"):
        several(category="order")


def test_a_unit_reads_the_paper_and_not_how_far_the_others_are(
    several, units, bureau, robot, morning
):
    lead = issue(several(), actor=robot, at=morning)
    second = all_of(lead)[1]
    actor = unit_actor(units[1], bureau)
    assert list(Rectification.objects.visible_to(actor, VIEW, HANDLE)) == [second]
    user = User.objects.create_user("yi", name="陈示例")
    post = ensure_posts(units[1])["任务承办岗"]
    appoint(user, post, actor=robot, at=morning, since=morning.date())
    client = Client()
    client.force_login(user)
    page = client.get(second.get_absolute_url()).content.decode()
    assert "同文的单位" in page
    assert "甲处" in page
    assert lead.get_absolute_url() not in page
    paper = Paper.objects.get()
    answer = client.get(f"/desk/rectifications/{second.pk}/papers/{paper.pk}/pdf/")
    assert answer.content.startswith(b"%PDF")


def test_the_form_asks_for_further_units_of_a_circular(units, bureau):
    client = Client()
    client.force_login(User.objects.create_superuser("boss", name="秦示例"))
    sent = {
        "category": "order", "unit": units[0].pk, "also": [units[0].pk, units[1].pk],
        "subject": "更新不及时", "problem": "没有更新", "demand": "更新",
        "received_on": "2026-03-02", "named_due_on": "2026-03-20", "agency": bureau.slug,
    }  # fmt: skip
    refused = client.post("/desk/rectifications/new/", sent)
    assert (refused.status_code, "只有通报可以" in refused.content.decode()) == (422, True)
    assert (
        client.post("/desk/rectifications/new/", {**sent, "category": "circular"}).status_code
        == 302
    )
    assert [one.unit for one in Rectification.objects.order_by("pk")] == units[:2]
