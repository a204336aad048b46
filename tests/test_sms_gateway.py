"""短信网关: one request as the settings say, confirmed or tried again, against a server on this machine."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from huiyin.config import sms
from huiyin.notices import actions, delivery, texts
from huiyin.notices.models import Notice, TextRefusal

NUMBER = "13800000000"
TEXT = '【市城管局】您的诉求“RX2026-00001”已经答复\n{"secret"}'


class Gateway(HTTPServer):
    """Answers as a test wants it to, number by number; keeps what it was sent."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.received, self.answers, self.refused = [], {}, set()

    def answer(self, number):
        return self.answers.get(number, (200, '{"code":0}'))


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        is_json = "json" in self.headers["Content-Type"]
        sent = json.loads(body) if is_json else {k: v[0] for k, v in parse_qs(body).items()}
        self.server.received.append((sent, dict(self.headers), self.path))
        status, text = self.server.answer(sent["to"])
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        """Nothing on the terminal."""


@pytest.fixture
def server():
    with Gateway() as gateway:
        thread = threading.Thread(target=gateway.serve_forever)
        thread.start()
        yield gateway
        gateway.shutdown()
        thread.join()


@pytest.fixture
def way(server, settings):
    def choose(**changes):
        url = f"http://127.0.0.1:{server.server_port}/send"
        said = {
            "url": url,
            "body": '{"to":"{to}","text":"{text}","id":"{key}"}',
            "secret": "s3cret",
        }
        settings.SMS = sms.Gateway(**{**said, **changes})
        settings.NOTICE_SENDERS = {**settings.NOTICE_SENDERS, "sms": settings.SMS.sender}

    choose()
    return choose


@pytest.fixture
def queue(bureau, morning, way):
    def put(number=NUMBER):
        with transaction.atomic():
            return actions.queue("sms", number, "已经答复", TEXT, about=bureau, at=morning)

    return put


pytestmark = pytest.mark.django_db
WAYS = {
    "JSON": {"header": "Authorization: Bearer {secret}"},
    "a form": {"body": "to={to}&text={text}&sign={secret}", "header": "X-Key: {secret}"},
    "the secret in the address": {"url_more": "?key={secret}"},
}


@pytest.mark.parametrize("said", WAYS.values(), ids=WAYS)
def test_it_is_sent_as_the_settings_say(queue, way, server, settings, morning, said):
    more = dict(said)
    if tail := more.pop("url_more", ""):
        more["url"] = settings.SMS.url + tail
    way(**more)
    queue(f"+86 {NUMBER[:3]}-{NUMBER[3:7]} {NUMBER[7:]}")
    assert delivery.deliver(clock=lambda: morning).sent == 1
    ((sent, headers, path),) = server.received
    assert (sent["to"], sent["text"]) == (NUMBER, TEXT)
    assert "s3cret" in f"{sent} {headers} {path}"


FAULTS = {
    "a server error": ((500, ""), "短信网关返回 500"),
    "a wrong password": ((401, ""), "短信网关返回 401"),
    "another address": ((302, ""), "短信网关返回 302"),
    "200 that means no": ((200, '{"code":12,"to":"13800000000"}'), "短信网关没有确认收下"),
}


@pytest.mark.parametrize(("answer", "reason"), FAULTS.values(), ids=FAULTS)
def test_what_was_not_taken_is_tried_again(queue, way, server, morning, answer, reason):
    way(confirmed_by='"code":0')
    server.answers[NUMBER] = answer
    notice = queue()
    assert delivery.deliver(clock=lambda: morning).postponed == 1
    notice.refresh_from_db()
    assert reason in notice.failed_reason
    assert not {NUMBER, "s3cret"} & set(notice.failed_reason.split())
    server.answers.clear()
    assert delivery.deliver(clock=lambda: notice.next_try_at).sent == 1
    assert len(server.received) == 2
    assert {sent["id"] for sent, *_ in server.received} == {str(notice.key)}


def test_nobody_listens(queue, way, morning):
    way(url="http://127.0.0.1:9/")
    queue()
    assert delivery.deliver(clock=lambda: morning).postponed == 1
    assert "没有应答" in Notice.objects.get().failed_reason


def test_one_of_several_fails_and_the_others_are_not_sent_again(queue, way, server, morning):
    numbers = [f"1380000000{n}" for n in range(4)]
    server.answers[numbers[1]] = (500, "")
    for number in numbers:
        queue(number)
    assert str(delivery.deliver(clock=lambda: morning)) == "3 sent, 1 postponed, 0 failed"
    waiting = Notice.objects.get(sent_at=None)
    server.answers.clear()
    assert (
        str(delivery.deliver(clock=lambda: waiting.next_try_at)) == "1 sent, 0 postponed, 0 failed"
    )
    sent = [sent["to"] for sent, *_ in server.received]
    assert sorted(sent) == sorted([*numbers, numbers[1]])


@pytest.mark.parametrize("number", ["0550-3111111", "王先生", "wei@example.cn"])
def test_what_is_no_mobile_number_is_given_up(queue, server, morning, number):
    queue(number)
    assert delivery.deliver(clock=lambda: morning).failed == 1
    assert server.received == []


def test_who_wants_none_gets_none(queue, server, morning):
    queue()
    assert texts.refuse("138 0000 0000", at=morning)
    assert not texts.refuse("王先生", at=morning)
    assert texts.refuse(NUMBER, at=morning)
    assert delivery.deliver(clock=lambda: morning).failed == 1
    assert (server.received, texts.reached_at(NUMBER)) == ([], "")
    assert NUMBER not in TextRefusal.objects.get().digest


REFUSED = {
    "not encrypted": {"HUIYIN_SMS_URL": "http://sms.example.cn/"},
    "no address": {"HUIYIN_SMS_URL": "on"},
    "a place that is none": {"HUIYIN_SMS_URL": "https://a.cn/", "HUIYIN_SMS_BODY": "{phone}"},
    "no header": {"HUIYIN_SMS_URL": "https://a.cn/", "HUIYIN_SMS_HEADER": "{secret}"},
}


@pytest.mark.parametrize("said", REFUSED.values(), ids=REFUSED)
def test_settings_that_cannot_be_end_the_start(monkeypatch, said):
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured):
        sms.read()


def test_it_is_off_unless_it_is_set(monkeypatch):
    monkeypatch.delenv("HUIYIN_SMS_URL", raising=False)
    assert (sms.read().is_on, sms.read().sender) == (False, "huiyin.notices.senders.spool")
    monkeypatch.setenv("HUIYIN_SMS_URL", "spool")
    assert (sms.read().is_on, sms.read().sender) == (True, "huiyin.notices.senders.spool")
