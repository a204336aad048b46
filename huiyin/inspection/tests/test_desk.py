"""网站自查 on the desk: roles × address, the button, the settings of an indicator."""

from datetime import timedelta

import pytest

from huiyin.inspection import loading, running
from huiyin.inspection.models import Indicator, Inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(site, robot, morning):
    return running.run(running.start(actor=robot, at=morning), at=morning)


@pytest.mark.parametrize(
    ("posts", "see", "run", "change"),
    [
        pytest.param(("信息公开岗",), 200, 302, 403, id="clerk looks and runs"),
        pytest.param(("信息公开负责人",), 200, 302, 302, id="head changes too"),
        pytest.param(("分管领导",), 200, 403, 403, id="leader looks"),
        pytest.param(("系统管理岗",), 200, 302, 403, id="administrator looks and runs"),
        pytest.param(("热线办理岗",), 403, 403, 403, id="hotline neither"),
    ],
)
def test_roles(desk, site, posts, see, run, change):
    loading.load()
    client = desk(*posts)
    form = {"threshold": "10", "deduct": "5", "points": "5", "is_checked": "on", "reason": "某"}
    assert client.get("/desk/inspection/").status_code == see
    assert client.get("/desk/inspection/indicators/news/").status_code == see
    assert client.post("/desk/inspection/indicators/news/", form).status_code == change
    assert client.post("/desk/inspection/start/").status_code == run
    assert client.get("/desk/inspection/start/").status_code == 405
    pk = Inspection.objects.first().pk if run == 302 else 1
    if run != 302:
        assert client.post(f"/desk/inspection/{pk}/step/").status_code == run


@pytest.mark.parametrize("address", ["", "indicators/news/", "?run=1"])
def test_visitors_are_sent_to_the_door(client, site, address):
    assert client.get(f"/desk/inspection/{address}").status_code == 302


@pytest.mark.parametrize("address", ["?run=99", "?run=x", "indicators/none/"])
def test_nothing_there(desk, site, address):
    assert desk("信息公开岗").get(f"/desk/inspection/{address}").status_code == 404


def test_the_button_and_its_steps(desk, site):
    client = desk("信息公开岗")
    assert "还没有自查过" in client.get("/desk/inspection/").content.decode()
    client.post("/desk/inspection/start/")
    inspection = Inspection.objects.get()
    assert "正在检查：0 /" in client.get("/desk/inspection/").content.decode()
    address = f"/desk/inspection/{inspection.pk}/step/"
    assert client.post(address).status_code == 302  # without script: one press a step
    for _ in range(100):
        answer = client.post(address, headers={"HX-Request": "true"})
        if answer.status_code == 204:
            break
        assert "正在检查" in answer.content.decode()
    assert answer["HX-Refresh"] == "true"
    inspection.refresh_from_db()
    assert inspection.verdict


def test_the_page_shows_value_limit_and_evidence(desk, done, robot, morning):
    later = morning + timedelta(days=1)
    running.run(running.start(actor=robot, at=later), at=later)
    page = desk("分管领导").get("/desk/inspection/").content.decode()
    for words in (
        "单项否决指标",
        "扣分指标",
        "加分指标",
        "要求14天内",
        "没有信息",
        "本系统不能检查",
    ):
        assert words in page
    assert "此前：03-03未达标" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param({"threshold": "-1"}, "大于或等于", id="fewer than nothing"),
        pytest.param({"threshold": ""}, "限值", id="no limit"),
        pytest.param({"reason": ""}, "wrong-because", id="no reason"),
        pytest.param({"deduct": "x"}, "wrong-because", id="not a number"),
    ],
)
def test_an_indicator_that_cannot_be_is_refused(desk, site, values, said):
    form = {"threshold": "10", "deduct": "5", "points": "5", "is_checked": "on", "reason": "某"}
    answer = desk("信息公开负责人").post("/desk/inspection/indicators/news/", form | values)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Indicator.objects.get(code="news").threshold == 14


def test_a_verified_indicator_has_no_form(desk, site):
    client = desk("信息公开负责人")
    assert "不能修改" in client.get("/desk/inspection/indicators/home-update/").content.decode()
    form = {"threshold": "99", "deduct": "0", "points": "0", "is_checked": "on", "reason": "某"}
    assert client.post("/desk/inspection/indicators/home-update/", form).status_code == 422
    assert Indicator.objects.get(code="home-update").threshold == 14


def test_restoring(desk, site):
    client = desk("信息公开负责人")
    form = {"threshold": "10", "deduct": "5", "points": "5", "is_checked": "on", "reason": "某"}
    client.post("/desk/inspection/indicators/news/", form)
    assert Indicator.objects.get(code="news").threshold == 10
    client.post("/desk/inspection/indicators/news/", {"restore": "1"})
    assert Indicator.objects.get(code="news").threshold == 14
