"""SQLite: one FTS5 table without content, phrases of character pairs.

The row number holds the day above the id of the entry: newest first is the table's own order, so
that the first page of many thousand hits is read without sorting, and periods are ranges of row
numbers. Filters and whole numbers are words of their own, marked by `_`, which folding never
leaves in a text. FTS5 of SQLite 3.40 forgets a row only when it is told its old words: they are
worked out again from the stored entry.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from huiyin.search import chinese
from huiyin.search.models import Entry
from huiyin.search.question import Question, names, numbers

_ID_BITS = 32
_ID = (1 << _ID_BITS) - 1

_ADD = "INSERT INTO search_words (rowid, title, names, body, labels) VALUES (%s, %s, %s, %s, %s)"
_FORGET = (
    "INSERT INTO search_words (search_words, rowid, title, names, body, labels) "
    "VALUES ('delete', %s, %s, %s, %s, %s)"
)
_FOUND = "FROM search_words WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s"
_SHARES = f"""
    SELECT agency, max(agency_name), "column", max(column_name), theme,
           strftime('%%Y', published_on), count(*)
    FROM (SELECT rowid & {_ID} AS entry_id {_FOUND}) CROSS JOIN search_entry ON id = entry_id
    GROUP BY agency, "column", theme, strftime('%%Y', published_on)
"""  # noqa: S608 - constants only


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

    def page(self, question: Question) -> tuple[int, list[int]]:
        everything, better = _expressions(question)
        last = question.offset + question.limit
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) {_FOUND}", _asked(everything, question))
            (total,) = cursor.fetchone()
            found: dict[int, None] = {}
            for expression in [everything] if question.by_date else [*better, everything]:
                if len(found) >= min(last, total):
                    break
                cursor.execute(
                    f"SELECT rowid {_FOUND} ORDER BY rowid DESC LIMIT %s",
                    [*_asked(expression, question), last + len(found)],
                )
                found.update(dict.fromkeys(rowid & _ID for (rowid,) in cursor))
        return total, list(found)[question.offset : last]

    def shares(self, question: Question) -> Sequence[Sequence[Any]]:
        everything, _ = _expressions(question)
        with connection.cursor() as cursor:
            cursor.execute(_SHARES, _asked(everything, question))
            return list(cursor)


ENGINE = SQLiteEngine()


def _row(entry: Entry) -> list[Any]:
    return [
        _place(entry.published_on, entry.pk),
        chinese.tokens([chinese.fold(entry.title)]),
        chinese.tokens(map(chinese.fold, names(entry))),
        chinese.tokens([chinese.fold(entry.text.body)]),
        " ".join(_labels(entry)),
    ]


def _place(day: date, pk: int) -> int:
    return day.toordinal() << _ID_BITS | pk


def _labels(entry: Entry) -> list[str]:
    """Whole numbers, and what is filtered by; a column stands under each column above it."""
    parts = entry.column.strip("/").split("/")
    above = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    return [
        *(_label("n", number) for number in numbers(entry)),
        _label("a", entry.agency),
        _label("t", entry.theme),
        *(_label("c", f"/{column}/") for column in above),
    ]


def _label(kind: str, value: str) -> str:
    """A word that no text contains and that every tokenizer leaves alone."""
    return f"_{kind}{value.encode().hex()}"


def _phrase(run: str) -> str:
    """All characters in a row; one alone begins a pair or ends a run."""
    return f'"{" ".join(chinese.pairs(run)[:-1])}"' if len(run) > 1 else f'"{run}" *'


def _expressions(question: Question) -> tuple[str, list[str]]:
    """What finds everything, and what finds the better hits first, best first."""
    phrases = [_phrase(run) for run in question.phrases]
    every = f"({' AND '.join(phrases)})"
    better = [f'"{_label("n", question.whole)}"', f"title : {every}", f"{{title names}} : {every}"]
    if len(phrases) > 1:
        better.append(f"({every} AND title : ({' OR '.join(phrases)}))")
    wanted = {"a": question.agency, "c": question.column, "t": question.theme}
    filters = [f' AND "{_label(kind, value)}"' for kind, value in wanted.items() if value]
    everything, *better = [f"{found}{''.join(filters)}" for found in (every, *better)]
    return everything, better


def _asked(expression: str, question: Question) -> list[Any]:
    since, until = question.since or date.min, question.until or date.max
    return [expression, _place(since, 0), _place(until, _ID)]
