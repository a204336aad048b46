"""What was published stands still; each difference since has the entry that made it."""

from datetime import date, timedelta

import pytest

from huiyin.accounts.models import User
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.hotline import actions as hotline
from huiyin.hotline.tests import trial
from huiyin.licensing import actions as licensing
from huiyin.organisations.actions import appoint
from huiyin.organisations.actors import actor_of
from huiyin.organisations.roles import ensure_posts
from huiyin.reports import actions as reports
from huiyin.reports import frozen, summary
from huiyin.reports.models import FrozenFigure, Published, Summary

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


@pytest.fixture
def published(bureau, robot, morning, licence):
    """The summary of 2020 with two licences (one published late) and a confidential report."""
    page = agency_page(bureau, actor=robot, at=morning)
    add_column(page, "工作推进", slug="tuijin", actor=robot, at=morning)
    licence("许〔2020〕1号", published_on=date(2020, 5, 8))
    licence("许〔2020〕2号", published_on=date(2020, 6, 30))
    secret = trial.request(
        bureau, reference="RX1", request_kind="report", received_on=date(2020, 3, 2)
    )
    hotline.register(secret, actor=robot, at=morning)
    drafter = User.objects.create_user("drafter", password="x", name="起草")
    posts = ensure_posts(bureau)
    appoint(drafter, posts["信息公开岗"], actor=robot, at=morning, since=date(2019, 1, 1))
    report = summary.write(bureau, 2020, written_on=date(2021, 1, 8))
    reports.draft(report, bureau, "tuijin", actor=actor_of(drafter), at=morning)
    return Published.objects.get()


def different(published):
    """key → (then, now, {(reference, is new, verb)})."""
    return {
        one.frozen.key: (
            one.frozen.value,
            one.value,
            {(d.row.reference, d.is_new, d.entry and d.entry.verb) for d in one.differences},
        )
        for one in frozen.recounts(published, TODAY)
        if not one.is_same
    }


def test_every_cited_figure_is_kept_whole(published, bureau):
    report = summary.write(bureau, 2020, written_on=date(2021, 1, 8))
    kept = {(one.key, one.start.year): one for one in published.figures.all()}
    assert kept.keys() == {(cited.key, cited.year) for cited in report.cited()}
    licences = kept["licensing.decided", 2020]
    assert [row.reference for row in licences.records] == ["许〔2020〕1号", "许〔2020〕2号"]
    assert (licences.value, licences.version, licences.as_of) == ("2", 1, date(2021, 1, 8))
    share = kept["licensing.published.on-time", 2020]
    assert [row.is_part for row in share.records] == [True, False]
    assert all(one.is_intact for one in kept.values())
    assert different(published) == {}
    for name, value in (("value", "3"), ("definition", "别的"), ("counted", licences.counted[:-4])):
        changed = FrozenFigure.objects.get(pk=licences.pk)
        setattr(changed, name, value)
        if name == "counted":
            changed.count(licences.records[:1])
            changed.digest = licences.digest
        assert not changed.is_intact, name


def test_each_difference_names_its_entry(published, bureau, robot, morning, licence):
    after = morning + timedelta(days=30)
    first, second = bureau_licences(bureau)
    licensing.void(first, actor=robot, at=after, reason="重复录入")
    licensing.amend(second, actor=robot, at=after, values={"published_on": date(2020, 5, 9)})
    licence("许〔2020〕3号", at=after)
    differences = different(published)
    void, registered = "licensing.licence.void", "licensing.licence.register"
    assert differences["licensing.decided"] == (
        "2", "2", {("许〔2020〕1号", False, void), ("许〔2020〕3号", True, registered)},
    )  # fmt: skip
    assert differences["licensing.published"] == ("2", "1", {("许〔2020〕1号", False, void)})
    late = differences["licensing.published.late"]
    amended = ("许〔2020〕2号", False, "licensing.licence.amend")
    assert late == ("1", "1", {amended, ("许〔2020〕3号", True, registered)})
    kept = published.figures.get(key="licensing.decided", start=date(2020, 1, 1))
    assert (kept.value, len(kept.records), kept.is_intact) == ("2", 2, True)
    assert "hotline.received" not in differences


def bureau_licences(bureau):
    model = licensing.workflow.model
    return list(model.objects.filter(agency=bureau).order_by("reference"))


def test_the_page_names_only_what_the_reader_may_see(
    published, client, bureau, robot, morning, monkeypatch
):
    first, _ = bureau_licences(bureau)
    licensing.void(first, actor=robot, at=morning, reason="重复录入")
    secret = hotline.workflow.model.objects.get(reference="RX1")
    hotline.void(secret, actor=robot, at=morning, reason="重复录入")
    pages = {}
    for post in ("行政审批岗", "信息发布岗"):
        user = User.objects.create_user(post, password="x", name=post)
        appoint(user, ensure_posts(bureau)[post], actor=robot, at=morning, since=date(2019, 1, 1))
        client.force_login(user)
        pages[post] = client.get("/desk/reports/2020/published/").text
    assert "许〔2020〕1号 不再计入" in pages["行政审批岗"]
    assert "作废（录入错误）" in pages["行政审批岗"]
    for page in pages.values():
        assert "RX1" not in page
        assert "件未列出" in page
    assert "还没有发布过" in client.get("/desk/reports/2019/published/").text
    assert client.get("/desk/reports/1999/published/").status_code == 404


def test_it_is_called_as_one_calls_it():
    """年度 carries its own 年."""
    for one in (Published(year=2020, kind="summary"), Summary(year=2020)):
        assert str(one) == "2020年度工作总结"
