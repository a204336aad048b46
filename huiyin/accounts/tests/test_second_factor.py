"""A code is good once, a recovery code is good once, and guessing ends after five."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from huiyin.accounts import second_factor, totp
from huiyin.accounts.models import RecoveryCode, SecondFactor, User
from huiyin.audit.models import Entry
from huiyin.personal import keys
from huiyin.throttle.budgets import TooManyError


def shown(user, at):
    return totp.code(SecondFactor.objects.get(user=user).secret, totp.step_of(at))


def check(user, typed, at):
    return second_factor.check(user, typed, origin="10.0.0.1", at=at)


def verbs():
    return list(Entry.objects.exclude(verb="audit.open").values_list("verb", flat=True))


def test_a_code_is_good_once(user, enrol, morning):
    enrol(user, morning)
    later = morning + timedelta(minutes=1)
    typed = shown(user, later)
    assert check(user, f" {typed[:3]} {typed[3:]} ", later)
    assert not check(user, typed, later)
    assert not check(user, typed, later + timedelta(seconds=20))
    assert not check(user, shown(user, later - timedelta(seconds=30)), later)  # an earlier step
    assert check(user, shown(user, later + timedelta(seconds=30)), later)
    assert verbs() == ["accounts.enrol-code", *["accounts.code-failed"] * 3]


def test_the_code_of_the_enrolment_does_not_sign_in(user, enrol, morning):
    enrol(user, morning)
    assert not check(user, shown(user, morning), morning)


def test_a_recovery_code_is_good_once_however_it_is_typed(user, enrol, morning):
    first, second, *_ = enrol(user, morning)
    assert check(user, first.lower().replace("-", " "), morning)
    assert not check(user, first, morning)
    assert check(user, second, morning)
    last = Entry.objects.filter(verb="accounts.recovery-code").last()
    assert last.facts == {"left": 8}


def test_a_code_of_the_former_alphabet_still_opens(user, enrol, morning):
    enrol(user, morning)
    former = keys.digest(f"recovery code {user.pk} 25SZ9ABCDE")  # as it was stored until 2026
    RecoveryCode.objects.create(user=user, digest=former)
    assert check(user, "25sz9－abcde", morning)


def test_recovery_codes_belong_to_one_account(user, enrol, morning):
    other = User.objects.create_user("other", password="x", name="别人")
    enrol(other, morning)
    assert not check(other, enrol(user, morning)[0], morning)


def test_renewing_voids_the_old_ones(user, enrol, morning):
    old = enrol(user, morning)
    new = second_factor.renew_recovery_codes(user, origin="x", at=morning)
    assert not set(old) & set(new)
    assert not check(user, old[0], morning)
    assert check(user, new[0], morning)


def test_nothing_of_it_is_readable_in_the_database(user, enrol, morning):
    codes = enrol(user, morning)
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM accounts_secondfactor")
        stored = cursor.fetchone()[0]
    assert SecondFactor.objects.get().secret not in stored
    digests = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not [code for code in codes if code in digests or code.replace("-", "") in digests]


def test_guessing_ends_after_five_from_whatever_address(user, enrol, morning):
    code = enrol(user, morning)[0]
    for number in range(5):
        assert not second_factor.check(user, "000000x", origin=f"10.0.0.{number}", at=morning)
    with pytest.raises(TooManyError) as many:
        check(user, code, morning)
    again = morning + timedelta(seconds=many.value.seconds)
    assert again - morning <= timedelta(minutes=4)
    assert check(user, code, again)


def test_a_recovery_code_beside_a_wrong_new_code_is_not_used_up(user, enrol, morning):
    recovery = enrol(user, morning)[0]
    new = second_factor.draft(user)

    def replace(proof, code):
        return second_factor.replace(user, proof, code, origin="x", at=morning)

    assert replace(recovery, "000000x") == (None, "code")
    right = totp.code(new, totp.step_of(morning))
    assert replace("AAAAA-AAAAA", right) == (None, "proof")
    codes, wrong = replace(recovery, right)
    assert (len(codes), wrong) == (second_factor.RECOVERY_CODES, "")
    assert recovery not in codes
    assert not RecoveryCode.objects.filter(used_at__isnull=False).exists()
    assert not check(user, recovery, morning)


def test_a_wrong_code_enrols_nothing(user, morning):
    second_factor.draft(user)
    assert second_factor.enrol(user, "000000x", origin="x", at=morning) is None
    assert not second_factor.is_enrolled(user)
    assert second_factor.draft(user) == second_factor.draft(user)


def test_the_old_device_works_until_the_new_one_is_confirmed(user, enrol, morning):
    enrol(user, morning)
    second_factor.draft(user)
    assert check(user, shown(user, morning + timedelta(minutes=1)), morning + timedelta(minutes=1))


def test_resetting(user, enrol, actor, robot, morning):
    enrol(user, morning)
    reset = {"at": morning, "reason": "手机丢失，已当面核实"}
    with pytest.raises(PermissionDenied):
        second_factor.reset(user, actor=actor("foi.view_register"), **reset)
    with pytest.raises(PermissionDenied):  # holds no post in the actor's agency
        second_factor.reset(user, actor=actor(second_factor.PERMISSION), **reset)
    with pytest.raises(ValidationError, match="理由"):
        second_factor.reset(user, actor=robot, at=morning, reason="  ")
    second_factor.reset(user, actor=robot, **reset)
    assert not second_factor.is_enrolled(user)
    assert not RecoveryCode.objects.exists()
    assert Entry.objects.last().facts == {"reason": "手机丢失，已当面核实"}
    with pytest.raises(ValidationError, match="没有启用"):
        second_factor.reset(user, actor=robot, **reset)
