"""PostgreSQL: an array of character pairs under GIN finds candidates, the folded text decides.

An array stores no positions, so tsvector's limits (16,383 positions, 256 occurrences of a word,
1 MB) do not apply: a document of any length is one row, and a phrase is found wherever it stands.
A query of one pair or one character needs no check against the text.

Filters, months, samples and the pairs of titles are stored in the same array, marked by `_`, which
folding never leaves in a text: one index serves all of them. A common word is searched only in
as many of the newest months as hold enough hits; a sample estimates first how common it is. The
first pages come from fewer months still, and texts are read there only until a page is full.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
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
    Page,
    Question,
    Volume,
    above,
    kind,
    names,
    numbers,
    samples,
    texts,
)

CANDIDATES = 2 * BOUND
"""rows with all the right pairs that one query may look at"""
FRONT = 400
"""as many for the first pages, which are asked far more often than the rest"""
_SAMPLED = BOUND // 2
"""rows of a sample that an estimate may look at"""
_MOST_MONTHS = 1200

_ADD = (
    "INSERT INTO search_words (entry_id, title, names, body, numbers, pairs) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (entry_id) DO UPDATE SET title = excluded.title, "
    "names = excluded.names, body = excluded.body, numbers = excluded.numbers, pairs = excluded.pairs"
)
_FROM = "FROM search_words w JOIN search_entry e ON e.id = w.entry_id WHERE {condition}"
_FOUND = f"SELECT e.id, e.published_on, {{rank}} AS rank {_FROM}"
_RANKED = """
    SELECT *, CASE WHEN rank >= %s THEN rank ELSE 0 END AS first, published_on >= %s AS in_front
    FROM (SELECT e.id, e.published_on, {rank} AS rank, w.title, w.names, w.body
          FROM search_words w JOIN search_entry e ON e.id = w.entry_id WHERE {condition}) r
"""
_PAGE = """
    WITH found AS MATERIALIZED ({found})
    SELECT (SELECT count(*) FROM found),
           ARRAY(SELECT id FROM found ORDER BY rank DESC, published_on DESC, id DESC
                 LIMIT %s OFFSET %s)
"""
# Sorted by titles and days alone, then read in that order: `OFFSET 0` keeps the texts out of it.
_BOUNDED = """
    SELECT id FROM ({found} ORDER BY first DESC, in_front DESC, rank DESC, published_on DESC, id DESC
                    OFFSET 0) w
    WHERE {checked}
    ORDER BY first DESC, in_front DESC, rank DESC, published_on DESC, id DESC LIMIT %s OFFSET %s
"""
_SHARES = f"""
    SELECT e.agency, max(e.agency_name), e."column", max(e.column_name), e.theme,
           to_char(e.published_on, 'YYYY') AS year, count(*) {_FROM}
    GROUP BY e.agency, e."column", e.theme, year
"""
_WORDS = "FROM search_words w WHERE {condition}"
_HOLDING = """
    SELECT asked.place - 1, hit.entry_id
    FROM unnest(%s::text[]) WITH ORDINALITY AS asked(pair, place),
         LATERAL (SELECT entry_id FROM search_words WHERE pairs @> ARRAY[asked.pair COLLATE "C"] LIMIT %s) AS hit
"""
_COUNT = "SELECT count(*) FROM search_words w WHERE w.pairs @> %s::text[]"
_CUT = """
    SELECT (SELECT published_on FROM search_entry WHERE published_on <= %s
            ORDER BY published_on DESC OFFSET %s LIMIT 1)
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

    def page(self, question: Question) -> Page:
        common = 0 if question.exact else _common(question)
        if common:
            return Page(_estimate(question, common), _newest_and_best(question, common))
        rank, ranked = _rank(question)
        condition = _condition(question)
        matching = _FOUND.format(rank=rank, condition=condition.sql)
        limit = question.limit if question.exact else min(question.limit, BOUND - question.offset)
        values = [*ranked, *condition.values, max(limit, 0), question.offset]
        counted, ids = _one(_PAGE.format(found=matching), values)
        return Page(Volume(counted), ids)

    def shares(self, question: Question, page: Page | None) -> Sequence[Sequence[Any]]:
        if page:
            rate = page.volume.rate
        else:
            common = 0 if question.exact else _common(question)
            rate = _rate(common) if common else 1
        condition = _condition(question, *([f"_s{rate}"] if rate > 1 else []))
        with connection.cursor() as cursor:
            cursor.execute(_SHARES.format(condition=condition.sql), condition.values)
            return [(*row[:-1], row[-1] * rate) for row in cursor]

    def holding(self, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
        """Any of each."""
        with connection.cursor() as cursor:
            cursor.execute(_HOLDING, [list(pairs), most])
            return [(place, key) for place, key in cursor]


ENGINE = PostgreSQLEngine()


def _one(sql: str, values: list[Any]) -> Sequence[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())


def _row(entry: Entry) -> list[Any]:
    title, bodies = chinese.fold(entry.title), [chinese.fold(text) for text in texts(entry)]
    others = [chinese.fold(name) for name in names(entry)]
    pairs = {pair for run in (title, *bodies, *others) for pair in (*chinese.pairs(run), *run)}
    pairs |= {f"_t{pair}" for pair in (*chinese.pairs(title), *title)}
    labels = _labels(entry)
    return [
        entry.pk,
        title,
        "\n".join(others),
        "\n".join(bodies),
        numbers(entry),
        sorted(pairs | labels),
    ]


def _labels(entry: Entry) -> set[str]:
    """Whole numbers, filter values, month and samples; a column also under each of its parents."""
    return {
        *(f"_n{number}" for number in numbers(entry)),
        f"_a{entry.agency}",
        f"_h{entry.theme}",
        f"_k{kind(entry.key)}",
        f"_m{entry.published_on:%Y%m}",
        *(f"_c{column}" for column in above(entry.column)),
        *(f"_s{rate}" for rate in samples(entry.key)),
    }


def _wanted(question: Question, *more: str) -> list[str]:
    """The pairs and labels that the array of every matching row contains."""
    mark = "_t" if question.in_title else ""
    pairs = {f"{mark}{pair}" for run in question.phrases for pair in _needed(run)}
    filters = {
        "_a": question.agency,
        "_h": question.theme,
        "_c": question.column,
        "_k": question.kind,
    }
    return sorted(pairs | {f"{mark}{value}" for mark, value in filters.items() if value} | {*more})


def _condition(question: Question, *more: str) -> Condition:
    """The complete condition: index, days, and the check against the texts."""
    labelled, checked = _labelled(question, *more), _checked(question)
    return labelled.and_(checked.sql, *checked.values)


def _labelled(question: Question, *more: str) -> Condition:
    """The part of the condition that the index and the days decide."""
    condition = Condition("w.pairs @> %s::text[]", [_wanted(question, *more)])
    if question.but:
        condition = condition.and_("w.entry_id <> ALL(%s)", [pk for pk, _ in question.but])
    if question.since:
        condition = condition.and_("e.published_on >= %s", question.since)
    if question.until:
        condition = condition.and_("e.published_on <= %s", question.until)
    if question.since and (months := _months(question.since, question.until or _newest_day())):
        condition = condition.and_("w.pairs && %s::text[]", months)
    return condition


def _checked(question: Question) -> Condition:
    """The check against the texts, longest text last. `strpos` skips ahead; LIKE tries each place."""
    condition = Condition("true", [])
    for run in question.phrases:
        if len(run) > 2 and question.in_title:
            condition = condition.and_("strpos(w.title, %s) > 0", run)
        elif len(run) > 2:
            condition = condition.and_(
                "(strpos(w.title, %s) > 0 OR strpos(w.names, %s) > 0 OR strpos(w.body, %s) > 0)",
                *[run] * 3,
            )
    return condition


def _needed(run: str) -> list[str]:
    return chinese.pairs(run)[:-1] if len(run) > 1 else [run]


def _anywhere(run: str) -> str:
    """A LIKE pattern; folded text contains no wildcards to escape."""
    return f"%{run}%"


def _common(question: Question) -> int:
    """The estimated number of candidates if it is above `CANDIDATES`, else 0.

    Counted in the index alone, without reading texts or days.
    """
    smallest = RATES[-1]
    (counted,) = _one(_COUNT, [_wanted(question, f"_s{smallest}")])
    return counted * smallest if counted * smallest > CANDIDATES else 0


def _estimate(question: Question, common: int) -> Volume:
    rate = _rate(common)
    dated = question.since or question.until
    checked = any(len(run) > 2 for run in question.phrases)
    if rate == RATES[-1] and not dated and not checked:
        return Volume(common, rate)  # `common` came from this same sample
    condition = _condition(question, f"_s{rate}")
    source = _FROM if dated else _WORDS
    (counted,) = _one(f"SELECT count(*) {source.format(condition=condition.sql)}", condition.values)
    return Volume(counted * rate, rate)


def _rate(common: int) -> int:
    """The largest sample that is small enough to read."""
    return next((rate for rate in RATES if common // rate <= _SAMPLED), RATES[-1])


def _newest_and_best(question: Question, common: int) -> list[int]:
    """A page of the newest matches, and of older ones that match by number or by title.

    Newer matches come before older ones, except those by number or title: so a page that the
    newest months can fill is the same page that a search of more months would return.
    """
    limit = min(question.limit, BOUND - question.offset)
    if limit <= 0:
        return []
    (known,) = _one(_COUNT, [[f"_s{RATES[-1]}"]])
    share = max(known * RATES[-1], common) / common
    titled = None if question.by_date or question.in_title else replace(question, in_title=True)
    if titled and _one(_COUNT, [_wanted(titled, f"_s{RATES[-1]}")])[0] * RATES[-1] > BOUND:
        titled = None
    front = _since(question, int(FRONT * share))
    ids = _part(question, titled, front, front, limit)
    if len(ids) < limit and front > date.min:
        ids = _part(question, titled, front, _since(question, int(CANDIDATES * share)), limit)
    return ids


def _part(
    question: Question, titled: Question | None, front: date, since: date, limit: int
) -> list[int]:
    """A page of matches since that day, and of older ones that match by number or title."""
    rank, ranked = _rank(question)
    newest = _labelled(question)
    if months := _months(since, question.until or _newest_day()):
        newest = newest.and_("w.pairs && %s::text[]", months)
    conditions = [newest.and_("e.published_on >= %s", since)]
    if not question.by_date and not question.in_title:
        numbered = _condition(question, f"_n{question.whole}")
        conditions.append(numbered.and_("e.published_on < %s", since))
    if titled:
        older = _condition(titled).and_("e.published_on < %s", since)
        conditions.append(older.and_("NOT %s = ANY(w.numbers)", question.whole))
    parts = [_RANKED.format(rank=rank, condition=condition.sql) for condition in conditions]
    first = [TITLE if titled else EXACT, front]
    values = [value for condition in conditions for value in (*first, *ranked, *condition.values)]
    checked = _checked(question)
    sql = _BOUNDED.format(found=" UNION ALL ".join(parts), checked=checked.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *checked.values, limit, question.offset])
        return [pk for (pk,) in cursor]


def _since(question: Question, enough: int) -> date:
    """The first day of the latest month since which there are `enough` entries of any kind."""
    (cut,) = _one(_CUT, [question.until or date.max, enough])
    return cut.replace(day=1) if cut else date.min


def _newest_day() -> date:
    (newest,) = _one("SELECT max(published_on) FROM search_entry", [])
    return newest or date.min


def _months(since: date, until: date) -> list[str]:
    """The labels of all months of a period; none if it is too long to list its months."""
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    if last - first > _MOST_MONTHS:
        return []
    return [f"_m{month // 12:04}{month % 12 + 1:02}" for month in range(first, last + 1)]


def _rank(question: Question) -> tuple[str, list[Any]]:
    if question.by_date or question.in_title:
        return "0", []
    in_title = ["w.title LIKE %s"] * len(question.phrases)
    in_names = ["(w.title LIKE %s OR w.names LIKE %s)"] * len(question.phrases)
    cases = f"""CASE WHEN %s = ANY(w.numbers) THEN {EXACT}
        WHEN {" AND ".join(in_title)} THEN {TITLE}
        WHEN {" AND ".join(in_names)} THEN {NAMES}
        WHEN {" OR ".join(in_title)} THEN {PARTLY_TITLE} ELSE {BODY} END"""
    phrases = [_anywhere(run) for run in question.phrases]
    twice = [pattern for pattern in phrases for _ in range(2)]
    return cases, [question.whole, *phrases, *twice, *phrases]
