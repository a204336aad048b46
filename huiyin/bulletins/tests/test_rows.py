"""What a published bulletin tells of its records: as they stand now, and nothing of what is gone."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from huiyin.audit.models import Entry
from huiyin.bulletins import rows
from huiyin.bulletins.models import Bulletin
from huiyin.bulletins.proof import proof
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.licensing import actions as licences
from huiyin.publicity.holders import HolderKind
from huiyin.web.kept import page_cache

from .trial import MONDAY

pytestmark = pytest.mark.django_db
NAME, PERSON = "云溪市样例建设有限公司", "王小明"
NUMBER = "云城管许字〔2026〕1号"


@pytest.fixture
def out(decided, published, robot, morning):
    """A published bulletin of one public licence: (licence, bulletin)."""

    def make(**values):
        record = licences.publish(decided(**values), actor=robot, at=morning)
        return record, published()

    with time_machine.travel(morning + timedelta(hours=2)):
        yield make


def page_of(client, one):
    page_cache.pages.clear()  # as each commit does
    return client.get(one.document.permanent_address).content.decode()


def table_of(client, one):
    answer = client.get(f"/bulletins/{one.pk}.csv")
    return list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))


def test_the_release_of_its_manuscript_publishes_it(out, client):
    record, one = out()
    assert (one.state, one.published_on.isoformat()) == ("published", "2026-03-03")
    text = page_of(client, one)
    assert NUMBER in text
    assert NAME in text
    assert f'href="{reverse("licence", args=[record.pk])}"' in text
    assert table_of(client, one)[1][:4] == ["1", "行政许可", NUMBER, NAME]
    assert one.document.title in client.get("/bulletins/").content.decode()
    assert NAME not in one.document.body


def test_what_is_withdrawn_says_so_without_a_name_at_once(out, client, robot, morning):
    record, one = out()
    page_of(client, one)
    licences.withdraw(record, actor=robot, at=morning + timedelta(hours=2), reason="核对")
    for text in (page_of(client, one), str(table_of(client, one))):
        assert "已停止公示" in text
        assert NAME not in text
        assert NUMBER not in text
    licences.republish(record, actor=robot, at=morning + timedelta(hours=2))
    assert NAME in page_of(client, one)


def test_what_is_void_says_no_more(out, client, robot, morning):
    record, one = out()
    licences.void(record, actor=robot, at=morning + timedelta(hours=2), reason="重复")
    assert NAME not in page_of(client, one)
    assert "已停止公示" in page_of(client, one)


def test_what_is_not_public_yet_is_for_the_desk_alone(decided, published, client, robot, morning):
    record = decided()
    one = published()
    assert [line.standing for line in rows.lines(one, morning.date())] == ["未公示"]
    text = page_of(client, one)
    assert "另有 1 件" in text
    assert NUMBER not in text
    assert len(table_of(client, one)) == 1
    licences.publish(record, actor=robot, at=morning)
    assert NUMBER in page_of(client, one)


def test_a_person_is_shown_shortened(out, client):
    _, one = out(holder_name=PERSON, holder_kind=HolderKind.PERSON, holder_uscc="", content="准予")
    for text in (page_of(client, one), str(table_of(client, one))):
        assert PERSON not in text
        assert "王" in text


def test_a_document_that_is_withdrawn_takes_the_bulletin_along(out, client, staff, morning):
    _, one = out()
    manuscript = Manuscript.objects.get(page=one.document)
    editorial.withdraw(
        manuscript, actor=staff["releaser"], at=morning + timedelta(hours=3), reason="有误"
    )
    assert not Bulletin.objects.public().exists()
    assert client.get(f"/bulletins/{one.pk}.csv").status_code == 404
    assert one.document.title not in client.get("/bulletins/").content.decode()
    assert proof(morning.date()).down == [one]


def test_a_manuscript_that_is_given_up_leaves_it_to_be_sent_again(sent, decided, staff, morning):
    decided()
    one = sent()
    manuscript = Manuscript.objects.get(page=one.document)
    recalled = editorial.recall(manuscript, actor=staff["drafter"], at=morning)
    assert Bulletin.objects.get().state == "sent"
    editorial.void(recalled, actor=staff["drafter"], at=morning, reason="重新编制")
    one.refresh_from_db()
    assert (one.state, one.document, one.sent_on) == ("collected", None, None)
    assert sent(one).document is not None
    assert Entry.objects.filter(verb="bulletins.bulletin.begin_anew").count() == 1


def test_what_is_not_published_has_no_public_door(sent, decided, client):
    decided()
    one = sent()
    assert client.get(one.document.permanent_address).status_code == 404
    assert client.get(f"/bulletins/{one.pk}.xlsx").status_code == 404


def test_a_week_without_decisions_may_be_published_as_such(published, compiled, client):
    text = page_of(client, published(compiled(MONDAY)))
    assert "本机关没有作出行政许可、行政处罚决定" in text
    assert "将本机关" not in text


def test_more_rows_ask_no_more(out, decided, published, compiled, robot, morning, client):
    _, one = out()
    page_of(client, one)
    counts = []
    for number in (2, 5):
        for serial in range(number):
            decided(f"许{number}{serial}", decided_on=MONDAY - timedelta(days=7 * number))
        other = compiled(MONDAY - timedelta(days=7 * number))
        with CaptureQueriesContext(connection) as asked:
            rows.lines(other, morning.date())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4
