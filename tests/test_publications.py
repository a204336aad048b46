"""公示记录: what the books say of each publication, whatever moves were made."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.licensing import actions
from huiyin.licensing.models import Licence
from huiyin.licensing.tests import trial
from huiyin.publicity import kinds, tidying
from huiyin.publicity.kinds import digest_of
from huiyin.publicity.models import Ending, Publication, PublicityTerm, shown_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(robot, morning):
    return {"actor": robot, "at": morning}


@pytest.fixture
def public(licence, who):
    return actions.publish(licence(valid_to=date(2026, 5, 30)), **who)


def term(months=1, counted_from="ended", holder="organisation", since=date(2000, 1, 1)):
    return PublicityTerm.objects.create(
        kind="licensing.licence", holder=holder, months=months, counted_from=counted_from,
        valid_from=since, basis="测试",
    )  # fmt: skip


def later(who, **span):
    return {**who, "at": who["at"] + timedelta(**span)}


def books(record):
    return [(one.version, one.ending) for one in Publication.objects.of(record)]


def test_publishing_writes_who_when_and_what(public, who):
    (row,) = Publication.objects.of(public)
    assert (row.put_up_at, row.put_up_by) == (who["at"], who["actor"].name)
    assert (row.due_on, row.until, row.ended_at) == (public.publish_due_on, None, None)
    assert ["行政相对人名称", public.holder_name] in row.wording
    assert row.digest == digest_of(row.wording)


def test_a_person_is_kept_as_shown(licence, who):
    record = licence(
        holder_kind="自然人", holder_name="周小明", holder_uscc="", holder_id="11010519491231002X"
    )
    (row,) = Publication.objects.of(actions.publish(record, **who))
    assert "周小明" not in str(row.wording)
    assert "19491231" not in str(row.wording)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({}, id="nothing personal"),
        pytest.param({"content": "准予周小明（139 0000 0017）搭建"}, id="a telephone"),
        pytest.param({"content": "准予搭建，住址：示例小区3栋2单元501室"}, id="a home"),
        pytest.param({"representative_id": "E12345678", "content": "持E12345678"}, id="a paper"),
        pytest.param({"holder_name": "样例公司13900000017"}, id="a number in a name"),
        pytest.param(
            {
                "holder_kind": "自然人",
                "holder_name": "周小明",
                "holder_uscc": "",
                "content": "准予周小明",
            },
            id="a natural person",
        ),
        pytest.param({"certificate_name": "", "remark": "内部"}, id="an empty field"),
    ],
)
def test_many_at_once_are_worded_as_each_alone(values, licence):
    records = [licence(), licence(reference="云城管许字〔2026〕902号", **values)]
    assert kinds.of(records[0]).wordings_of(records) == [
        kinds.of(one).wording(one) for one in records
    ]


MOVES = {
    "withdraw": ({"reason": "有误"}, [(1, Ending.WITHDRAWN)]),
    "void": ({"reason": "重复"}, [(1, Ending.ERROR)]),
    "revoke": ({"reason": "虚假"}, [(1, Ending.SUPERSEDED), (2, "")]),
    "cancel": ({"reason": "期满"}, [(1, Ending.SUPERSEDED), (2, "")]),
    "amend": ({"values": {"content": "更正"}}, [(1, Ending.SUPERSEDED), (2, "")]),
}


@pytest.mark.parametrize("move", MOVES)
def test_each_move_leaves_its_line(move, public, who):
    details, expected = MOVES[move]
    actions.workflow.moves[move].run(public, **details, **later(who, hours=1))
    assert books(public) == expected


@pytest.mark.parametrize("values", [{"remark": "内部"}, {"source": "乙局"}], ids=str)
def test_what_nobody_reads_makes_no_new_version(values, public, who):
    actions.amend(public, values=values, **later(who, hours=1))
    assert books(public) == [(1, "")]


def test_withdrawn_and_back_keeps_its_first_day(public, who):
    record = actions.withdraw(public, reason="有误", **later(who, days=1))
    record = actions.republish(record, **later(who, days=2))
    assert record.published_on == who["at"].date()
    assert books(record) == [(1, Ending.WITHDRAWN), (2, "")]


def test_a_table_brings_publications_of_their_own_days(bureau, who):
    term()
    rows = [
        trial.licence(bureau, reference=f"许〔2020〕{n}号", published_on=day)
        for n, day in enumerate((date(2020, 5, 8), None, date(2020, 5, 9)), 1)
    ]
    actions.register_many(rows, **who)
    kept = Publication.objects.order_by("put_up_at")
    assert [timezone.localdate(one.put_up_at) for one in kept] == [
        date(2020, 5, 8),
        date(2020, 5, 9),
    ]
    assert {one.until for one in kept} == {date(2021, 6, 5)}
    assert set(Licence.objects.values_list("published_on", "shown_until")) == {
        (date(2020, 5, 8), date(2021, 6, 5)), (None, None), (date(2020, 5, 9), date(2021, 6, 5)),
    }  # fmt: skip


TERMS = {
    "none": (None, {}, None),
    "no last day": (0, {}, None),
    "from the end of validity": (1, {}, date(2026, 6, 30)),
    "from the decision": (72, {"counted_from": "decided"}, date(2026, 5, 6)),
    "of persons only": (1, {"holder": "person"}, None),
    "from a later day on": (1, {"since": date(2026, 3, 4)}, None),
}


@pytest.mark.parametrize("name", TERMS)
def test_the_last_day_follows_from_the_term_of_that_day(name, licence, who):
    months, details, until = TERMS[name]
    if months is not None:
        term(months, **details)
    record = actions.publish(licence(valid_to=date(2026, 5, 30)), **who)
    assert record.shown_until == until


def test_what_would_be_over_already_is_refused_and_not_offered(licence, who):
    term(12, "decided")
    record = licence()
    with pytest.raises(ValidationError, match="公示期已于 2021-05-06 届满"):
        actions.publish(record, **who)
    assert actions.workflow.moves["publish"].guard(record, who["at"].date())
    assert not Publication.objects.exists()


def test_an_amended_day_is_counted_by_its_old_term(licence, who):
    term(1)
    record = actions.publish(licence(valid_to=date(2026, 5, 30)), **who)
    term(60, since=date(2026, 3, 4))
    values = {"valid_to": date(2026, 7, 15)}
    record = actions.amend(record, values=values, **later(who, days=2))
    assert record.shown_until == date(2026, 8, 15)
    assert [one.until for one in Publication.objects.of(record)] == [
        date(2026, 6, 30), date(2026, 8, 15),
    ]  # fmt: skip


def test_tidying_ends_each_at_the_midnight_at_which_it_was_hidden(licence, who, monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 2)
    term(1)
    for number in range(1, 6):
        day = date(2026, 3, 10) + timedelta(days=number // 4)
        actions.publish(licence(reference=f"许〔2020〕{number}号", valid_to=day), **who)
    assert tidying.tidy(date(2026, 4, 10)) == 0
    assert tidying.tidy(date(2026, 4, 11)) == 3
    assert tidying.tidy(date(2026, 5, 1)) == 2
    assert tidying.tidy(date(2026, 5, 1)) == 0
    moments = {timezone.localtime(one.ended_at) for one in Publication.objects.all()}
    zone = who["at"].tzinfo
    assert moments == {datetime(2026, 4, 11, tzinfo=zone), datetime(2026, 4, 12, tzinfo=zone)}


def test_tidying_goes_on_where_it_broke_off(licence, who, monkeypatch):
    monkeypatch.setattr(tidying, "AT_ONCE", 1)
    term(1)
    for number in (1, 2):
        actions.publish(
            licence(reference=f"许〔2020〕{number}号", valid_to=date(2026, 3, 10)), **who
        )
    whole = tidying._end_batch
    calls = iter([whole, None])

    def breaks_off(until):
        return next(calls)(until)

    monkeypatch.setattr(tidying, "_end_batch", breaks_off)
    with pytest.raises(TypeError):
        tidying.tidy(date(2026, 6, 1))
    monkeypatch.setattr(tidying, "_end_batch", whole)
    assert tidying.tidy(date(2026, 6, 1)) == 1
    assert not Publication.objects.filter(ended_at=None).exists()


ACTS = ("publish", "withdraw", "republish", "amend", "revoke", "void", "tidy")


@pytest.mark.parametrize("seed", range(4))
def test_columns_query_and_books_agree_on_every_day(seed, licence, who):
    """Random lives: what is public on a day by the query is what a plain loop over the books says."""
    random = Random(seed)
    term(random.choice([1, 2]))
    records = [
        licence(reference=f"许〔2020〕{n}号", valid_to=date(2026, 3, 1) + timedelta(days=5 * n))
        for n in range(1, 6)
    ]
    for step in range(20):
        at = later(who, days=3 * step)
        for record in records:
            live(random.choice(ACTS), Licence.objects.get(pk=record.pk), at)
        agree(at["at"] + timedelta(minutes=1))


def live(act, record, at):
    """Make this move, if the record as it stands allows it."""
    day = at["at"].date()
    if act == "tidy":
        tidying.tidy(day)
        return
    move = actions.workflow.moves[act]
    if record.state not in move.sources or move.guard(record, day):
        return
    details = {"values": {"content": f"第{day}次更正"}} if act == "amend" else {}
    if "reason" in move.needs:
        details["reason"] = "测试"
    move.run(record, **details, **at)


def agree(moment):
    day = timezone.localdate(moment)
    by_query = set(Licence.objects.public(day).values_list("pk", flat=True))
    by_record, by_books = set(), set()
    for record in Licence.objects.all():
        if record.is_public_on(day):
            by_record.add(record.pk)
        if shown_at(Publication.objects.of(record), moment):
            by_books.add(record.pk)
    assert by_query == by_record == by_books
