"""Every place that compares a secret stands under the one limiter, or says why nobody can guess there."""

import re

import pytest
from django.urls import resolve

from . import calls

COMPARES = re.compile(
    r"check_password|authenticate|matching_step|constant_time_compare|compare_digest|of_code"
    r"|of_token|of_confirmation|tracked|unseal|get_signed_cookie"
)
LONG = "at least 128 random bits"
SIGNED = "a signature of the site"
OURS = "compares what the site wrote itself, no secret of a person"
COMMAND = "on the command line, by whoever holds the file; its key costs scrypt"
INNER = "called by the doors below"
LIMITED = {
    "accounts.views.sign_in": "begin",
    "accounts.passwords.is_own": "begin_anywhere",
    "accounts.second_factor._enrol": "_begin",
    "accounts.second_factor._step": INNER,
    "accounts.totp.matching_step": INNER,
    "accounts.passwords.NotUsedBeforeValidator.validate": "beside the right old password alone",
    "foi.portal.apply.resume": "begin",
    "visitors.window.Window.find": INNER,
    "subscriptions.portal.confirm": "_unknown",
    "subscriptions.portal.manage": "_unknown",
    "foi.portal.apply._draft": LONG,
    "accounts.door._pending": SIGNED,
    "foi.portal.opened.application": SIGNED,
    "hotline.portal.receipts.sent": SIGNED,
    "submissions.middleware._typist": SIGNED,
    "throttle.known._read": SIGNED,
    "casework.offered.is_current": OURS,
    "casework.offered.is_text": OURS,
    "foi.actions.answering.check_seen": OURS,
    "hotline.api.signatures.platform_of": LONG,
    "hotline.api.signatures.check_digest": "compares a body with the digest that its sender signed",
    "audit.digests.is_genuine": OURS,
    "backup.archive.Backup.is_ours": OURS,
    "personal.known.check": OURS,
    "backup.management.commands.restore.Command._open_keys": COMMAND,
    "backup.restoring._take_keys": COMMAND,
    "backup.rehearsing._written": COMMAND,
}
"""Function → what it calls to count the try, or why it need not."""


def test_every_comparison_of_a_secret_is_limited_or_says_why():
    comparisons = {
        name.removeprefix("huiyin."): said
        for name, said in calls.graph().items()
        if any(COMPARES.fullmatch(one.rpartition(".")[2]) for one in said)
    }
    assert set(comparisons) == set(LIMITED)
    for name, how in LIMITED.items():
        if how.isidentifier() and how != "signed":
            assert any(one.rpartition(".")[2] == how for one in comparisons[name]), name


@pytest.mark.parametrize(
    "counted",
    [
        "accounts.second_factor._begin",
        "subscriptions.portal._unknown",
        "visitors.window.Window.asked",
    ],
)
def test_what_counts_for_others_counts(counted):
    said = calls.graph()[f"huiyin.{counted}"]
    assert said & {
        "huiyin.throttle.guessing.begin",
        "huiyin.throttle.guessing.begin_anywhere",
        "huiyin.throttle.guessing.missed_link",
    }


def test_no_collection_of_documents_has_a_password():
    """Wagtail's own door for one would know no limit: no address leads there."""
    assert resolve("/cms-documents/authenticate_with_password/1/").url_name == "tree"
