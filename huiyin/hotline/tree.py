"""The tree of categories as a whole: what a node has become, and what is counted for it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from .models import Category


@dataclass(frozen=True)
class Tree:
    """All versions of all nodes that were not entered in error, by key."""

    nodes: dict[int, Category]

    @classmethod
    def of(cls, agencies: Iterable[int] | None = None) -> Self:
        """Of these agencies; of all there are unless it is said of which."""
        rows = Category.objects.valid()
        if agencies is not None:
            rows = rows.filter(agency__in=agencies)
        return cls({row.pk: row for row in rows})

    def home(self, key: int) -> int:
        """What has become of a node: the last of its successors."""
        seen = {key}
        while (following := self.nodes[key].successor_id) in self.nodes and following not in seen:
            assert following is not None  # noqa: S101 - it is a key
            seen.add(following)
            key = following
        return key

    def above(self, key: int) -> list[int]:
        """What a node counts for today: what has become of it, of its parent, and so on to the top."""
        line: list[int] = []
        upper: int | None = key
        while upper is not None and upper in self.nodes:
            home = self.home(upper)
            if home in line:
                break
            line.append(home)
            upper = self.nodes[home].parent_id
        return line

    @cached_property
    def families(self) -> dict[int, list[int]]:
        """Node of today → itself, its former versions, what was merged into it, and all below."""
        families: dict[int, list[int]] = defaultdict(list)
        for key in self.nodes:
            for upper in self.above(key):
                families[upper].append(key)
        return dict(families)

    def family(self, key: int) -> list[int]:
        """The keys of all that is counted for a node; nothing for one that is not there."""
        return self.families[self.home(key)] if key in self.nodes else []

    def today(self) -> list[tuple[int, Category]]:
        """(depth, node) of those that have become nothing else, in the order of the tree."""
        below: dict[int | None, list[Category]] = defaultdict(list)
        for key, node in self.nodes.items():
            if self.home(key) == key:
                line = self.above(key)
                below[line[1] if len(line) > 1 else None].append(node)
        return list(_walk(below, None, 0))

    def grouped(self, nodes: Iterable[Category]) -> list[tuple[str, list[tuple[int, str]]]]:
        """Group → (key, label): for a choice that can be read without a script."""
        groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for node in nodes:
            top, _, rest = node.path.partition("/")
            groups[top].append((node.pk, f"{node.code} {rest or top}"))
        return list(groups.items())


def _walk(
    below: dict[int | None, list[Category]], key: int | None, depth: int
) -> Iterator[tuple[int, Category]]:
    for node in sorted(below.get(key, ()), key=lambda one: (one.scheme_id, one.code, one.pk)):
        yield depth, node
        yield from _walk(below, node.pk, depth + 1)
