"""A restored copy says so on each page of the desk; how restoring stands is for one post."""

from datetime import timedelta

import pytest

from huiyin.backup.models import Rehearsal
from huiyin.notices import copies
from huiyin.web.kept.page_cache import pages


def test_a_copy_says_so_until_it_is_taken_over(desk, robot, now):
    clerk = desk("热线办理岗")
    assert "副本" not in clerk.get("/desk/").content.decode()
    copies.begin("a.huiyin", made_at=now, at=now)
    pages.clear()  # other processes look every half second
    for address in ("/desk/", "/desk/hotline/", "/desk/search/"):
        assert "这是恢复出来的副本" in clerk.get(address).content.decode()
    copies.take_over("演示", actor=robot, at=now)
    pages.clear()
    assert "副本" not in clerk.get("/desk/").content.decode()


@pytest.mark.parametrize(
    ("days", "succeeded", "said"),
    [
        pytest.param(None, True, "还没有做过恢复演练", id="never"),
        pytest.param(3, True, "成功：10 项全部相同", id="good"),
        pytest.param(3, False, "没有成功：10 项全部相同", id="failed"),
        pytest.param(15, True, "已超过 14 天", id="old"),
    ],
)
def test_the_rehearsal_stands_on_the_administrators_desk(desk, now, days, succeeded, said):
    if days is not None:
        at = now - timedelta(days=days)
        Rehearsal.objects.create(
            started_at=at, finished_at=at, succeeded=succeeded, outcome="10 项全部相同"
        )
    assert said in desk("系统管理岗").get("/desk/").content.decode()
    assert "恢复演练" not in desk("热线办理岗", username="other").get("/desk/").content.decode()
