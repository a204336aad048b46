"""A tab that stood open: the move carries what it was offered for, and says what has changed."""

import re
from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from huiyin.casework import offered
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.foi import actions as foi
from huiyin.hotline import actions as hotline
from huiyin.hotline.models import ServiceRequest
from huiyin.hotline.tests.trial import lead_of, signed
from huiyin.licensing import actions as licensing
from huiyin.organisations.models import Organisation

TOKEN = re.compile(r'name="offered" value="([^"]+)"')


def token_of(page):
    return TOKEN.search(page.content.decode())[1]


@pytest.fixture
def elsewhere(bureau):
    return Organisation.objects.create(
        name="园林绿化科", short_name="绿化科", slug="yllhk", uscc="", parent=bureau
    )


@pytest.fixture
def stale(desk, request_, robot, bureau, elsewhere):
    """A clerk has the form of the answer open; meanwhile the case was given to another unit."""
    one = request_()
    unit = bureau.units.get(slug="duban")
    now = timezone.localtime()
    one = signed(hotline.assign(one, actor=robot, at=now, unit=unit), now)
    client = desk("热线办理岗")
    address = f"/desk/hotline/{one.pk}/draft/"
    shown = token_of(client.get(address))
    told = {"unit": elsewhere, "due_on": now.date(), "reason": "属于绿化"}
    tasks.reassign(lead_of(one), actor=robot, at=now, **told)
    new = Assignment.objects.get(unit=elsewhere)
    tasks.sign(new, actor=robot, at=now)
    return client, one, address, shown


TYPED = {"draft_text": "已派人修复青枫路路灯"}


def test_a_stale_tab_answers_nothing_and_loses_nothing(stale):
    client, one, address, shown = stale

    refused = client.post(address, TYPED | {"offered": shown})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert ServiceRequest.objects.get(pk=one.pk).draft_text == ""
    assert "您打开页面以后" in page
    assert "园林绿化科" in page
    assert "已派人修复青枫路路灯" in page
    assert f'href="/desk/hotline/{one.pk}/"' in page
    assert token_of(refused) != shown


def test_who_has_read_what_changed_may_confirm(stale):
    client, one, address, shown = stale
    again = token_of(client.post(address, TYPED | {"offered": shown}))

    done = client.post(address, TYPED | {"offered": again})

    assert done.status_code == 302, done.content.decode()
    assert ServiceRequest.objects.get(pk=one.pk).draft_text == "已派人修复青枫路路灯"


def test_the_record_page_in_an_old_tab_says_what_changed_before_anything_is_typed(stale):
    client, one, _, shown = stale

    page = client.get(f"/desk/hotline/{one.pk}/draft/?offered={shown}")

    assert page.status_code == 200
    assert "您打开记录以后，情况有了变化" in page.content.decode()
    assert "园林绿化科" in page.content.decode()
    assert token_of(page) != shown


def test_a_move_that_is_no_longer_open_shows_what_was_typed(desk, application, robot, now):
    one = application()
    client = desk("信息公开岗")
    address = f"/desk/foi/{one.pk}/ask_correction/"
    shown = token_of(client.get(address))
    foi.void(one, actor=robot, at=now, reason="重复登记")

    refused = client.post(address, {"wanted": "请写明所需信息的名称", "offered": shown})

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "您填写的内容" in page
    assert "请写明所需信息的名称" in page
    assert "重复登记" in page
    assert f'href="/desk/foi/{one.pk}/"' in page


def test_a_bulk_move_leaves_out_what_changed_since_the_list_was_shown(desk, licence, robot, now):
    one, other = licence("云城管许字〔2020〕7号"), licence("云城管许字〔2020〕8号")
    client = desk("行政审批岗")
    listed = client.get("/desk/licences/").content.decode()
    tokens = dict(re.findall(r'name="(offered\.\d+)" value="([^"]+)"', listed))
    assert set(tokens) == {f"offered.{one.pk}", f"offered.{other.pk}"}
    licensing.amend(one, actor=robot, at=now, values={"content": "改正后的内容"})
    typed = {"move": "publish", "pk": [one.pk, other.pk], "confirmed": "1"} | tokens

    done = client.post("/desk/licences/bulk/", typed, follow=True)

    assert [result.reference for result in done.context["done"]] == [other.reference]
    assert "有了变化" in done.context["refused"][0].reason


def test_an_amendment_does_not_undo_what_a_colleague_changed(desk, licence, robot, now):
    """What was left as it was shown takes the newest value; what was typed stays, and is said."""
    one = licence()
    client = desk("行政审批岗")
    address = f"/desk/licences/{one.pk}/amend/"
    page = client.get(address)
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"offered": token_of(page)}
    changes = {"remark": "同事补的说明", "valid_to": date(2027, 5, 6), "content": "同事改的内容"}
    licensing.amend(one, actor=robot, at=now, values=changes)

    refused = client.post(address, typed | {"content": "我改的内容"})

    assert refused.status_code == 409
    assert '您填写的是 <span class="before">我改的内容</span>，现在是 同事改的内容' in unescape(
        refused.content.decode()
    )
    form = refused.context["form"]
    again = {name: form[name].value() or "" for name in form.fields}
    done = client.post(address, again | {"offered": token_of(refused)})
    assert done.status_code == 302
    one.refresh_from_db()
    assert (one.content, one.remark, one.valid_to) == (
        "我改的内容", "同事补的说明", date(2027, 5, 6),
    )  # fmt: skip


def test_texts_are_told_apart():
    token = offered.text_token("甲", "乙")
    assert offered.is_text(token, "甲", "乙")
    assert not offered.is_text(token, "甲乙", "")
    assert not offered.is_text("", "甲", "乙")
