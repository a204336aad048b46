"""PostgreSQL: an array of character pairs under GIN finds candidates, the folded text decides.

An array knows no positions, hence none of tsvector's limits (16,383 positions, 256 places of a
word, 1 MB): a document of any length is one row, and a phrase of any place in it is found. One
pair, or one character, needs no second look.

Filters, months, samples and the pairs of titles stand in the same array, marked by `_`, which
folding never leaves in a text: one index answers all of it. A word that is common is looked for
in the newest months only, as many as hold enough; how common it is, a sample says first.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from huiyin.search import chinese
from huiyin.search.models import Entry
from huiyin.search.question import (
    BODY,
    BOUND,
    EXACT,
    NAMES,
    PARTLY_TITLE,
    RATES,
    TITLE,
    Found,
    Question,
    Volume,
    above,
    names,
    numbers,
    samples,
    texts,
)

CANDIDATES = 2 * BOUND
"""rows with all the right pairs that one query may look at"""
_MOST_MONTHS = 1200

_ADD = (
    "INSERT INTO search_words (entry_id, title, names, body, numbers, pairs) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (entry_id) DO UPDATE SET title = excluded.title, "
    "names = excluded.names, body = excluded.body, numbers = excluded.numbers, pairs = excluded.pairs"
)
_FROM = "FROM search_words w JOIN search_entry e ON e.id = w.entry_id WHERE {condition}"
_FOUND = f"SELECT e.id, e.published_on, {{rank}} AS rank {_FROM}"
_PAGE = """
    WITH found AS MATERIALIZED ({found})
    SELECT (SELECT count(*) FROM found),
           ARRAY(SELECT id FROM found ORDER BY rank DESC, published_on DESC, id DESC
                 LIMIT %s OFFSET %s)
"""
_SHARES = f"""
    SELECT e.agency, max(e.agency_name), e."column", max(e.column_name), e.theme,
           to_char(e.published_on, 'YYYY') AS year, count(*) {_FROM}
    GROUP BY e.agency, e."column", e.theme, year
"""
_CANDIDATES = "SELECT count(*) FROM search_words w WHERE w.pairs @> %s::text[]"
_CUT = """
    SELECT (SELECT published_on FROM search_entry WHERE published_on <= %s
            ORDER BY published_on DESC OFFSET %s LIMIT 1),
           (SELECT max(published_on) FROM search_entry WHERE published_on <= %s)
"""


class Condition(NamedTuple):
    """A part of SQL and its values."""

    sql: str
    values: list[Any]

    def and_(self, sql: str, *values: Any) -> "Condition":
        return Condition(f"{self.sql} AND {sql}", [*self.values, *values])


class PostgreSQLEngine:
    """See `huiyin.search.engines.Engine`."""

    def add(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, [_row(entry) for entry in entries])

    def forget(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_words WHERE entry_id = ANY(%s)",
                [[entry.pk for entry in entries]],
            )

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_words")

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('search_words_pairs')")
            cursor.execute("ANALYZE search_words, search_entry")

    def page(self, question: Question) -> Found:
        common = 0 if question.exact else _common(question)
        found = [_condition(question)]
        if common:
            found = _bounded(question, common)
        rank, ranked = ("0", []) if question.by_date or question.in_title else _rank(question)
        parts = [_FOUND.format(rank=rank, condition=condition.sql) for condition in found]
        values = [value for condition in found for value in (*ranked, *condition.values)]
        limit = question.limit if question.exact else min(question.limit, BOUND - question.offset)
        counted, ids = _one(
            _PAGE.format(found=" UNION ".join(parts)), [*values, max(limit, 0), question.offset]
        )
        return Found(_estimate(question, common) if common else Volume(counted), ids)

    def shares(self, question: Question, found: Found | None) -> Sequence[Sequence[Any]]:
        if found:
            rate = found.volume.rate
        else:
            common = 0 if question.exact else _common(question)
            rate = _rate(common) if common else 1
        condition = _condition(question, *([f"_s{rate}"] if rate > 1 else []))
        with connection.cursor() as cursor:
            cursor.execute(_SHARES.format(condition=condition.sql), condition.values)
            return [(*row[:-1], row[-1] * rate) for row in cursor]


ENGINE = PostgreSQLEngine()


def _one(sql: str, values: list[Any]) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())


def _row(entry: Entry) -> list[Any]:
    title, bodies = chinese.fold(entry.title), [chinese.fold(text) for text in texts(entry)]
    others = [chinese.fold(name) for name in names(entry)]
    found = {found for run in (title, *bodies, *others) for found in (*chinese.pairs(run), *run)}
    found |= {f"_t{found}" for found in (*chinese.pairs(title), *title)}
    labels = _labels(entry)
    return [
        entry.pk,
        title,
        "\n".join(others),
        "\n".join(bodies),
        numbers(entry),
        sorted(found | labels),
    ]


def _labels(entry: Entry) -> set[str]:
    """Whole numbers, what is filtered by, month, samples; a column stands under each above it."""
    return {
        *(f"_n{number}" for number in numbers(entry)),
        f"_a{entry.agency}",
        f"_h{entry.theme}",
        f"_m{entry.published_on:%Y%m}",
        *(f"_c{column}" for column in above(entry.column)),
        *(f"_s{rate}" for rate in samples(entry.key)),
    }


def _wanted(question: Question, *more: str) -> list[str]:
    """What the array of everything that answers holds."""
    mark = "_t" if question.in_title else ""
    pairs = {f"{mark}{found}" for run in question.phrases for found in _needed(run)}
    filters = {"_a": question.agency, "_h": question.theme, "_c": question.column}
    return sorted(pairs | {f"{kind}{value}" for kind, value in filters.items() if value} | {*more})


def _condition(question: Question, *more: str) -> Condition:
    condition = Condition("w.pairs @> %s::text[]", [_wanted(question, *more)])
    for run in question.phrases:
        if len(run) > 2 and question.in_title:
            condition = condition.and_("w.title LIKE %s", _anywhere(run))
        elif len(run) > 2:
            patterns = [_anywhere(run)] * 3
            condition = condition.and_(
                "(w.body LIKE %s OR w.title LIKE %s OR w.names LIKE %s)", *patterns
            )
    if question.since:
        condition = condition.and_("e.published_on >= %s", question.since)
    if question.until:
        condition = condition.and_("e.published_on <= %s", question.until)
    if question.since and (months := _months(question.since, question.until or _newest_day())):
        condition = condition.and_("w.pairs && %s::text[]", months)
    return condition


def _needed(run: str) -> list[str]:
    return chinese.pairs(run)[:-1] if len(run) > 1 else [run]


def _anywhere(run: str) -> str:
    """A pattern; folded text holds no wildcards."""
    return f"%{run}%"


def _common(question: Question) -> int:
    """About how many rows have all the right pairs, where that is more than may be looked at.

    Counted in the index alone, without a look at texts or days.
    """
    smallest = RATES[-1]
    (counted,) = _one(_CANDIDATES, [_wanted(question, f"_s{smallest}")])
    return counted * smallest if counted * smallest > CANDIDATES else 0


def _estimate(question: Question, common: int) -> Volume:
    rate = _rate(common)
    condition = _condition(question, f"_s{rate}")
    (counted,) = _one(f"SELECT count(*) {_FROM.format(condition=condition.sql)}", condition.values)
    return Volume(counted * rate, rate)


def _rate(common: int) -> int:
    """The larger sample where it is small enough to be looked at."""
    return next((rate for rate in RATES if common // rate <= BOUND), RATES[-1])


def _bounded(question: Question, common: int) -> list[Condition]:
    """The newest part of what answers, and what has the number itself or all words in its title."""
    (known,) = _one(_CANDIDATES, [[f"_s{RATES[-1]}"]])
    everything = known * RATES[-1]
    enough = CANDIDATES * max(everything, common) // common
    cut, newest = _one(_CUT, [question.until or date.max, enough, question.until or date.max])
    months = _months(cut, newest) if cut else []
    condition = _condition(question)
    newest_part = condition.and_("w.pairs && %s::text[]", months) if months else condition
    if question.by_date or question.in_title:
        return [newest_part]
    titled = [f"_t{found}" for run in question.phrases for found in _needed(run)]
    (in_titles,) = _one(_CANDIDATES, [[*_wanted(question, f"_s{RATES[-1]}"), *titled]])
    better = [condition.and_("w.pairs @> %s::text[]", [f"_n{question.whole}"])]
    if in_titles * RATES[-1] <= BOUND:
        better.append(condition.and_("w.pairs @> %s::text[]", titled))
    return [newest_part, *better]


def _newest_day() -> date:
    (newest,) = _one("SELECT max(published_on) FROM search_entry", [])
    return newest or date.min


def _months(since: date, until: date) -> list[str]:
    """The labels of all months of a period; none where it is too long to be told that way."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    if last - first > _MOST_MONTHS:
        return []
    return [f"_m{month // 12:04}{month % 12 + 1:02}" for month in range(first, last + 1)]


def _rank(question: Question) -> tuple[str, list[Any]]:
    in_title = ["w.title LIKE %s"] * len(question.phrases)
    in_names = ["(w.title LIKE %s OR w.names LIKE %s)"] * len(question.phrases)
    cases = f"""CASE WHEN %s = ANY(w.numbers) THEN {EXACT}
        WHEN {" AND ".join(in_title)} THEN {TITLE}
        WHEN {" AND ".join(in_names)} THEN {NAMES}
        WHEN {" OR ".join(in_title)} THEN {PARTLY_TITLE} ELSE {BODY} END"""
    phrases = [_anywhere(run) for run in question.phrases]
    twice = [pattern for pattern in phrases for _ in range(2)]
    return cases, [question.whole, *phrases, *twice, *phrases]
