"""How long a session lasts, how many there are, and how their owner ends them."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.accounts import devices, sessions, totp
from huiyin.accounts.models import SecondFactor, StaffSession, UsedPassword
from huiyin.accounts.retention import HALF_A_YEAR
from huiyin.audit.models import Entry

from .conftest import PASSWORD
from .test_door import is_in, password


def aged(client, **ago):
    """Let the session look as if it had begun, or been used, that long ago."""
    session = client.session
    mark = dict(session[sessions.MARK])
    for name, delta in ago.items():
        mark[name] -= delta.total_seconds()
    session[sessions.MARK] = mark
    session.save()


@pytest.mark.parametrize(
    ("ago", "stays", "said"),
    [
        pytest.param({"seen": timedelta(minutes=29)}, True, "", id="half an hour is not over"),
        pytest.param({"seen": timedelta(minutes=31)}, False, "已自动退出", id="away too long"),
        pytest.param({"began": timedelta(hours=13)}, False, "已满 12 小时", id="a whole day"),
        pytest.param({"began": timedelta(hours=11)}, True, "", id="a working day"),
    ],
)
def test_how_long_a_session_lasts(client, user, ago, stays, said):
    password(client)
    aged(client, **ago)
    assert is_in(client) is stays
    if not stays:
        assert said in client.get("/desk/sign-in/").content.decode()
        assert not StaffSession.objects.exists()
        assert Entry.objects.last().verb == "accounts.session-over"


def test_being_used_keeps_it_alive(client, user):
    password(client)
    for _ in range(5):
        aged(client, seen=timedelta(minutes=20))
        assert is_in(client)
    assert timezone.now() - StaffSession.objects.get().seen_at < timedelta(minutes=1)


def test_a_page_within_a_minute_writes_nothing(client, user, django_assert_num_queries):
    password(client)
    client.get("/desk/safety/")
    with django_assert_num_queries(2):  # the session, the account
        client.get("/desk/sign-in/")


def test_at_most_five_and_the_oldest_goes(user):
    clients = [Client() for _ in range(sessions.MOST + 1)]
    for client in clients:
        password(client)
    assert [is_in(client) for client in clients] == [False, *[True] * sessions.MOST]
    assert StaffSession.objects.count() == sessions.MOST


def test_the_list_names_devices_and_ends_one(client, user):
    agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140 Safari/537.36 Edg/140.0"
    other = Client(headers={"User-Agent": agent}, REMOTE_ADDR="10.2.3.4")
    password(other)
    password(client)
    page = client.get("/desk/safety/").content.decode()
    assert "Windows 上的 Edge" in page
    assert "10.2.3.4" in page
    row = StaffSession.objects.get(origin="10.2.3.4")
    assert client.post(f"/desk/safety/sessions/{row.pk}/end/")["Location"] == "/desk/safety/"
    assert not is_in(other)
    assert is_in(client)
    assert Entry.objects.last().verb == "accounts.end-session"


def test_nobody_ends_another_s_session(client, user, django_user_model):
    other = Client()
    django_user_model.objects.create_user("other", password=PASSWORD, name="别人")
    password(other, "other")
    password(client)
    row = StaffSession.objects.get(user__username="other")
    assert client.post(f"/desk/safety/sessions/{row.pk}/end/").status_code == 404
    assert is_in(other)


def test_signing_out_everywhere(client, user):
    other = Client()
    password(other)
    password(client)
    assert client.post("/desk/safety/sessions/end/")["Location"] == "/desk/sign-in/"
    assert not is_in(client)
    assert not is_in(other)


def test_a_new_password_ends_the_others(client, user):
    other = Client()
    password(other)
    password(client)
    new = "another-long-phrase"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/desk/password/", typed).status_code == 302
    assert is_in(client)
    assert not is_in(other)
    assert StaffSession.objects.get().session_key == client.session.session_key


def test_the_last_five_passwords_are_refused(client, user):
    password(client)
    used = [PASSWORD, *[f"changed-phrase-{number}x" for number in range(5)]]
    for old, new in pairwise(used):
        typed = {"old_password": old, "new_password1": new, "new_password2": new}
        assert client.post("/desk/password/", typed).status_code == 302
    assert UsedPassword.objects.count() == 5

    def again(new):
        typed = {"old_password": used[-1], "new_password1": new, "new_password2": new}
        return client.post("/desk/password/", typed).status_code

    assert [again(old) for old in used[1:]] == [422] * 5
    assert again(used[0]) == 302


def test_enrolling_while_signed_in(client, user):
    other = Client()
    password(other)
    password(client)
    assert client.get("/desk/safety/device/").status_code == 200
    secret = SecondFactor.objects.get(user=user).draft
    code = totp.code(secret, totp.step_of(timezone.now()))
    wrong = client.post("/desk/safety/device/", {"proof": "no", "code": code})
    assert (wrong.status_code, "登录密码不正确" in wrong.content.decode()) == (422, True)
    done = client.post("/desk/safety/device/", {"proof": PASSWORD, "code": code})
    assert len(done.context["codes"]) == 10
    assert is_in(client)
    assert not is_in(other)
    codes = done.context["codes"]
    renewed = client.post("/desk/safety/recovery-codes/", {"code": codes[0]})
    assert len(renewed.context["codes"]) == 10
    assert client.post("/desk/safety/recovery-codes/", {"code": codes[1]}).status_code == 422
    change = {"proof": renewed.context["codes"][0], "code": "1"}
    assert client.post("/desk/safety/device/", change).status_code == 422


def test_the_administrator_s_list_and_reset(client, user, enrol, django_user_model):
    enrol(user)
    boss = django_user_model.objects.create_superuser("boss", password=PASSWORD, name="站长")
    client.force_login(boss)
    assert "已启用" in client.get("/desk/accounts/").content.decode()
    address = f"/desk/accounts/{user.pk}/reset/"
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "当面核实"})["Location"] == "/desk/accounts/"
    assert client.post(address, {"reason": "当面核实"}).status_code == 422
    assert client.get("/desk/accounts/99999/reset/").status_code == 404
    client.force_login(user)
    assert client.get("/desk/accounts/").status_code == 403


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        pytest.param("", "未知设备", id="nothing"),
        pytest.param("curl/8", "未知设备", id="a program"),
        pytest.param("Mozilla/5.0 (X11; Linux x86_64) Firefox/140", "Linux 上的 Firefox", id="x"),
        pytest.param("(Linux; Android 15) Chrome/1 MicroMessenger/8", "安卓 上的 微信", id="y"),
        pytest.param("(iPhone; like Mac OS X) Safari/604", "iPhone 上的 Safari", id="z"),
    ],
)
def test_a_device_in_words(agent, words):
    assert devices.in_words(agent) == words


def test_half_a_year_covers_six_months():
    assert HALF_A_YEAR.days >= 184
