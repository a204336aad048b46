"""A session that cannot be written now is no session that somebody has ended."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client

from huiyin.accounts.models import User
from huiyin.database.writing import BusyError

pytestmark = pytest.mark.django_db


def test_a_busy_writer_is_told_and_a_session_that_ended_as_well(monkeypatch):
    User.objects.create_user("anna", password="long enough 1", name="安娜")
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.get())
    session = client.session
    session["word"] = "x"

    def busy(*_, **__):
        raise BusyError("others are writing")

    with monkeypatch.context() as patch:
        patch.setattr(Session, "save", busy)
        with pytest.raises(BusyError):
            session.save()
        sent = {"username": "anna", "password": "long enough 1"}
        assert Client(raise_request_exception=False).post("/desk/sign-in/", sent).status_code == 503
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        session.save()
