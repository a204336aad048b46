"""PostgreSQL: an array of character pairs under GIN finds candidates, the folded text decides.

An array knows no positions, hence none of tsvector's limits (16,383 positions, 256 places of a
word, 1 MB): a document of any length is one row, and a phrase of any place in it is found. One
pair, or one character, needs no second look.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from huiyin.search import chinese
from huiyin.search.models import Entry
from huiyin.search.question import BODY, EXACT, NAMES, PARTLY_TITLE, TITLE, Question, names, numbers

_ADD = (
    "INSERT INTO search_words (entry_id, title, names, body, numbers, pairs) "
    "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (entry_id) DO UPDATE SET title = excluded.title, "
    "names = excluded.names, body = excluded.body, numbers = excluded.numbers, pairs = excluded.pairs"
)
_PAGE = """
    WITH found AS MATERIALIZED (
        SELECT e.id, e.published_on, {rank} AS rank
        FROM search_words w JOIN search_entry e ON e.id = w.entry_id WHERE {condition}
    )
    SELECT (SELECT count(*) FROM found),
           ARRAY(SELECT id FROM found ORDER BY rank DESC, published_on DESC, id DESC
                 LIMIT %s OFFSET %s)
"""
_SHARES = """
    SELECT e.agency, max(e.agency_name), e."column", max(e.column_name), e.theme,
           to_char(e.published_on, 'YYYY') AS year, count(*)
    FROM search_words w JOIN search_entry e ON e.id = w.entry_id WHERE {condition}
    GROUP BY e.agency, e."column", e.theme, year
"""


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

    def page(self, question: Question) -> tuple[int, list[int]]:
        rank, ranked = ("0", []) if question.by_date else _rank(question)
        condition, asked = _condition(question)
        with connection.cursor() as cursor:
            cursor.execute(
                _PAGE.format(rank=rank, condition=condition),
                [*ranked, *asked, question.limit, question.offset],
            )
            total, ids = cursor.fetchone()
        return total, ids

    def shares(self, question: Question) -> Sequence[Sequence[Any]]:
        condition, asked = _condition(question)
        with connection.cursor() as cursor:
            cursor.execute(_SHARES.format(condition=condition), asked)
            return list(cursor)


ENGINE = PostgreSQLEngine()


def _row(entry: Entry) -> list[Any]:
    title, body = chinese.fold(entry.title), chinese.fold(entry.text.body)
    others = [chinese.fold(name) for name in names(entry)]
    found = {found for run in (title, body, *others) for found in (*chinese.pairs(run), *run)}
    return [entry.pk, title, "\n".join(others), body, numbers(entry), sorted(found)]


def _condition(question: Question) -> tuple[str, list[Any]]:
    wanted = {found for run in question.phrases for found in _needed(run)}
    parts = ["w.pairs @> %s::text[]"]
    asked: list[Any] = [sorted(wanted)]
    for run in question.phrases:
        if len(run) > 2:
            parts.append("(w.body LIKE %s OR w.title LIKE %s OR w.names LIKE %s)")
            asked += [_anywhere(run)] * 3
    filters = {
        "e.agency = %s": question.agency,
        'starts_with(e."column", %s)': question.column,
        "e.theme = %s": question.theme,
        "e.published_on >= %s": question.since,
        "e.published_on <= %s": question.until,
    }
    for part, value in filters.items():
        if value:
            parts.append(part)
            asked.append(value)
    return " AND ".join(parts), asked


def _needed(run: str) -> list[str]:
    return chinese.pairs(run)[:-1] if len(run) > 1 else [run]


def _anywhere(run: str) -> str:
    """A pattern; folded text holds no wildcards."""
    return f"%{run}%"


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
