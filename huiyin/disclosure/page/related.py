"""相关文件: what a document interprets, replaces and is replaced by; and others of its kind."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Q

from huiyin.disclosure.tree.models import DocumentPage
from huiyin.web.kept.page_cache import remembered

POOL = 1_000  # the newest documents, from which related ones are chosen
MOST = 5
CANDIDATES = 200
ENOUGH = 3.0  # a shared column alone is not
BACK = {"interprets": "interpretations", "replaces": "replaced_by", "amends": "amended_by"}
"""Links of a document, and how the document they lead to calls them."""


class Link(NamedTuple):
    """Another document, as a line."""

    pk: int
    title: str
    index_number: str
    doc_number: str
    published_at: datetime
    effective_on: date | None


@dataclass
class Relations:
    """The documents that this one speaks of, and those that speak of it; all public now."""

    interprets: Link | None = None
    replaces: Link | None = None
    amends: Link | None = None
    interpretations: list[Link] = field(default_factory=list)
    replaced_by: list[Link] = field(default_factory=list)
    amended_by: list[Link] = field(default_factory=list)


def relations(page: DocumentPage) -> Relations:
    """Both directions, in one query."""
    relations = Relations()
    named = [key for key in (page.interprets_id, page.replaces_id, page.amends_id) if key]
    about = Q(pk__in=named)
    for name in BACK:
        about |= Q(**{name: page.pk})
    rows = DocumentPage.objects.live().filter(about).order_by("published_at", "pk")
    for row in rows.values_list(*Link._fields, *BACK):
        link, keys = Link(*row[: len(Link._fields)]), row[len(Link._fields) :]
        for (forth, back), key in zip(BACK.items(), keys, strict=True):
            if key == page.pk:
                getattr(relations, back).append(link)
            if link.pk == getattr(page, f"{forth}_id"):
                setattr(relations, forth, link)
    return relations


class Known(NamedTuple):
    """A document of the pool with what it is compared by."""

    link: Link
    column: str
    theme: str
    keywords: frozenset[str]
    pairs: frozenset[str]


@dataclass(frozen=True)
class Pool:
    """The newest documents, by column, theme and keyword. Shared between requests: never changed."""

    by_sign: dict[str, list[Known]]

    def like(self, page: DocumentPage) -> list[Link]:
        mine = _known(page)
        candidates: dict[int, Known] = {}
        for sign in _signs(mine):
            for other in self.by_sign.get(sign, ())[:CANDIDATES]:
                candidates[other.link.pk] = other
        candidates.pop(mine.link.pk, None)
        scored = [(_likeness(mine, other), other.link) for other in candidates.values()]
        best = sorted(
            ((score, link) for score, link in scored if score >= ENOUGH),
            key=lambda pair: (-pair[0], -pair[1].published_at.timestamp(), pair[1].pk),
        )
        return [link for _, link in best[:MOST]]


def like(page: DocumentPage) -> list[Link]:
    """Documents of the same theme, keywords or wording, best first."""
    return _pool().like(page)


@remembered
def _pool() -> Pool:
    by_sign: dict[str, list[Known]] = defaultdict(list)
    newest = DocumentPage.objects.live().order_by("-published_at", "-pk")
    for page in newest.only(*Link._fields, "path", "theme", "keywords")[:POOL]:
        known = _known(page)
        for sign in _signs(known):
            by_sign[sign].append(known)
    return Pool(dict(by_sign))


def _known(page: DocumentPage) -> Known:
    words = page.keywords.replace("，", ",").replace("；", ",").replace(";", ",").split(",")
    title = str(page.title)
    values: list[Any] = [getattr(page, name) for name in Link._fields]
    return Known(
        Link(*values),
        page.path[:-4],
        page.theme,
        frozenset(word.strip() for word in words if word.strip()),
        frozenset(title[at : at + 2] for at in range(len(title) - 1)),
    )


def _signs(known: Known) -> list[str]:
    theme = [f"theme {known.theme}"] if known.theme else []
    return [f"column {known.column}", *theme, *(f"word {word}" for word in known.keywords)]


def _likeness(one: Known, other: Known) -> float:
    shared = len(one.pairs & other.pairs) / max(len(one.pairs | other.pairs), 1)
    return (
        1.0 * (one.column == other.column)
        + 1.5 * bool(one.theme and one.theme == other.theme)
        + 1.5 * len(one.keywords & other.keywords)
        + 8.0 * shared
    )
