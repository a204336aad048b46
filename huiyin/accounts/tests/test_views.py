"""Signing in and out: one answer for all failures, the throttle, the safe way on, the audit."""

import pytest

from huiyin.accounts.models import SignInAttempt, User
from huiyin.audit.models import Entry

PASSWORD = "a-long-pass-phrase"


@pytest.fixture
def user(db):
    return User.objects.create_user("wei", password=PASSWORD, name="魏示例")


def sign_in(client, username="wei", password=PASSWORD, **more):
    return client.post("/desk/sign-in/", {"username": username, "password": password, **more})


def verbs():
    return list(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True))


def test_in_and_out(client, user):
    assert sign_in(client)["Location"] == "/desk/"
    assert client.get("/desk/sign-out/").status_code == 405
    assert client.post("/desk/sign-out/")["Location"] == "/desk/sign-in/"
    assert client.get("/desk/").status_code == 302
    assert verbs() == ["accounts.sign-in", "accounts.sign-out"]
    assert {entry.subject_key for entry in Entry.objects.exclude(verb="audit.open")} == {
        str(user.pk)
    }


def test_unknown_wrong_and_closed_get_the_same_answer(client, user):
    User.objects.create_user("gone", password=PASSWORD, name="某示例", is_active=False)
    answers = [
        sign_in(client, "nobody"),
        sign_in(client, password="wrong"),
        sign_in(client, "gone"),
    ]
    said = [answer.context["form"].non_field_errors() for answer in answers]
    assert said[0] == said[1] == said[2] == ["用户名或密码不正确，请核对后重试"]
    assert {answer.status_code for answer in answers} == {422}
    assert PASSWORD not in answers[0].content.decode()
    assert SignInAttempt.objects.count() == 3
    assert verbs() == ["accounts.sign-in-failed"] * 2  # nothing to name for an unknown one


def test_five_failures_lock_and_say_until_when(client, user):
    for _ in range(5):
        assert sign_in(client, password="wrong").status_code == 422
    locked = sign_in(client)
    assert locked.status_code == 429
    assert 0 < int(locked["Retry-After"]) <= 181
    assert "之后再试" in locked.content.decode()
    assert sign_in(client, "somebody-else").status_code == 422
    typed = {"username": "wei", "password": PASSWORD}
    elsewhere = client.post("/desk/sign-in/", typed, REMOTE_ADDR="10.1.1.1")
    assert elsewhere.status_code == 302  # and this browser is known from now on
    client.post("/desk/sign-out/")
    assert sign_in(client).status_code == 302


def test_one_password_tried_on_many_names_locks_the_address(client, user, settings):
    settings.LIMITS = settings.LIMITS | {"PASSWORDS_NET": (4, 900)}
    for number in range(4):
        assert sign_in(client, f"name-{number}", password="Summer2026").status_code == 422
    assert sign_in(client).status_code == 429
    elsewhere = {"username": "wei", "password": PASSWORD}
    assert client.post("/desk/sign-in/", elsewhere, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_success_counts_anew(client, user):
    for _ in range(4):
        sign_in(client, password="wrong")
    assert sign_in(client).status_code == 302
    client.cookies.clear()
    assert sign_in(client, password="wrong").status_code == 422
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize(
    ("wanted", "target"),
    [
        pytest.param("/desk/foi/", "/desk/foi/", id="a page of this site"),
        pytest.param("https://example.com/", "/desk/", id="another site"),
        pytest.param("//example.com/", "/desk/", id="another site without scheme"),
        pytest.param("/\\example.com", "/desk/", id="a backslash"),
        pytest.param("javascript:alert(1)", "/desk/", id="a script"),
        pytest.param("", "/desk/", id="nowhere"),
    ],
)
def test_the_way_on_stays_on_this_site(client, user, wanted, target):
    assert sign_in(client, next=wanted)["Location"] == target
    assert client.get("/desk/sign-in/", {"next": wanted})["Location"] == target


@pytest.mark.parametrize(
    ("username", "password"),
    [("", "x"), ("wei", ""), ("a" * 200, "x"), ("we\x00i", "x"), ("wei", "x" * 5000)],
)
def test_what_cannot_be_an_account_is_no_fault(client, user, username, password):
    assert sign_in(client, username, password).status_code == 422


def test_changing_the_password(client, user):
    client.force_login(user)
    new = "another-long-phrase"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/desk/password/", typed | {"old_password": "no"}).status_code == 422
    assert client.post("/desk/password/", typed | {"new_password2": "no"}).status_code == 422
    assert client.post("/desk/password/", typed).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert verbs() == ["accounts.password"]


def test_a_password_is_not_guessed_within_a_session(client, user):
    client.force_login(user)
    new = "another-long-phrase"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    right_as_new = {"old_password": "no", "new_password1": PASSWORD, "new_password2": PASSWORD}
    errors = client.post("/desk/password/", right_as_new).context["form"].errors
    assert set(errors) == {"old_password"}  # else it would tell that the guess was right
    guesses = [client.post("/desk/password/", typed | {"old_password": "no"}) for _ in range(3)]
    guesses.append(client.post("/desk/safety/device/", {"proof": "no", "code": "1"}))
    assert {answer.status_code for answer in guesses} == {422}
    for address, values in (
        ("/desk/password/", typed),
        ("/desk/safety/device/", {"proof": PASSWORD, "code": "1"}),
    ):
        refused = client.post(address, values)
        assert (refused.status_code, "之后再试" in refused.content.decode()) == (429, True)
        assert 0 < int(refused["Retry-After"]) <= 181
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
