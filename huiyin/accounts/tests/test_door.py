"""The way in, step by step; and that no step can be left out."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from huiyin.accounts import door, totp
from huiyin.accounts.models import SecondFactor, User
from huiyin.audit.models import Entry

from .conftest import PASSWORD

DOOR = {"sign-in", "sign-in-code", "sign-in-enrol", "sign-in-password", "sign-in-onward"}
VALUES = {"int": "1", "slug": "foi", "str": "x", "path": "x"}


def addresses(prefixes):
    """Every address below these prefixes, with invented values in its places."""
    return [
        (pattern.name, address)
        for pattern, address in _walk(get_resolver().url_patterns, "")
        if address.startswith(prefixes)
    ]


def _walk(patterns, before):
    for pattern in patterns:
        here = before + _filled(str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield pattern, f"/{here}"
        else:
            yield from _walk(pattern.url_patterns, here)


def _filled(pattern):
    pattern = re.sub(r"<(?:(\w+):)?\w+>", lambda match: VALUES.get(match[1], "x"), pattern)
    pattern = re.sub(r"\([^)]*\)", "1", pattern).replace(".*", "x")
    return pattern.translate(str.maketrans("", "", "^$\\"))


def password(client, username="wei", typed=PASSWORD, **more):
    return client.post("/desk/sign-in/", {"username": username, "password": typed, **more})


def is_in(client):
    return client.get("/desk/safety/").status_code == 200


def test_with_a_device_the_password_is_not_enough(client, user, enrol, next_code):
    enrol(user)
    assert password(client, next="/desk/safety/")["Location"] == "/desk/sign-in/code/"
    assert not is_in(client)
    assert client.post("/desk/sign-in/code/", {"code": "000000x"}).status_code == 422
    assert not is_in(client)
    code = next_code(user)
    assert client.post("/desk/sign-in/code/", {"code": code})["Location"] == "/desk/safety/"
    assert is_in(client)
    other = Client()
    password(other)
    assert other.post("/desk/sign-in/code/", {"code": code}).status_code == 422  # a second time
    assert not is_in(other)


def test_a_recovery_code_lets_in(client, user, enrol):
    codes = enrol(user)
    password(client)
    assert client.post("/desk/sign-in/code/", {"code": codes[3]})["Location"] == "/desk/"
    assert is_in(client)


def test_wrong_codes_lock(client, user, enrol, next_code):
    enrol(user)
    password(client)
    for _ in range(5):
        assert client.post("/desk/sign-in/code/", {"code": "1"}).status_code == 422
    locked = client.post("/desk/sign-in/code/", {"code": next_code(user)})
    assert locked.status_code == 429
    assert "之后再试" in locked.content.decode()
    assert not is_in(client)


def test_where_it_is_required_the_first_sign_in_enrols(client, user, settings):
    settings.SECOND_FACTOR = "required"
    assert password(client)["Location"] == "/desk/sign-in/enrol/"
    page = client.get("/desk/sign-in/enrol/").content.decode()
    secret = SecondFactor.objects.get(user=user).draft
    assert f"secret={secret}" in page
    assert "<svg" in page
    assert client.post("/desk/sign-in/enrol/", {"code": "12"}).status_code == 422
    assert client.post("/desk/sign-in/onward/")["Location"] == "/desk/sign-in/enrol/"
    code = totp.code(secret, totp.step_of(timezone.now()))
    shown = client.post("/desk/sign-in/enrol/", {"code": code})
    assert len(shown.context["codes"]) == 10
    assert shown.context["codes"][0] in shown.content.decode()
    assert client.post("/desk/sign-in/onward/")["Location"] == "/desk/"
    assert is_in(client)
    assert list(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True)) == [
        "accounts.code-failed",
        "accounts.enrol-code",
        "accounts.sign-in",
    ]


def test_an_enrolled_account_cannot_enrol_another_device_at_the_door(client, user, enrol):
    enrol(user)
    password(client)
    assert client.get("/desk/sign-in/enrol/")["Location"] == "/desk/sign-in/code/"
    assert client.post("/desk/sign-in/enrol/", {"code": "1"})["Location"] == "/desk/sign-in/code/"
    assert client.post("/desk/sign-in/password/")["Location"] == "/desk/sign-in/code/"
    assert client.post("/desk/sign-in/onward/")["Location"] == "/desk/sign-in/code/"


ALL = addresses(("/desk/", "/cms/"))


def test_the_walk_knows_desk_and_cms():
    names = {address for _, address in ALL}
    assert len(names) > 100
    assert {"/desk/", "/desk/audit/", "/cms/", "/cms/users/", "/desk/foi/1/"} <= names


@pytest.mark.parametrize("arrival", ["by password only", "with an old session", "nobody"])
def test_where_it_is_required_nothing_else_opens(db, settings, arrival):
    """A superuser too: every address sends him to the door, or refuses the method."""
    settings.SECOND_FACTOR = "required"
    boss = User.objects.create_superuser("boss", password=PASSWORD, name="站长")
    opened = {}
    for name, address in ALL:
        if name in DOOR:
            continue
        client = Client(raise_request_exception=False)
        if arrival == "with an old session":
            client.force_login(boss)
        elif arrival == "by password only":
            begin(client, boss)
        for send in (client.get, client.post):
            answer = send(address)
            if answer.status_code not in {301, 302, 403, 404, 405} or _went_in(answer):
                opened[address] = answer.status_code
    assert set(opened) <= OPEN


# the CMS's texts for its scripts: no data, no session; and the way to one's own account
OPEN = {"/cms/account/", "/cms/jsi18n/", "/cms/sprite/", "/cms/sprite-1/"}


def _went_in(answer):
    """A redirect that leads on into the desk or the CMS, not to the door."""
    to = answer.headers.get("Location", "")
    return (
        to.startswith(("/desk/", "/cms/"))
        and not re.search("/(sign-in|login)/", to)
        and not to.endswith("/1/")
    )


def begin(client, user):
    session = client.session
    session[door.PENDING] = {
        "user": user.pk,
        "auth": user.get_session_auth_hash(),
        "at": timezone.now().timestamp(),
        "target": "/desk/",
        "factor": False,
    }
    session.save()
    client.cookies["sessionid"] = session.session_key


def test_ten_minutes_are_enough(client, user, enrol):
    enrol(user)
    password(client)
    session = client.session
    started = timezone.now() - door.WITHIN - timedelta(seconds=1)
    session[door.PENDING] = {**session[door.PENDING], "at": started.timestamp()}
    session.save()
    assert client.get("/desk/sign-in/code/")["Location"] == "/desk/sign-in/"
    assert "登录已超时" in client.get("/desk/sign-in/").content.decode()


def test_a_closed_account_and_a_changed_password_stop_half_way(client, user, enrol, next_code):
    enrol(user)
    password(client)
    user.set_password("changed-meanwhile")
    user.save()
    answer = client.post("/desk/sign-in/code/", {"code": next_code(user)})
    assert answer["Location"] == "/desk/sign-in/"
    assert not is_in(client)


@pytest.mark.parametrize("step", ["code", "enrol", "password", "onward"])
def test_no_step_without_the_password(client, db, step):
    assert client.post(f"/desk/sign-in/{step}/")["Location"] == "/desk/sign-in/"


def test_the_session_has_a_new_key_after_each_step(client, user, enrol, next_code):
    enrol(user)
    client.get("/desk/sign-in/")
    password(client)
    half = client.session.session_key
    client.post("/desk/sign-in/code/", {"code": next_code(user)})
    assert client.session.session_key not in {half, None}


def test_the_cms_has_no_door_of_its_own(client, user):
    assert client.get("/cms/login/?next=/cms/")["Location"] == "/desk/sign-in/?next=/cms/"
    assert client.post("/cms/login/", {"username": "wei", "password": PASSWORD}).status_code == 302
    assert not is_in(client)
    assert client.get("/cms/password_reset/").status_code in {302, 404}


def test_a_provisional_password_is_replaced_first(client, user):
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    assert password(client)["Location"] == "/desk/sign-in/password/"
    assert not is_in(client)

    def replace(new):
        return client.post("/desk/sign-in/password/", {"new_password1": new, "new_password2": new})

    assert "最近用过" in replace(PASSWORD).content.decode()
    assert replace("short-1").status_code == 422
    assert replace("password123").status_code == 422
    assert replace("wei-wei-wei-wei").status_code in {302, 422}
    if not is_in(client):
        assert replace("eine-lange-reihe-worte")["Location"] == "/desk/"
    assert is_in(client)
    user.refresh_from_db()
    assert not user.must_change_password
