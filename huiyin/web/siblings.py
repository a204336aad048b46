"""Places of elements among their siblings, for selectors that ask for the second row."""

from typing import Any

from lxml import etree

Element = Any


class Places:
    """Where elements stand among their siblings, counted once a parent."""

    def __init__(self) -> None:
        self._counted: dict[tuple[Element, bool], dict[Element, tuple[int, int]]] = {}

    def of(self, element: Element, *, is_last: bool, of_type: bool) -> int:
        """From 1."""
        parent = element.getparent()
        if parent is None:
            return 1
        key = (parent, of_type)
        if key not in self._counted:
            self._counted[key] = _counted(parent, of_type=of_type)
        return self._counted[key][element][is_last]


def _counted(parent: Element, *, of_type: bool) -> dict[Element, tuple[int, int]]:
    """The place of each child from the first and from the last."""
    alike: dict[str, list[Element]] = {}
    for child in parent.iterchildren(etree.Element):
        alike.setdefault(child.tag if of_type else "", []).append(child)
    return {
        child: (at + 1, len(children) - at)
        for children in alike.values() for at, child in enumerate(children)
    }  # fmt: skip
