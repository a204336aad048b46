"""Questions to blocks of records that are composed once: always what composing them anew gives."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from huiyin.figures import counting, lengths, registry
from huiyin.figures.periods import beside, counted, questions
from huiyin.figures.scope import Several
from huiyin.figures.spreads import Length
from huiyin.figures.statements import Blocks, Statement
from huiyin.licensing.figures import LICENCES
from huiyin.licensing.models import Licence

pytestmark = pytest.mark.django_db
DAY = date(2020, 11, 17)
SIZE = 2


def asked_of(agencies, *keys):
    wanted = [
        (registry.find(key), Several(agencies, scope))
        for key in keys
        for _, *both in beside(DAY, 0)
        for scope in both
    ]
    (asked,) = questions(wanted).values()
    return asked


def published_of(on):
    return on.during("published_on")


@pytest.fixture
def asked(bureau, licence):
    for number in range(11):
        day = date(2020, 1, 6) + timedelta(days=30 * number)
        licence(
            f"云城管许字〔2020〕{number}号",
            decided_on=day,
            published_on=day + timedelta(days=number),
        )
    return asked_of((bureau.pk,), "licensing.decided", "licensing.published.on-time")


@pytest.mark.parametrize("step", [1, 2, 3])
def test_any_blocks_say_what_all_say_of_them(asked, step):
    whole = counted(asked, Blocks(SIZE))
    only = frozenset(sorted({block for _, block in whole})[::step]) | {9_999_999}
    for _ in range(2):  # composed, and as it was composed
        some = counted(asked, Blocks(SIZE, only))
        assert some == {part: told for part, told in whole.items() if part[1] in only}


def test_lengths_of_some_blocks(bureau, asked):
    published = Length(
        "x.days", "公示用时", "个工作日", "", LICENCES, published_of, since="decided_on",
        till="published_on",
    )  # fmt: skip
    year = Several((bureau.pk,), registry.Scope.year(bureau.pk, 2020, DAY))
    (of_length,) = questions([(published, year)]).values()
    whole = counted(of_length, Blocks(SIZE))
    assert len(whole) > 3
    assert any(days for told in whole.values() for taken in told.lengths for days in taken)
    assert counted(of_length, Blocks(SIZE, frozenset(block for _, block in whole))) == whole


def test_of_no_agency_nothing_is_read(asked):
    of_none = asked_of((), "licensing.decided")
    with CaptureQueriesContext(connection) as caught:
        assert counted(of_none, Blocks(SIZE, frozenset({1, 2}))) == {}
    assert len(caught) == 0


def test_all_blocks_are_read_at_once_by_their_numbers(asked):
    with CaptureQueriesContext(connection) as caught:
        counted(asked, Blocks(SIZE, frozenset({1, 2, 3, 7, 9, 10})))
    assert len(caught) == 1
    assert "2, 3, 4, 5, 6, 7, 14, 15, 18, 19, 20, 21" in caught[0]["sql"]


def test_composing_asks_no_database(bureau):
    """What a remembered question says can depend on nothing that may change meanwhile."""
    agencies = (bureau.pk,)
    counting._statement.cache_clear()
    lengths._statement.cache_clear()
    scopes = [Several(agencies, scope) for _, *both in beside(DAY, bureau.pk) for scope in both]
    known = [one for one in registry.all_figures() if not one.measures]
    with CaptureQueriesContext(connection) as caught:
        for asked in questions([(one, scope) for one in known for scope in scopes]).values():
            counting._statement(asked.ledger, tuple(asked.counts)[:200], SIZE)
    assert len(caught) == 0


def test_a_question_that_leaves_out_the_records_is_refused():
    with pytest.raises(ValueError, match="does not ask which"):
        Statement(lambda within: Licence.objects.filter(~Q(state="x")).values_list("pk"))
