"""SQLite: one FTS5 table without content, phrases of character pairs.

The row number holds the day in its high bits and the id of the entry in its low bits: descending
row numbers are newest first, so that the newest of many thousand hits are read without sorting,
and periods are ranges of row numbers. Filters, samples and whole numbers are words of their own,
marked by `_`, which folding never leaves in a text. Deleting a row from a contentless FTS5 table
(SQLite 3.40) needs its old words: they are computed again from the stored entry.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from huiyin.search import chinese
from huiyin.search.models import Entry
from huiyin.search.question import (
    BOUND,
    RATES,
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

_ID_BITS = 32
_ID = (1 << _ID_BITS) - 1

_ADD = "INSERT INTO search_words (rowid, title, names, body, labels) VALUES (%s, %s, %s, %s, %s)"
_FORGET = (
    "INSERT INTO search_words (search_words, rowid, title, names, body, labels) "
    "VALUES ('delete', %s, %s, %s, %s, %s)"
)
_FOUND = "FROM search_words WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s"
_HOLDING = (
    "SELECT * FROM (SELECT %s AS place, rowid FROM search_words WHERE search_words MATCH %s "
    "ORDER BY rowid DESC LIMIT %s)"
)
_BUT = " AND rowid NOT IN (SELECT value FROM json_each(%s))"
_SHARES = """
    SELECT agency, max(agency_name), "column", max(column_name), theme,
           strftime('%%Y', published_on), count(*)
    FROM json_each(%s) AS hit CROSS JOIN search_entry ON search_entry.id = hit.value
    GROUP BY agency, "column", theme, strftime('%%Y', published_on)
"""


class SQLiteEngine:
    """See `huiyin.search.engines.Engine`."""

    def add(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_ADD, [_row(entry) for entry in entries])

    def forget(self, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(_FORGET, [_row(entry) for entry in entries])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")

    def page(self, question: Question) -> Page:
        everything, better = _expressions(question)
        newest = _newest(everything, question, BOUND + 1)
        volume, every = _survey(everything, question, newest)
        last = question.offset + question.limit
        if not question.exact:
            last = min(last, BOUND)
        if question.by_date or question.in_title:
            ids = dict.fromkeys(newest)
        else:
            ids = {}
            for expression in better:
                if len(ids) < last:
                    ids.update(dict.fromkeys(_newest(expression, question, last)))
        if len(ids) < min(last, volume.total):
            known = len(newest) <= BOUND or last + len(ids) <= len(newest)
            rest = newest if known else _newest(everything, question, last + len(ids))
            ids.update(dict.fromkeys(rest))
        return Page(volume, list(ids)[question.offset : last], every)

    def shares(self, question: Question, page: Page | None) -> Sequence[Sequence[Any]]:
        if page and page.every is not None:
            total, every = page.volume.total, page.every
        else:
            everything, _ = _expressions(question)
            newest = _newest(everything, question, BOUND + 1)
            volume, every = _survey(everything, question, newest)
            total = volume.total
        counted = every[:: len(every) // BOUND + 1]
        with connection.cursor() as cursor:
            cursor.execute(_SHARES, [json.dumps(counted)])
            return [(*row[:-1], round(row[-1] * total / len(counted))) for row in cursor]

    def holding(self, pairs: Sequence[str], most: int) -> list[tuple[int, int]]:
        """The newest ones of each."""
        values = [value for place, pair in enumerate(pairs) for value in (place, f'"{pair}"', most)]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([_HOLDING] * len(pairs)), values)
            return [(place, rowid & _ID) for place, rowid in cursor]


ENGINE = SQLiteEngine()


def _survey(everything: str, question: Question, newest: list[int]) -> tuple[Volume, list[int]]:
    """The number of matches, and the ids of all of them, or of a sample if there are many."""
    if len(newest) <= BOUND:
        return Volume(len(newest)), newest
    if question.exact:
        every = _newest(everything, question, -1)
        return Volume(len(every)), every
    rate = RATES[0]
    sample = _newest(f'{everything} AND "_s{rate}"', question, -1)
    return Volume(len(sample) * rate, rate), sample


def _newest(expression: str, question: Question, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid {_FOUND}{_BUT if question.but else ''} ORDER BY rowid DESC LIMIT %s",
            [*_asked(expression, question), limit],
        )
        return [rowid & _ID for (rowid,) in cursor]


def _row(entry: Entry) -> list[Any]:
    return [
        _place(entry.published_on, entry.pk),
        chinese.tokens([chinese.fold(entry.title)]),
        chinese.tokens(map(chinese.fold, names(entry))),
        chinese.tokens(map(chinese.fold, texts(entry))),
        " ".join(_labels(entry)),
    ]


def _place(day: date, pk: int) -> int:
    return day.toordinal() << _ID_BITS | pk


def _labels(entry: Entry) -> list[str]:
    """Whole numbers, filter values and samples; a column also under each of its parents."""
    return [
        *(_label("n", number) for number in numbers(entry)),
        _label("a", entry.agency),
        _label("t", entry.theme),
        _label("k", kind(entry.key)),
        *(_label("c", column) for column in above(entry.column)),
        *(f"_s{rate}" for rate in samples(entry.key)),
        _marked("_t", [entry.title]),
        _marked("_x", names(entry)),
    ]


def _label(mark: str, value: str) -> str:
    """A word that no text contains and that no tokenizer splits."""
    return f"_{mark}{value.encode().hex()}"


def _marked(mark: str, runs: Iterable[str]) -> str:
    """The pairs of titles or names with their own prefix, so that a match in them is one lookup."""
    pairs = (pair for run in runs for pair in chinese.pairs(chinese.fold(run)))
    return " ".join(f"{mark}{pair}" for pair in pairs)


def _phrase(run: str, mark: str = "") -> str:
    """An FTS5 phrase for the run; a single character is a prefix query on its pairs."""
    if len(run) == 1:
        return f'"{mark}{run}" *'
    return f'"{" ".join(f"{mark}{pair}" for pair in chinese.pairs(run)[:-1])}"'


def _expressions(question: Question) -> tuple[str, list[str]]:
    """The match expression, and the expressions that rank better matches, best match first."""
    phrases = [_phrase(run) for run in question.phrases]
    titled = [_phrase(run, "_t") for run in question.phrases]
    named = [
        f"({title} OR {_phrase(run, '_x')})"
        for title, run in zip(titled, question.phrases, strict=True)
    ]
    every, every_titled = f"({' AND '.join(phrases)})", f"({' AND '.join(titled)})"
    better = [f'"{_label("n", question.whole)}"', every_titled, f"({' AND '.join(named)})"]
    if len(phrases) > 1:
        better.append(f"(({' OR '.join(titled)}) AND {every})")
    if question.in_title:
        every = every_titled
    wanted = {"a": question.agency, "c": question.column, "t": question.theme, "k": question.kind}
    filters = [f' AND "{_label(mark, value)}"' for mark, value in wanted.items() if value]
    everything, *better = [f"{expression}{''.join(filters)}" for expression in (every, *better)]
    return everything, better


def _asked(expression: str, question: Question) -> list[Any]:
    since, until = question.since or date.min, question.until or date.max
    but = [json.dumps([_place(day, pk) for pk, day in question.but])] if question.but else []
    return [expression, _place(since, 0), _place(until, _ID), *but]
