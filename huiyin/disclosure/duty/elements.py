"""公开要素: which of the things that a legal item must hold are found in its documents."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db.models import F, Window
from django.db.models.functions import Length, RowNumber, Substr

from huiyin.disclosure.tree.catalogue import STEP, Tree, tree
from huiyin.disclosure.tree.models import ColumnPage, DocumentPage
from huiyin.web.html import to_text
from huiyin.web.kept.page_cache import remembered

READ = 30  # newest documents of one column


@dataclass(frozen=True)
class Rule:
    """Elements by name, each with the words that show it; for a legal item or a kind of column."""

    title: str
    basis: str
    elements: tuple[tuple[str, tuple[str, ...]], ...]
    item: str = ""
    column_type: str = ""

    @property
    def key(self) -> str:
        return self.item or self.column_type

    def covers(self, column: ColumnPage) -> bool:
        return self.key in (column.legal_item, column.column_type)

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        read = "\n".join(texts)
        return tuple(
            name for name, words in self.elements if not any(word in read for word in words)
        )


@cache
def rules() -> tuple[Rule, ...]:
    document = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
    return tuple(
        Rule(
            rule["title"],
            rule["basis"],
            tuple((name, tuple(words)) for name, words in rule["elements"].items()),
            rule.get("item", ""),
            rule.get("type", ""),
        )
        for rule in document["rule"]
    )


@remembered
def missing() -> dict[tuple[str, str], tuple[str, ...]]:
    """(path of the agency, key of the rule) → elements not found; where nothing is published, none.

    Two queries, however many documents: the newest READ of each column are read.
    """
    known = tree()
    texts = _texts([c.path for c in known.columns if any(rule.covers(c) for rule in rules())])
    lacking: dict[tuple[str, str], tuple[str, ...]] = {}
    for agency in known.agencies:
        for rule in rules():
            read = _read(known, agency.path, rule, texts)
            if read:
                lacking[agency.path, rule.key] = rule.missing(read)
    return lacking


def _read(known: Tree, top: str, rule: Rule, texts: dict[str, list[str]]) -> list[str]:
    paths = (c.path for c in known.columns if c.path.startswith(top) and rule.covers(c))
    return [text for path in paths for text in texts.get(path, [])]


def _texts(paths: list[str]) -> dict[str, list[str]]:
    """Title and text of the newest documents of each of these columns."""
    column = Substr("path", 1, Length("path") - STEP)
    ranked = (
        DocumentPage.objects.live()
        .order_by()
        .annotate(above=column)
        .filter(above__in=paths)
        .annotate(
            rank=Window(RowNumber(), partition_by=[F("above")], order_by=F("published_at").desc())
        )
        .filter(rank__lte=READ)
    )
    texts: dict[str, list[str]] = {}
    newest = list(ranked.values_list("pk", flat=True))
    rows = DocumentPage.objects.filter(pk__in=newest).values_list("path", "title", "body")
    for path, title, body in rows:
        texts.setdefault(path[:-STEP], []).append(f"{title}\n{to_text(body)}")
    return texts
