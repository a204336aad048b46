"""What needs a value that no key opens any more fails closed, in words, and takes nothing else along."""

import pytest
from django.db import connection, transaction

from huiyin.accounts import second_factor
from huiyin.accounts.models import SecondFactor, User
from huiyin.foi.models import Application
from huiyin.notices import delivery
from huiyin.notices.actions import queue
from huiyin.notices.models import Notice
from huiyin.personal.fields import Unreadable, is_readable
from huiyin.submissions import kept, once
from huiyin.submissions.models import KeptForm, Submission
from huiyin.visitors import drafts
from huiyin.visitors.models import Draft

SPOILT = "0badc0de:AAAA"


def spoil(row, column):
    with connection.cursor() as cursor:
        table = row._meta.db_table
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE id = %s", [SPOILT, row.pk])  # noqa: S608


@pytest.fixture
def user(db):
    return User.objects.create_user("somebody", name="某人")


def test_a_letter_is_given_up_and_the_next_one_leaves(bureau, morning, settings, tmp_path):
    settings.HOME = tmp_path
    with transaction.atomic():
        letters = [
            queue("sms", "13800000000", "题", "文", about=bureau, at=morning) for _ in range(3)
        ]
    spoil(letters[0], "recipient")
    spoil(letters[1], "body")
    done = delivery.deliver(clock=lambda: morning)
    assert (done.sent, done.failed) == (1, 2)
    reasons = Notice.objects.order_by("pk").values_list("failed_reason", flat=True)
    assert list(reasons) == [delivery.UNREADABLE, delivery.UNREADABLE, ""]


def test_a_second_factor_accepts_no_code_and_can_be_begun_anew(user, morning):
    factor = SecondFactor.objects.create(user=user, secret="x", draft="y", confirmed_at=morning)
    spoil(factor, "secret")
    spoil(factor, "draft")
    assert not second_factor.check(user, "000000", origin="127.0.0.1", at=morning)
    assert second_factor.enrol(user, "000000", origin="127.0.0.1", at=morning) is None
    begun = second_factor.draft(user)
    assert is_readable(begun)
    assert second_factor.draft(user) == begun


def test_what_was_typed_beside_it_is_still_there(user, morning):
    for name in ("a", "b"):
        kept.keep(user, f"/desk/{name}/", [["x", name]], at=morning)
    spoil(KeptForm.objects.get(address="/desk/a/"), "fields")
    assert list(kept.of(user, ["/desk/a/", "/desk/b/"])) == ["/desk/b/"]


def test_a_draft_is_damaged_and_a_receipt_forgotten(db, morning):
    draft, token = drafts.begin("foi", at=morning)
    assert drafts.of_token("foi", token, at=morning) == draft
    spoil(Draft.objects.get(), "data")
    with pytest.raises(drafts.DamagedError):
        drafts.of_token("foi", token, at=morning)
    assert once._location(Submission(answer=Unreadable(SPOILT))) == ""


def test_an_applicant_is_still_found_by_the_digest():
    application = Application(applicant_id=Unreadable(SPOILT), applicant_id_digest="as before")
    application.know_applicant()
    assert application.applicant_id_digest == "as before"
