"""An account, and one with a device."""

import base64

import pytest
from django.utils import timezone

from huiyin.accounts import second_factor, totp
from huiyin.accounts.models import SecondFactor, User

PASSWORD = "a-long-pass-phrase"


@pytest.fixture
def user(db):
    return User.objects.create_user("wei", password=PASSWORD, name="魏示例")


@pytest.fixture
def enrol():
    """Enrol a device as its owner does; returns the recovery codes."""

    def make(user, at=None):
        at = at or timezone.now()
        secret = second_factor.draft(user)
        codes = second_factor.enrol(user, totp.code(secret, totp.step_of(at)), origin="x", at=at)
        assert len(codes) == second_factor.RECOVERY_CODES
        return codes

    return make


@pytest.fixture
def next_code():
    """What the device shows in the coming step: later than any used one, and within the drift."""

    def show(user):
        factor = SecondFactor.objects.get(user=user)
        SecondFactor.objects.filter(pk=factor.pk).update(last_step=0)
        return totp.code(factor.secret, totp.step_of(timezone.now()))

    return show


@pytest.fixture
def rfc_secret():
    return base64.b32encode(b"12345678901234567890").decode()
