"""公示回执 and 公示期限 on the desk."""

from datetime import timedelta

import pytest

from huiyin.licensing import actions
from huiyin.publicity.models import PublicityTerm

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(licence, robot, morning):
    """Address of the receipt of a licence that was amended, then withdrawn."""
    record = actions.publish(licence(), actor=robot, at=morning)
    at = morning + timedelta(days=1)
    record = actions.amend(record, values={"content": "更正后的内容"}, actor=robot, at=at)
    at = morning + timedelta(days=2)
    actions.withdraw(record, reason="含第三人信息", actor=robot, at=at)
    return f"/desk/publicity/licences/{record.pk}/"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param("day=2026-03-03&time=08:59", "网站上没有这件记录", id="before"),
        pytest.param("day=2026-03-03&time=09:00", "#version-1", id="the first version"),
        pytest.param("day=2026-03-04", "#version-2", id="the second one, at midday"),
        pytest.param("day=2026-03-05&time=09:00", "网站上没有这件记录", id="taken down"),
        pytest.param("day=2026-02-31", "输入一个有效的日期", id="no day"),
    ],
)
def test_it_tells_what_the_public_could_read(receipt, admin_client, asked, told):
    assert told in admin_client.get(f"{receipt}?{asked}").content.decode()


def test_it_shows_each_version_and_asks_little(
    receipt, admin_client, django_assert_max_num_queries
):
    admin_client.get(receipt)
    with django_assert_max_num_queries(14):
        page = admin_client.get(receipt).content.decode()
    for words in (
        "第1版",
        "第2版",
        "内容更新，另行公示",
        "含第三人信息",
        "更正后的内容",
        "准予处置建筑垃圾",
    ):
        assert words in page


def test_other_kinds_have_none(admin_client, receipt):
    assert admin_client.get("/desk/publicity/foi/1/").status_code == 404


def test_a_term_is_set_at_the_desk(admin_client):
    typed = {
        "what": "term", "kind": "licensing.licence", "holder": "person", "months": "36",
        "counted_from": "ended", "valid_from": "2099-01-01", "basis": "本机关公示管理办法第五条",
    }  # fmt: skip
    page = admin_client.get("/desk/publicity-terms/").content.decode()
    assert "公示期限" in page
    assert admin_client.post("/desk/publicity-terms/", typed).status_code == 302
    assert PublicityTerm.objects.get().period == "自有效期届满之日起36个月"


def test_a_term_longer_than_a_century_is_asked_about(admin_client):
    typed = {
        "what": "term", "kind": "licensing.licence", "holder": "person", "months": "3600",
        "counted_from": "ended", "valid_from": "2099-01-01", "basis": "测试",
    }  # fmt: skip
    answer = admin_client.post("/desk/publicity-terms/", typed)
    assert answer.status_code == 422
    assert "期限最长1200个月" in answer.content.decode()
