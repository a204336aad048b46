"""Nothing typed is lost: a session that ends, a refusal, a failure, another page and back."""

import re
from datetime import timedelta
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.accounts import sessions
from huiyin.accounts.models import User
from huiyin.foi import actions as foi
from huiyin.personal import retention
from huiyin.submissions import kept
from huiyin.submissions.models import KeptForm

from .conftest import PASSWORD


class Form(HTMLParser):
    """The first form of a page that is kept: its fields as a browser would send them."""

    def __init__(self, page):
        super().__init__()
        self.sent, self.texts, self.here, self.area = {}, [], False, ""
        self.is_done = False
        self.feed(page.content.decode())
        assert self.is_done, "the page has no form that is kept"

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "form" and "data-keep" in values and not self.is_done:
            self.here = True
        name, kind = values.get("name"), values.get("type", "text")
        if not self.here or not name or self.is_done:
            return
        if tag == "textarea":
            self.area = name
            self.sent[name] = ""
            self.texts.append(name)
        elif tag == "input" and kind not in ("checkbox", "radio", "file"):
            self.sent[name] = values.get("value", "")
            if kind == "text":
                self.texts.append(name)

    def handle_data(self, data):
        if self.area:
            self.sent[self.area] += data if self.sent[self.area] else data.removeprefix("\n")

    def handle_endtag(self, tag):
        self.area = "" if tag == "textarea" else self.area
        self.is_done = self.is_done or (tag == "form" and self.here)

    def filled(self):
        """Each field of free text with words that are nowhere else."""
        words = {name: f'甲{number}"<b>乙' for number, name in enumerate(self.texts)}
        return self.sent | words, words


def end(client, **ago):
    """Let the session look as if nothing had come from it for so long."""
    session = client.session
    mark = dict(session[sessions.MARK])
    for name, delta in ago.items():
        mark[name] -= delta.total_seconds()
    session[sessions.MARK] = mark
    session.save()


def sign_in(client, name, target):
    return client.post("/desk/sign-in/", {"username": name, "password": PASSWORD, "next": target})


@pytest.fixture
def boss(person):
    """A superuser signed in by the door, in a browser of its own."""

    def make(name="boss", client=None):
        person(name, is_superuser=True)
        client = client or Client()
        sign_in(client, name, "/desk/")
        return client

    return make


FORMS = [
    "/desk/foi/new/",
    "/desk/hotline/new/",
    "/desk/licences/new/",
    "/desk/powers/new/",
    "/desk/officers/new/",
    "/desk/decisions/new/",
    "/desk/manuscripts/new/",
    "/desk/wording/new/",
    "/desk/foi/templates/",
    "/desk/foi/{foi}/ask_correction/",
    "/desk/foi/{foi}/extend/",
    "/desk/foi/{foi}/void/",
    "/desk/foi/{foi}/amend/",
    "/desk/foi/{foi}/papers/new/correction/",
    "/desk/hotline/{hotline}/ask_more_time/",
    "/desk/hotline/{hotline}/amend/",
    "/desk/licences/{licence}/amend/",
    "/desk/licences/{licence}/void/",
    "/desk/accounts/{person}/reset/",
]


@pytest.fixture
def addresses(application, request_, licence, person):
    keys = {
        "foi": application().pk,
        "hotline": request_().pk,
        "licence": licence().pk,
        "person": person("other-clerk").pk,
    }
    return [address.format(**keys) for address in FORMS]


def test_every_form_of_the_desk_outlives_its_session(boss, addresses):
    """Away too long, sent nevertheless, signed in again: all is there, and not sent."""
    client = boss()
    lost = []
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        sent, words = Form(page).filled()
        assert words, address
        head = re.search(r"<form[^>]*data-keep", page.content.decode())[0]
        where = re.search(r'action="([^"]+)"', head)
        target = unescape(where[1]).partition("#")[0] if where else address
        end(client, seen=timedelta(minutes=31))
        away = client.post(target, sent)
        assert "/desk/sign-in/" in away["Location"], address
        assert KeptForm.objects.get().fields, address
        back = sign_in(client, "boss", address)
        again = Form(client.get(back["Location"]))
        lost += [
            f"{address} {name}" for name, said in words.items() if again.sent[name].strip() != said
        ]
        client.post("/desk/typing/drop/", {"address": target})
    assert not lost


def test_the_sign_in_leads_back_to_the_form(boss, application):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, _ = Form(client.get(address)).filled()
    end(client, seen=timedelta(minutes=31))
    door = client.post(address, sent, follow=True)
    target = re.search(r'name="next" value="([^"]+)"', door.content.decode())[1]
    page = client.get(sign_in(client, "boss", unescape(target))["Location"])
    assert page.status_code == 200
    assert 'name="wanted"' in page.content.decode()
    assert "已恢复您" in page.content.decode()
    one.refresh_from_db()
    assert one.state == "received"


@pytest.mark.parametrize("how", ["idle", "cookie gone", "session deleted"])
def test_what_was_typed_is_shown_to_its_typist_alone(boss, application, how):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, _ = Form(client.get(address)).filled()
    if how == "idle":
        end(client, seen=timedelta(minutes=31))
    elif how == "cookie gone":
        del client.cookies["sessionid"]
    else:
        client.session.flush()
    client.post(address, sent)
    assert KeptForm.objects.get().user.username == "boss"

    boss("second", client)  # the same browser, somebody else
    assert "甲0" not in client.get(address).content.decode()

    sign_in(client, "boss", address)
    assert "甲0" in client.get(address).content.decode()


def test_a_form_of_one_person_is_never_kept_for_another(boss, application):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, _ = Form(client.get(address)).filled()
    boss("second", client)
    end(client, seen=timedelta(minutes=31))
    client.post(address, sent)  # the first one's tab, after the second one's session
    assert not KeptForm.objects.exists()


def test_secrets_are_not_kept(boss):
    client = boss()
    client.get("/desk/")
    end(client, seen=timedelta(minutes=31))
    client.post(
        "/desk/password/", {"old_password": PASSWORD, "new_password1": "another-pass-phrase"}
    )
    client.post("/desk/sign-in/", {"username": "boss", "password": "wrong"})
    assert not KeptForm.objects.exists()


def test_the_column_holds_only_ciphertext(boss, application):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    client.post(address, {"wanted": "赵示例 13800001234" * 40})
    with connection.cursor() as cursor:
        cursor.execute("select fields from submissions_keptform")
        assert "13800001234" not in cursor.fetchone()[0]


def test_typing_is_kept_and_counts_as_being_there(boss, application):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, words = Form(client.get(address)).filled()
    end(client, seen=timedelta(minutes=29))

    answer = client.post("/desk/typing/", sent, headers={"X-Typing-For": address})

    assert answer.json()["idle"] > 29 * 60
    assert Form(client.get(address)).sent["wanted"] == words["wanted"]
    assert client.post(address, sent | {"wanted": "请写明年份"}).status_code == 302
    assert not KeptForm.objects.exists()
    client.post("/desk/typing/", sent, headers={"X-Typing-For": address})  # it was on its way
    assert not KeptForm.objects.exists()


def test_what_is_kept_can_be_thrown_away(boss, application):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    client.post(address, {"wanted": "甲" * 501})
    page = client.get(address)
    assert "已恢复您" in page.content.decode()
    away = client.post("/desk/typing/drop/", {"address": address, "back": address})
    assert away["Location"] == address
    assert "已恢复您" not in client.get(address).content.decode()
    assert client.post("/desk/typing/drop/", {"back": "//evil.example/"})["Location"] == "/desk/"


def test_a_page_with_a_form_costs_one_query_more(boss, application, django_assert_num_queries):
    one = application()
    client = boss()
    client.get("/desk/")
    address = f"/desk/foi/{one.pk}/ask_correction/"
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    assert sum("submissions_keptform" in one["sql"] for one in seen) == 1
    with CaptureQueriesContext(connection) as seen:
        client.get("/desk/")
    assert not [one for one in seen if "submissions_" in one["sql"]]


@pytest.mark.parametrize(
    ("status", "spoil"),
    [
        pytest.param(403, lambda one, client, robot, now: dismiss(client), id="403"),
        pytest.param(
            409,
            lambda one, client, robot, now: foi.void(one, actor=robot, at=now, reason="重复"),
            id="409",
        ),
    ],
)
def test_a_refusal_shows_what_was_typed_and_the_way_back(
    boss, application, robot, now, status, spoil
):
    one = application()
    client = boss()
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, _ = Form(client.get(address)).filled()
    spoil(one, client, robot, now)
    refused = client.post(address, sent)
    page = refused.content.decode()
    assert refused.status_code == status
    assert "甲0&quot;&lt;b&gt;乙" in page
    if status == 409:
        assert f'href="/desk/foi/{one.pk}/"' in page
        assert "重复" in page


def dismiss(client):
    User.objects.filter(username="boss").update(is_superuser=False)


def test_a_record_that_is_gone_from_sight_keeps_the_text(boss, application, other_bureau):
    client = boss()
    refused = client.post("/desk/foi/999999/ask_correction/", {"wanted": "请写明年份"})
    assert refused.status_code == 404
    assert "请写明年份" in refused.content.decode()
    assert "需要补正的内容" in refused.content.decode()
    assert KeptForm.objects.exists()


def test_a_failing_server_shows_what_was_typed(boss, application, monkeypatch):
    one = application()
    client = boss()
    client.raise_request_exception = False
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, _ = Form(client.get(address)).filled()
    monkeypatch.setattr("huiyin.desk.moves._form_page", lambda *_: 1 / 0)
    failed = client.post(address, sent | {"wanted": "甲" * 501})
    assert failed.status_code == 500
    assert "甲" * 501 in failed.content.decode()


def test_a_token_that_has_changed_shows_the_form_again(boss, application):
    one = application()
    client = boss(client=Client(enforce_csrf_checks=False))
    address = f"/desk/foi/{one.pk}/ask_correction/"
    sent, words = Form(client.get(address)).filled()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    refused = strict.post(address, sent | {"csrfmiddlewaretoken": "x" * 64})
    assert refused.status_code == 403
    again = Form(refused)
    assert again.sent["wanted"] == words["wanted"]
    assert again.sent["csrfmiddlewaretoken"] != "x" * 64
    KeptForm.objects.all().delete()
    forged = strict.post(address, sent, headers={"Origin": "https://elsewhere.example.org"})
    assert forged.status_code == 403
    assert words["wanted"] not in forged.text  # nobody is led to send what another site wrote
    assert not KeptForm.objects.exists()
    one.refresh_from_db()
    assert one.state == "received"


def test_of_very_many_forms_the_oldest_goes(boss):
    client = boss()
    for number in range(kept.MOST + 2):
        client.post(f"/desk/foi/{number}/extend/", {"reason": "甲"})
    assert KeptForm.objects.count() == kept.MOST
    assert not KeptForm.objects.filter(address__in=["/desk/foi/0/extend/", "/desk/foi/1/extend/"])


def test_kept_forms_are_erased_after_a_week(boss, application):
    one = application()
    boss().post(f"/desk/foi/{one.pk}/ask_correction/", {"wanted": "甲" * 501})
    rule = next(rule for rule in retention.rules() if rule.key == "submissions.kept")
    assert retention.apply(rule, at=timezone.now() + timedelta(days=6)) == 0
    assert retention.apply(rule, at=timezone.now() + timedelta(days=8)) == 1
