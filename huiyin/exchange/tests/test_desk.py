"""The pages: who sees them, what they offer, how much they ask the database."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from huiyin.accounts.models import User
from huiyin.approvals import actions as applications
from huiyin.approvals.models import LicenceApplication
from huiyin.approvals.tests.trial import application
from huiyin.audit.models import Entry
from huiyin.exchange import actions, archive, compliance, suspects
from huiyin.exchange.models import Batch
from huiyin.licensing import actions as licences
from huiyin.licensing.desk import ROOM as LICENCES
from huiyin.licensing.models import Licence
from huiyin.licensing.tests.trial import licence
from huiyin.organisations.actions import appoint
from huiyin.organisations.roles import ensure_posts

from .trial import ROBOT, published

pytestmark = pytest.mark.django_db
PAGES = ("/desk/exchange/", "/desk/exchange-next/", "/desk/exchange/{pk}/", "/desk/exchange/{pk}/file/")  # fmt: skip
POSTS = {
    "信用专管员": (200, 200, 200, 200),
    "信息公开负责人": (200, 200, 200, 403),
    "行政审批岗": (200, 200, 200, 403),
    "行政处罚岗": (200, 200, 404, 404),
    "热线办理岗": (403, 403, 403, 403),
}


@pytest.fixture
def batch(bureau, morning):
    published(bureau, morning)
    return actions.prepare(bureau, "licences", actor=ROBOT, at=morning)


@pytest.fixture
def as_post(bureau, client, morning):
    def enter(name):
        user = User.objects.create_user("somebody", name="陈示例")
        appoint(user, ensure_posts(bureau)[name], actor=ROBOT, at=morning, since=morning.date())
        client.force_login(user)
        return client

    with time_machine.travel(morning, tick=False):
        yield enter


@pytest.mark.parametrize("post", POSTS)
def test_who_may_look(as_post, batch, post):
    client = as_post(post)
    found = [client.get(page.format(pk=batch.pk)).status_code for page in PAGES]
    assert tuple(found) == POSTS[post]
    assert Entry.objects.filter(verb="exchange.file.read").count() == found.count(200) // 4


def test_a_batch_is_made_by_the_button_and_nothing_twice(as_post, bureau, morning):
    published(bureau, morning)
    client = as_post("信用专管员")
    for _ in range(2):
        client.post("/desk/exchange-next/", {"content": "licences"})
    assert Batch.objects.get().sent_rows == 1


def test_the_page_asks_as_much_for_many_as_for_one(
    as_post, bureau, batch, morning, django_assert_max_num_queries
):
    for _ in range(8):
        published(bureau, morning)
    client = as_post("信用专管员")
    client.get("/desk/exchange-next/")
    with django_assert_max_num_queries(70):
        assert client.get("/desk/exchange-next/").status_code == 200


def test_compliance_is_what_passed_of_what_was_to_be_sent(bureau, morning):
    published(bureau, morning)
    bad = published(bureau, morning)
    Licence.objects.filter(pk=bad.pk).update(licence_type="")
    batch = actions.prepare(bureau, "licences", actor=ROBOT, at=morning)
    actions.upload(batch, actor=ROBOT, at=morning)
    actions.answer(
        batch, reference=batch.rows.get().reference, result="mend", said="x", actor=ROBOT, at=morning
    )  # fmt: skip
    (week,) = compliance.weeks("licences", [bureau], morning.date())
    assert (week.passing, week.failing, week.returned, week.rate) == (1, 1, 1, "50.0%")
    assert week.monday <= morning.date() <= week.sunday


def clues(today):
    found = suspects.clues(LICENCES, ROBOT, today)
    return {clue.label[:6]: [str(one) for one in clue.rows] for clue in found}


def test_what_other_books_know_and_the_public_does_not(bureau, morning):
    today = morning.date()
    due = {"decided_on": today - timedelta(days=30), "valid_from": today - timedelta(days=30)}
    unsent = published(bureau, morning, **due)
    hidden = licences.register(
        licence(bureau, valid_to=date(2099, 12, 31), **due), actor=ROBOT, at=morning
    )
    licences.void(hidden, reason="录入错误", actor=ROBOT, at=morning)
    found = clues(today)
    assert found == {"没有公示过就": [hidden.reference], "网站已公示，": [unsent.reference]}
    batch = actions.prepare(bureau, "licences", actor=ROBOT, at=morning)
    assert "网站已公示，" in clues(today), "a file that nobody uploaded tells the platform nothing"
    actions.upload(batch, actor=ROBOT, at=morning)
    assert "网站已公示，" not in clues(today)


def test_a_grant_without_a_licence_is_a_clue(bureau, morning):
    one = applications.register(application(bureau), actor=ROBOT, at=morning)
    assert not clues(morning.date())
    LicenceApplication.objects.filter(pk=one.pk).update(
        state="decided", outcome="granted", decided_on=morning.date()
    )
    assert clues(morning.date()) == {"办件已准予许": [one.reference]}


def test_the_timeliness_page_shows_both(as_post, bureau, batch):
    page = as_post("信用专管员").get("/desk/publicity-timeliness/").text
    assert "报送信用平台的合规率" in page
    assert "100%" in page


def test_ticked_rows_are_answered_from_the_list(as_post, bureau, batch, morning):
    published(bureau, morning)
    batch = actions.upload(batch, actor=ROBOT, at=morning)
    client, address = as_post("信用专管员"), f"/desk/exchange/{batch.pk}/"
    page = client.get(address).text
    (row,) = batch.rows.all()
    assert f'name="reference" value="{row.reference}"' in page
    refused = client.post(f"{address}answer/", {"reference": row.reference, "result": "mend"})
    assert (refused.status_code, row.reference in refused.text) == (422, True)
    said = {"reference": row.reference, "result": "mend", "said": "疑问"}
    assert client.post(f"{address}answer/", said).status_code == 302
    assert f'value="{row.reference}"' in client.get(f"{address}?rows=returned").text
    assert f'value="{row.reference}"' not in client.get(f"{address}?rows=accepted").text


def test_the_list_is_paged_and_offers_ticks_to_who_may_answer(
    as_post, bureau, batch, morning, monkeypatch
):
    monkeypatch.setattr("huiyin.exchange.templatetags.exchange.AT_ONCE", 1)
    actions.void(batch, reason="重新生成", actor=ROBOT, at=morning)
    published(bureau, morning)
    batch = actions.prepare(bureau, "licences", actor=ROBOT, at=morning)
    actions.upload(batch, actor=ROBOT, at=morning)
    client, address = as_post("行政审批岗"), f"/desk/exchange/{batch.pk}/"
    first, second = batch.rows.order_by("number")
    one, other = client.get(address).text, client.get(f"{address}?page=2").text
    shown = [[row.reference in page for row in (first, second)] for page in (one, other)]
    assert shown == [[True, False], [False, True]]
    assert 'type="checkbox" name="reference"' not in one


def test_a_table_of_the_package_comes_as_it_lies_there(as_post, batch):
    client, address = as_post("信用专管员"), f"/desk/exchange/{batch.pk}/file/"
    table = client.get(f"{address}records/")
    ((name, content),) = archive.unpacked(client.get(address).content).items()
    assert (table.content, name.endswith(".xlsx")) == (content, True)
    assert client.get(f"{address}withdrawals/").status_code == 404
    assert client.get(f"{address}records/").status_code == 200
    assert "下载报送表（.xlsx）" in client.get(f"/desk/exchange/{batch.pk}/").text
    assert Entry.objects.filter(verb="exchange.file.read").count() == 3


def test_receipts_of_several_batches_are_uploaded_on_one_page(as_post, batch, morning):
    batch = actions.upload(batch, actor=ROBOT, at=morning)
    (row,), address = batch.rows.all(), "/desk/exchange-next/"
    client = as_post("信用专管员")

    def send(text):
        file = SimpleUploadedFile("回执.csv", text.encode())
        return client.post(address, {"what": "receipts", "file": file})

    assert "没有找到回执的表头" in send("甲,乙\n1,2\n").text
    refused = send("文书号,结果\n没有这号,通过\n")
    assert (refused.status_code, "不在待回执的批次里" in refused.text) == (422, True)
    assert send(f"文书号,结果\n{row.reference},通过\n").status_code == 302
    batch.refresh_from_db()
    assert batch.state == Batch.State.ANSWERED
    assert "待回执。一个回执表" not in client.get(address).text
