"""Kept counts: at every moment what counting everything would give, without reading everything."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.figures import kept, registry
from huiyin.figures.models import KeptBlock, KeptCount
from huiyin.figures.periods import beside, from_records, questions
from huiyin.figures.scope import Several
from huiyin.licensing import actions
from huiyin.licensing.models import Licence

pytestmark = pytest.mark.django_db
DAY = date(2020, 11, 17)
KEYS = ("licensing.decided", "licensing.published.on-time", "licensing.published.late")


@pytest.fixture(autouse=True)
def small(monkeypatch):
    monkeypatch.setattr(kept, "SIZE", 4)


@pytest.fixture
def asked(bureau):
    wanted = [
        (registry.find(key), Several((bureau.pk,), scope))
        for key in KEYS
        for _, *both in beside(DAY, bureau.pk)
        for scope in both
    ]
    return list(questions(wanted).values())


def written(licence, number, day):
    return licence(f"云城管许字〔2020〕{number}号", decided_on=day)


def same(asked):
    (told,), (true,) = kept.tell(asked), from_records(asked)
    nothing = kept._nothing(asked[0])
    return {key: told.get(key, nothing) for key in true.keys() | told.keys()} == {
        key: true.get(key, nothing) for key in true.keys() | told.keys()
    }


def test_any_changes_in_any_order_give_what_a_recount_gives(asked, bureau, licence, robot, morning):
    """New ones, published, voided; taken in now and then, kept anew now and then."""
    chance = random.Random(13)
    made = []
    kept.keep(asked, DAY)
    for number in range(60):
        act = chance.choice(("new", "new", "publish", "void", "follow", "keep"))
        if act == "new":
            made.append(written(licence, number, date(2020, 1, 5) + timedelta(days=number * 5)))
        elif act == "publish" and made:
            one = Licence.objects.get(pk=chance.choice(made).pk)
            if one.published_on is None:
                actions.publish(one, actor=robot, at=morning)
        elif act == "void" and made:
            one = made.pop(chance.randrange(len(made)))
            actions.void(Licence.objects.get(pk=one.pk), actor=robot, at=morning, reason="录错")
        elif act == "follow":
            kept.follow(asked, DAY)
        elif act == "keep":
            kept.keep(asked, DAY)
        assert same(asked), (number, act)
    assert len(made) > 5


def test_what_has_not_changed_is_not_read(asked, licence):
    for number in range(12):
        written(licence, number, date(2020, 5, 6))
    kept.keep(asked, DAY)
    with CaptureQueriesContext(connection) as quiet:
        kept.tell(asked)
    assert len(quiet) == 3
    assert not any("licensing_licence" in one["sql"] for one in quiet)
    written(licence, 99, date(2020, 6, 1))
    with CaptureQueriesContext(connection) as caught:
        assert same(asked)
    assert "json_each('[" in caught[3]["sql"] or "ANY(" in caught[3]["sql"]


def test_what_is_not_kept_is_counted(asked, licence):
    written(licence, 1, date(2020, 5, 6))
    assert not KeptCount.objects.exists()
    assert same(asked)
    assert not KeptCount.objects.exists()


def test_too_many_changes_are_counted_whole(asked, licence, monkeypatch):
    kept.keep(asked, DAY)
    monkeypatch.setattr(kept, "MOST_BLOCKS", 1)
    for number in range(12):
        written(licence, number, date(2020, 5, 6))
    assert same(asked)
    monkeypatch.setattr(kept, "MOST_ENTRIES", 3)
    assert same(asked)
    kept.follow(asked, DAY)
    assert sum(block.counts[0][0] for block in KeptBlock.objects.all()) >= 0
    assert same(asked)


def test_other_days_go(asked, licence, bureau):
    kept.keep(asked, DAY)
    kept.keep(asked, DAY + timedelta(days=1))
    assert set(KeptCount.objects.values_list("day", flat=True)) == {DAY + timedelta(days=1)}


def test_the_nightly_proof_finds_and_mends_what_went_around(asked, licence, caplog):
    """A row that was changed by hand, without an entry."""
    one = written(licence, 1, date(2020, 5, 6))
    kept.keep(asked, DAY)
    assert kept.mend(asked, DAY) == 0
    Licence.objects.filter(pk=one.pk).update(decided_on=date(2018, 1, 1))
    assert not same(asked)
    assert kept.mend(asked, DAY) == 1
    assert "licensing.Licence of agency" in caplog.text
    assert same(asked)
