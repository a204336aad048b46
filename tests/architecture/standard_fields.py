"""Each field of the 双公示 standards: where it is kept, who sees it, and in which file it goes out."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.urls import get_resolver

from huiyin.casework.ledgers import find
from huiyin.casework.sheets import Sheet
from huiyin.exchange import fieldlists, layouts
from huiyin.exchange.models import Generation
from huiyin.personal.fields import EncryptedField
from huiyin.publicity import kinds
from huiyin.web.publiclists import declared

HEADS = ("field", "kept in", "at the desk", "public", "file of 2018", "file before 2018")


def text() -> str:
    """One table a ledger, in the order of its columns."""
    assert get_resolver().url_patterns  # the public lists stand in them
    return "\n".join(line for content in kinds.all_keys() for line in _table(content))


def _table(content: str) -> Iterator[str]:
    yield from (f"### {find(content).label}", "", _row(HEADS), _row(["---"] * len(HEADS)))
    yield from (_row(cells) for cells in _rows(content))
    yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rows(content: str) -> Iterator[list[str]]:
    """Every column of the ledger, then what only the older file has."""
    ledger, public = find(content), _public(content)
    current, earlier = (_sent(content, one) for one in (Generation.CURRENT, Generation.EARLIER))
    for column in ledger.columns:
        kept = ledger.model._meta.get_field(column.field)
        encrypted = ", encrypted" if isinstance(kept, EncryptedField) else ""
        yield [
            column.header,
            f"`{ledger.model._meta.label}.{kept.name}`{encrypted}",
            _at_desk(ledger.sheet, kept.name),
            public.get(kept.name, "–"),
            current.get(column.field, "–"),
            earlier.get(column.field, "–"),
        ]
    for given in sorted(name for name in earlier if name.startswith("@")):
        yield [f"`{given}`", "–", "–", "–", "–", earlier[given]]


def _at_desk(sheet: Sheet[Any], name: str) -> str:
    section = next((title for title, names in sheet.sections.items() if name in names), "–")
    return f"{section}, masked" if sheet.is_personal(name) else section


def _public(content: str) -> dict[str, str]:
    (chosen,) = (one for one in declared() if one.key == content)
    return {column.name: column.head for column in chosen.described}


def _sent(content: str, generation: Generation) -> dict[str, str]:
    """Field → place and head of its column; after `@` a word that the system fills in."""
    if generation not in fieldlists.generations(content):
        return {}
    heads = enumerate(layouts.layout_of(content, generation).heads, start=1)
    return {
        head.column.field if head.column else head.given: f"{place} {head.text}"
        for place, head in heads
    }
