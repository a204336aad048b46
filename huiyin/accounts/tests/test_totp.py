"""Codes of a device: the RFC's own vectors, and how far a clock may be off."""

from datetime import UTC, datetime, timedelta

import pytest

from huiyin.accounts import totp

NOW = datetime(2026, 3, 3, 1, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(59, "94287082", id="1970"),
        pytest.param(1111111109, "07081804", id="2005, with a leading zero"),
        pytest.param(1111111111, "14050471", id="2005, the next step"),
        pytest.param(1234567890, "89005924", id="2009"),
        pytest.param(2000000000, "69279037", id="2033"),
        pytest.param(20000000000, "65353130", id="2603, beyond 32 bits"),
    ],
)
def test_vectors_of_rfc_6238(rfc_secret, seconds, expected):
    step = totp.step_of(datetime.fromtimestamp(seconds, UTC))
    assert totp.code(rfc_secret, step, digits=8) == expected
    assert totp.code(rfc_secret, step) == expected[-6:]


@pytest.mark.parametrize(
    ("off", "accepted"),
    [
        pytest.param(0, True, id="in time"),
        pytest.param(-30, True, id="one step late"),
        pytest.param(30, True, id="one step early"),
        pytest.param(-60, False, id="two steps late"),
        pytest.param(60, False, id="two steps early"),
    ],
)
def test_drift(rfc_secret, off, accepted):
    step = totp.step_of(NOW + timedelta(seconds=off))
    typed = totp.code(rfc_secret, step)
    assert totp.matching_step(rfc_secret, typed, NOW) == (step if accepted else None)


@pytest.mark.parametrize("typed", ["", "1", "abcdef", "１２３４５６", "0" * 400, "\x00", "🙂"])
def test_what_is_no_code_matches_nothing(rfc_secret, typed):
    assert totp.matching_step(rfc_secret, typed, NOW) is None


def test_a_secret_that_is_none_says_so():
    with pytest.raises(ValueError, match="base32"):
        totp.code("1!", 1)


def test_the_address_is_what_apps_read():
    address = totp.address("ABCD", issuer="回音 a.cn", account="wei")
    assert address == (
        "otpauth://totp/%E5%9B%9E%E9%9F%B3%20a.cn:wei?secret=ABCD&issuer=%E5%9B%9E%E9%9F%B3%20a.cn"
    )


def test_secrets_are_long_and_differ():
    secrets = {totp.new_secret() for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret) for secret in secrets} == {32}
