"""Budgets refill, are counted once however many ask at once, and refusals say when to come again."""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest

from huiyin.throttle import budgets, guessing, letters, limits, refusing
from huiyin.throttle.budgets import TooManyError
from huiyin.throttle.models import Spent
from huiyin.throttle.nets import net
from tests.test_two_clerks import at_once

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture(autouse=True)
def rates(settings):
    few = {"MESSAGES": (3, 900), "LETTERS": (2, 60), "LETTERS_NET": (3, 60)}
    few |= {"PASSWORDS": (5, 900), "PASSWORDS_NET": (6, 900), "PASSWORDS_ALL": (5, 86400)}
    settings.LIMITS = settings.LIMITS | few


def refused(*arguments, **named):
    with pytest.raises(TooManyError) as many:
        budgets.spend(*arguments, **named)
    return many.value.seconds


@pytest.mark.parametrize(
    ("origin", "party"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_who_is_one_party(origin, party):
    assert net(origin) == party


@pytest.mark.parametrize(
    ("now", "seconds", "words"),
    [
        ("14:04:00", 60, "请在 14:05 之后再试"),
        ("14:04:01", 60, "请在 14:06 之后再试"),
        ("23:59:30", 60, "请在 3月4日 00:01 之后再试"),
    ],
)
def test_a_refusal_says_when(now, seconds, words):
    at = datetime.fromisoformat(f"2026-03-03T{now}+08:00").astimezone(ZoneInfo("UTC"))
    assert refusing.again(TooManyError(seconds), at=at) == words


def test_a_budget_is_used_up_and_comes_back(db, morning):
    here = (limits.MESSAGES, "a")
    others = ((limits.MESSAGES, f"b{serial}") for serial in count())
    there = next(one for one in others if budgets._key(*one) < budgets._key(*here))  # taken first
    budgets.spend(here, at=morning, cost=2)
    assert budgets.has_left(*here, at=morning)
    budgets.spend(here, at=morning)
    assert not budgets.has_left(*here, at=morning)
    assert refused(here, at=morning) in (300, 301)
    assert refused(there, here, at=morning)
    budgets.spend(there, at=morning, cost=3)  # nothing of it was taken by the refusal
    assert refused(here, at=morning + 4 * MINUTE) in (60, 61)
    budgets.spend(here, at=morning + 5 * MINUTE)  # one of three is regained
    assert refused(here, at=morning + 5 * MINUTE)
    budgets.give_back(here)
    budgets.spend(here, at=morning + 5 * MINUTE)
    budgets.restore(*here)
    budgets.spend(here, at=morning + 5 * MINUTE, cost=99)  # more than there is: all of it
    assert budgets.forget(at=morning + 19 * MINUTE) == 1
    assert budgets.forget(at=morning + 21 * MINUTE) == 1
    assert not Spent.objects.exists()


def test_a_try_counts_for_the_pair_the_network_and_the_secret(db, morning):
    def wrong(whose, origin, browser=""):
        return guessing.begin(guessing.PASSWORD, whose, origin, at=morning, browser=browser)

    for _ in range(4):
        wrong("wei", "192.0.2.1")
    wrong("wei", "192.0.2.1").was_right()  # the pair begins anew, the network keeps its four
    wrong("wei", "192.0.2.1")
    wrong("li", "192.0.2.1")
    with pytest.raises(TooManyError):
        wrong("zhao", "192.0.2.1")
    for _ in range(5):
        wrong("wei", "192.0.2.1", browser="known")
    with pytest.raises(TooManyError):
        wrong("wei", "192.0.2.1", browser="known")
    wrong("wei", "192.0.2.2")  # five wrong ones in all: from here on each counts five
    with pytest.raises(TooManyError):
        wrong("wei", "192.0.2.2")
    wrong("wei", "192.0.2.3").was_right()
    wrong("wei", "192.0.2.3")


def test_an_unproved_address_gets_few_letters(db, morning):
    def letter(to, origin="192.0.2.1"):
        return letters.may_go(to, origin, at=morning)

    assert [letter(to) for to in ("a@x.cn", " A@X.cn", "a@x.cn")] == [True, True, False]
    assert not letter("a@x.cn", "192.0.2.2")
    assert [letter("b@x.cn"), letter("c@x.cn")] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_slip_through(morning):
    outcomes = at_once(*[lambda: budgets.spend((limits.MESSAGES, "a"), at=morning)] * 6)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType"] * 3 + ["TooManyError"] * 3
