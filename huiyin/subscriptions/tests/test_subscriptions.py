"""邮件订阅: double opt-in, the same answer for everybody, each document once, an easy end."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models import Q
from django.utils import timezone

from huiyin.audit.actors import visitor
from huiyin.disclosure.tree import publishing
from huiyin.disclosure.tree.actions import (
    add_column,
    agency_page,
    publish_document,
    update_document,
)
from huiyin.notices import delivery
from huiyin.notices.models import Notice
from huiyin.personal import retention
from huiyin.subscriptions import actions, digest
from huiyin.subscriptions.models import Subscriber, Subscription, Told

MAIL = "reader@example.cn"


@pytest.fixture
def news(bureau, robot):
    """A column, and `news("标题")` publishes in it."""
    now = timezone.now()
    page = agency_page(bureau, actor=robot, at=now)
    column = add_column(page, "工作动态", slug="gzdt", actor=robot, at=now)

    def publish(title="路灯维修通知", at=None):
        moment = at or timezone.now()
        values = {
            "title": title, "issuer": "云溪市城市管理局", "source": "云溪市城市管理局",
            "published_at": moment, "body": f"<p>{title}，请市民配合。</p>",
        }  # fmt: skip
        return publish_document(column, bureau, values, actor=robot, at=moment)

    publish.column, publish.agency = column, page
    return publish


def link(notice):
    return re.search(r"https?://[^/]+(/subscribe/\S+)", notice.body)[1]


def subscribed(page=None, query="", email=MAIL, at=None):
    at = at or timezone.now() - timedelta(minutes=5)
    subscription = actions.ask(
        email, page.page_ptr if page else None, query, actor=visitor(), at=at
    )
    return actions.confirm(subscription, actor=visitor(), at=at)


def test_from_the_question_to_the_end(client, news):
    sent = client.post("/subscribe/", {"page": "/cgj/gzdt/", "email": MAIL}, follow=True)
    assert "请到邮箱确认" in sent.content.decode()
    question = Notice.objects.get()
    assert Subscription.objects.get().confirmed_at is None
    asked = client.get(link(question))  # a mail scanner opens links: nothing happens
    assert "确认订阅“工作动态”" in asked.content.decode()
    assert Subscription.objects.get().confirmed_at is None
    mine = client.post(link(question), follow=True)
    assert Subscription.objects.get().confirmed_at
    assert "工作动态" in mine.content.decode()
    page = news()
    assert digest.send(at=timezone.now()) == 1
    letter = Notice.objects.latest("pk")
    assert page.title in letter.body
    assert page.permanent_address in letter.body
    ended = client.post(link(letter))
    assert "已经退订" in ended.content.decode()
    assert not Subscriber.objects.exists()
    assert client.get(link(letter)).status_code == 404


def test_the_address_is_kept_as_ciphertext_only(news, django_db_blocker):
    subscribed(news.column)
    raw = str(Subscriber.objects.values_list("email_digest", "token_digest").get())
    assert MAIL not in raw
    assert Subscriber.objects.get().email == MAIL
    assert not Subscriber.objects.filter(email_digest=MAIL).exists()


def test_known_and_unknown_addresses_get_the_same_answer(client, news):
    subscribed(news.column)
    answers = [
        client.post("/subscribe/", {"page": "/cgj/gzdt/", "email": email})
        for email in (MAIL, "READER@example.cn", "new@example.cn")
    ]
    assert {(a.status_code, a["Location"]) for a in answers} == {(302, "/subscribe/sent/")}
    assert (
        Notice.objects.filter(subject__contains="确认").count() == 2
    )  # the first, and the new one


@pytest.mark.parametrize(
    ("data", "status", "message"),
    [
        pytest.param({"page": "/cgj/gzdt/", "email": "x"}, 422, "完整的邮箱", id="no address"),
        pytest.param({"page": "/cgj/gzdt/", "email": ""}, 422, "请填写", id="nothing"),
        pytest.param({"page": "/nowhere/", "email": MAIL}, 200, "选一个机关", id="unknown topic"),
        pytest.param({"q": "  ", "email": MAIL}, 200, "选一个机关", id="no words"),
    ],
)
def test_what_cannot_be_asked(client, news, data, status, message):
    answer = client.post("/subscribe/", data)
    assert answer.status_code == status
    assert message in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_an_address_is_not_flooded(client, news):
    statuses = [
        client.post("/subscribe/", {"q": f"词{n}", "email": MAIL}).status_code for n in range(7)
    ]
    assert statuses == [302] * 5 + [429] * 2


def test_each_document_once_however_many_topics_and_runs(news):
    for topic in ({"page": news.agency}, {"page": news.column}, {"query": "路灯"}):
        subscribed(**topic)
    news()
    now = timezone.now()
    assert digest.send(at=now) == 1
    assert digest.send(at=now) == 0
    assert Notice.objects.latest("pk").body.count("路灯维修通知") == 1
    news("路灯又一则")
    assert digest.send(at=timezone.now()) == 1
    assert "路灯维修通知" not in Notice.objects.latest("pk").body


def test_only_what_was_asked_for_and_came_later(news):
    news("先前的路灯通知")
    moment = timezone.now()
    subscribed(query="路灯", at=moment)
    subscribed(query="垃圾", email="other@example.cn", at=moment)
    news("后来的路灯通知")
    assert digest.send(at=timezone.now()) == 1
    body = Notice.objects.latest("pk").body
    assert "后来的" in body
    assert "先前的" not in body


def test_a_run_that_dies_is_made_up_for(news, monkeypatch):
    subscribed(news.column)
    subscribed(news.column, email="second@example.cn")
    news()
    real, seen = digest.queue, []

    def fail_once(*args, **details):
        seen.append(args)
        if len(seen) == 2:
            raise RuntimeError("power cut")
        return real(*args, **details)

    monkeypatch.setattr(digest, "queue", fail_once)
    assert digest.send(at=timezone.now()) == 1
    assert Told.objects.count() == 1
    assert digest.send(at=timezone.now() + timedelta(minutes=1)) == 1
    assert Told.objects.count() == 2


def test_the_letter_tells_mail_programs_how_to_end_it(client, news, settings):
    settings.NOTICE_SENDERS = {"email": "huiyin.notices.senders.email"}
    subscribed(news.column)
    Notice.objects.all().delete()
    news()
    digest.send(at=timezone.now())
    delivery.deliver(clock=timezone.now)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    way = re.search(r"<https?://[^/]+(/\S+)>", headers["List-Unsubscribe"])[1]
    assert client.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Subscriber.objects.exists()
    assert client.post(way, {"List-Unsubscribe": "One-Click"}).status_code == 200


def test_unconfirmed_addresses_are_forgotten_after_a_week(news):
    old = timezone.now() - timedelta(days=8)
    actions.ask("old@example.cn", news.column.page_ptr, "", actor=visitor(), at=old)
    subscribed(news.column, at=old)
    for rule in retention.rules():
        if rule.key.startswith("subscriptions."):
            retention.apply(rule, at=timezone.now())
    assert [one.email for one in Subscriber.objects.all()] == [MAIL]


TOPICS = {"column": lambda news: {"page": news.column}, "search": lambda news: {"query": "路灯"}}
MEANWHILE = {
    "nothing": ({"路灯维修通知", "路灯又一则"}, 1),
    "one taken down": ({"路灯又一则"}, 1),
    "one retitled": ({"路灯检修通知", "路灯又一则"}, 1),
    "all taken down": (set(), 0),
    "subscription ended": (set(), 0),
    "the other topic ended": ({"路灯维修通知", "路灯又一则"}, 1),
    "the only topic they match ended": (set(), 0),
}


def happens(what, pages, robot):
    first, now = pages[0], timezone.now()
    if "taken down" in what:
        for page in pages if "all" in what else [first]:
            with publishing.gate(robot):
                page.unpublish()
    elif what == "one retitled":
        update_document(first, {"title": "路灯检修通知"}, actor=robot, at=now)
    elif what == "subscription ended":
        actions.end(Subscriber.objects.get(), actor=visitor(), at=now)
    elif "topic" in what:
        is_other = Q(query="垃圾")
        gone = Subscription.objects.get(is_other if "other" in what else ~is_other)
        actions.end(gone.subscriber, gone.pk, actor=visitor(), at=now)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("what", MEANWHILE)
def test_a_queued_letter_says_what_is_true_when_it_leaves(news, settings, robot, topic, what):
    settings.NOTICE_SENDERS = {"email": "huiyin.notices.senders.email"}
    subscribed(**TOPICS[topic](news))
    if "topic" in what:
        subscribed(query="垃圾")
    Notice.objects.all().delete()
    pages = [news(), news("路灯又一则")]
    digest.send(at=timezone.now())
    assert "路灯维修通知" in Notice.objects.get().body
    happens(what, pages, robot)
    titles, letters = MEANWHILE[what]
    delivery.deliver(clock=timezone.now)
    assert len(mail.outbox) == letters
    said = {
        title
        for title in ("路灯维修通知", "路灯检修通知", "路灯又一则")
        if mail.outbox and title in mail.outbox[0].body
    }
    assert said == titles
    if letters:
        assert Notice.objects.get().body == mail.outbox[0].body, "kept as it was sent"
        assert f"{len(titles)} 条" in mail.outbox[0].subject
    else:
        assert not Notice.objects.exists()
    sent = set(Told.objects.values_list("document__title", flat=True))
    assert sent == titles


def test_a_question_is_not_sent_after_its_answer_was_no(news):
    subscription = actions.ask(MAIL, news.column.page_ptr, "", actor=visitor(), at=timezone.now())
    actions.end(subscription.subscriber, actor=visitor(), at=timezone.now())
    assert delivery.deliver(clock=timezone.now).dropped == 1
    assert not Notice.objects.exists()


def test_one_of_several_is_ended(client, news):
    subscribed(news.agency)
    kept = subscribed(query="路灯")
    mine = actions.address_of(kept.subscriber).partition("//")[2].partition("/")[2]
    gone = Subscription.objects.get(page=news.agency.page_ptr)
    assert client.post(f"/{mine}", {"only": gone.pk}).status_code == 302
    assert list(Subscription.objects.all()) == [kept]
