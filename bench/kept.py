"""What is the same each time is made once and kept in var/bench: sites of 100,000 texts, right answers.

A folder bears the fingerprint of what it is made from, so that no run measures what an older
program has indexed.
"""

import json
import shutil
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tests import databases

from .corpus import Corpus, queries

DOCUMENTS, QUERIES = 100_000, 500
KEPT = databases.ROOT / "var" / "bench"
TEXTS = ("bench/corpus.py", "bench/kept.py")
SEARCH = ("huiyin/search/*.py", "huiyin/search/engines/*.py", "huiyin/search/migrations/*.py")
SOURCES = {
    "answers": (*TEXTS, "huiyin/search/chinese.py"),
    "postgresql": (*TEXTS, *SEARCH, "bench/search_postgresql.py", "requirements/*.txt"),
    "site": (
        *(*TEXTS, *SEARCH, *databases.SOURCES, "bench/large_site.py"),
        *("huiyin/disclosure/tree/models.py", "huiyin/disclosure/tree/tally.py"),
    ),
}


class Answer(NamedTuple):
    """A query, and the numbers of the documents that hold it."""

    query: str
    numbers: list[int]


def folder(name: str) -> Path:
    """For what is made from the present sources; what was made from others is removed."""
    current = KEPT / f"{name}-{databases.fingerprint(SOURCES[name])}"
    for other in KEPT.glob(f"{name}-*/"):
        if other != current:
            shutil.rmtree(other)
    return current


def answers() -> list[Answer]:
    """500 queries and what a scan of all texts finds for them."""
    file = folder("answers") / "answers.json"
    if not file.exists():
        documents = list(Corpus(DOCUMENTS))
        asked = queries(documents, QUERIES)
        file.parent.mkdir(parents=True)
        unfinished = file.with_suffix(".unfinished")
        unfinished.write_text(
            json.dumps(list(zip(asked, _scan(documents, asked), strict=True))), encoding="utf-8"
        )
        unfinished.rename(file)
    return [Answer(*pair) for pair in json.loads(file.read_text(encoding="utf-8"))]


def some_queries(count: int) -> list[str]:
    return [answer.query for answer in islice(answers(), count)]


def _scan(documents: list[dict], asked: list[str]) -> list[list[int]]:
    from huiyin.search.chinese import fold

    fields = ("title", "body", "index_number", "doc_number")
    texts = []
    for document in documents:
        runs = [document[name] for name in fields] + document["attachments"].splitlines()
        texts.append("\n".join(map(fold, runs)))
    return [
        [number for number, text in enumerate(texts) if run in text] for run in map(fold, asked)
    ]
