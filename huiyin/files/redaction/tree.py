"""The objects of a PDF, followed from one to the next."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

import pikepdf


def reached(
    starts: Iterable[Any], *, without: Container[str] = (), leaves: Container[str] = ()
) -> Iterator[pikepdf.Object]:
    """Every object that can be reached, each once.

    Args:
        without: keys that are not followed.
        leaves: what is of these types (/Type) is reached, and nothing through it.
    """
    visited: set[tuple[int, int]] = set()
    todo = list(starts)
    while todo:
        item = todo.pop()
        if not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in visited:
                continue
            visited.add(item.objgen)
        yield item
        if isinstance(item, pikepdf.Array):
            todo += list(item)
        elif (
            isinstance(item, pikepdf.Dictionary | pikepdf.Stream)
            and str(item.get("/Type", "")) not in leaves
        ):
            todo += [value for key, value in item.items() if key not in without]
