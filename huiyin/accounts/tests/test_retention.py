"""What has been kept long enough is erased, counted and reported."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from huiyin.accounts.models import SignInAttempt
from huiyin.audit.models import Entry
from huiyin.personal import retention
from huiyin.personal.models import Erasure


def test_retention_erases_counts_and_tells(db, capsys):
    now = timezone.now()
    for days in (0, 183, 185, 400):
        SignInAttempt.objects.create(
            username="wei", origin="x", succeeded=False, at=now - timedelta(days=days)
        )
    call_command("retention", dry_run=True)
    assert "登录尝试（184 天，删除）：2 条" in capsys.readouterr().out
    assert SignInAttempt.objects.count() == 4
    call_command("retention", json=True)
    numbers = {
        rule["rule"]: rule["number"] for rule in json.loads(capsys.readouterr().out)["rules"]
    }
    assert numbers["accounts.sign-in-attempts"] == 2
    assert SignInAttempt.objects.count() == 2
    assert Erasure.objects.get().number == 2
    assert Entry.objects.exclude(verb="audit.open").get().verb == "personal.erase"


def test_a_rule_that_finds_its_own_work_again_counts_it_once(db):
    """What is empty holds nothing that could be erased again."""
    now = timezone.now()
    SignInAttempt.objects.create(username="wei", origin="x", succeeded=False, at=now)
    everything = retention.Rule(
        "test.all", "x", "x", timedelta(), lambda m: SignInAttempt.objects.all(), ("origin",)
    )
    assert [retention.apply(everything, at=now) for _ in range(2)] == [1, 0]


def test_two_rules_of_one_name_are_refused():
    one = retention.rules()[0]
    with pytest.raises(ValueError, match="called"):
        retention.rule(retention.Rule(one.key, "x", "x", timedelta(), one.over))
