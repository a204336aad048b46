"""What was learned from a title is not suggested once no title says it."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from huiyin.search import index, learning, meaning
from huiyin.search.models import FileText, Term

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)


def document(key, title):
    return index.Document(key=key, url=f"/i/{key}", title=title, body="文", published_on=DAY)


@pytest.mark.parametrize("change", ["another title", "withdrawn"])
def test_a_title_goes_with_its_document(change):
    index.put([document("1", "关于张三的通报"), document("2", "关于清扫的通报")])
    learning.learn(at=DAY)
    assert Term.objects.filter(text="关于张三的通报").exists()
    if change == "withdrawn":
        index.drop(["1"])
    else:
        index.put([document("1", "关于结果的通报")])
    assert not Term.objects.filter(text__contains="张三").exists()
    assert Term.objects.filter(text="关于清扫的通报").exists()


def test_a_title_that_another_document_has_too_stays():
    index.put([document("1", "关于清扫的通报"), document("2", "关于清扫的通报")])
    learning.learn(at=DAY)
    index.drop(["1"])
    assert Term.objects.filter(text="关于清扫的通报").exists()


def carrying(key, title, *files):
    return replace(document(key, title), files=tuple((f"{sha}.txt", sha) for sha in files))


@pytest.mark.parametrize("change", ["withdrawn", "without it", "another carries it too"])
def test_what_was_read_in_a_file_goes_with_the_last_that_carries_it(change):
    index.put([carrying("1", "甲", "a" * 64)])
    index.read("a" * 64, "附件里的字句")
    assert index.find(index.Query("附件里的字句")).total == 1
    if change == "another carries it too":
        index.put([carrying("2", "乙", "a" * 64)])
    if change == "without it":
        index.put([document("1", "甲")])
    else:
        index.drop(["1"])
    is_kept = change == "another carries it too"
    assert FileText.objects.exists() is is_kept
    assert index.find(index.Query("附件里的字句")).total == is_kept
    if not is_kept:
        index.read("a" * 64, "附件里的字句")  # a reader that had begun before
        assert not FileText.objects.exists()
        index.put([carrying("1", "甲", "a" * 64)])
        assert FileText.objects.get().is_read is False, "it is read again"


def test_what_is_past_its_day_is_neither_counted_nor_suggested():
    """Twenty-five hits, of which the oldest ended: no timetable has run, the second page is right."""
    ends = timezone.make_aware(datetime.combine(DAY, time()))
    kept = [document(str(number), f"清扫通报{number}") for number in range(24)]
    gone = replace(document("x", "清扫除名通报"), public_until=ends, published_on=date(2020, 1, 1))
    index.put([*kept, gone])
    with time_machine.travel(ends - timedelta(minutes=1), tick=False):
        learning.learn(at=DAY)
        results = index.find(index.Query("清扫"), facets=True)
        assert (results.total, meaning.suggestions("清扫除名")[0].text) == (25, "清扫除名通报")
    with time_machine.travel(ends, tick=False):
        results = index.find(index.Query("清扫"), facets=True)
        assert results.total == sum(count for _, _, count in results.facets["year"]) == 24
        assert len(index.find(index.Query("清扫", offset=20)).hits) == 4
        assert index.find(index.Query("清扫", exact=True)).total == 24
        assert not meaning.suggestions("清扫除名")
        assert not meaning.otherwise("清扫除名通包")
        learning.learn(at=DAY)
        assert not Term.objects.filter(text__contains="除名").exists()


def test_what_is_taken_down_while_terms_are_learned(monkeypatch):
    index.put([document("1", "关于除名的通报")])
    real = learning._words

    def meanwhile():
        index.drop(["1"])
        return real()

    monkeypatch.setattr(learning, "_words", meanwhile)
    learning.learn(at=DAY)
    assert not Term.objects.filter(text__contains="除名").exists()
