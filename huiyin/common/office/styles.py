"""Styles of Word: what the properties of a paragraph are, through all its style is based on."""

from collections.abc import Iterator
from typing import Any

from . import package
from .markup import W, is_on, value


class Styles:
    """The styles of a file, by their keys."""

    def __init__(self, part: bytes | None) -> None:
        self.by_key: dict[str, Any] = {}
        self.usual: dict[str, str] = {}
        self.root = package.parse(part) if part else None
        if self.root is None:
            return
        for style in self.root.iter(f"{W}style"):
            key = style.get(f"{W}styleId", "")
            self.by_key[key] = style
            if style.get(f"{W}default") in {"1", "true"}:
                self.usual[style.get(f"{W}type", "")] = key

    def chain(self, key: str | None) -> Iterator[Any]:
        """The style and what it is based on."""
        visited: set[str] = set()
        while key and key not in visited and key in self.by_key:
            visited.add(key)
            style = self.by_key[key]
            yield style
            key = value(style.find(f"{W}basedOn"))

    def of_paragraph(self, paragraph: Any) -> Iterator[Any]:
        """The styles that a paragraph has, the nearest first."""
        own = None if paragraph is None else value(paragraph.find(f"{W}pPr/{W}pStyle"))
        return self.chain(own or self.usual.get("paragraph"))

    def paragraph_says(self, paragraph: Any, name: str) -> Any:
        """The property of a paragraph: its own, its style's, that of the whole file."""
        places = [paragraph, *self.of_paragraph(paragraph)]
        properties = (place.find(f"{W}pPr/{W}{name}") for place in places)
        usual = None if self.root is None else self.root.find(
            f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}{name}"
        )  # fmt: skip
        return next((one for one in properties if one is not None), usual)

    def _levels(self, run: Any) -> Iterator[Iterator[Any]]:
        """The styles of the words, of their paragraph, of their table."""
        yield self.chain(value(run.find(f"{W}rPr/{W}rStyle")))
        yield self.of_paragraph(next(run.iterancestors(f"{W}p"), None))
        table = next(run.iterancestors(f"{W}tbl"), None)
        yield self.chain(None if table is None else value(table.find(f"{W}tblPr/{W}tblStyle")))

    def _of_runs(self, run: Any, name: str) -> Iterator[Any]:
        """The property of a run at each level of styles, then the default of the file."""
        for level in self._levels(run):
            properties = (style.find(f"{W}rPr/{W}{name}") for style in level)
            yield next((one for one in properties if one is not None), None)
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}{name}"
        yield None if self.root is None else self.root.find(path)

    def run_says(self, run: Any, name: str) -> Any:
        """The property of words: their own, their style's, paragraph's, table's, the file's."""
        if (own := run.find(f"{W}rPr/{W}{name}")) is not None:
            return own
        return next((one for one in self._of_runs(run, name) if one is not None), None)

    def run_is(self, run: Any, name: str) -> bool:
        """Whether a switch of words is on: by themselves, else by any level."""
        if (own := run.find(f"{W}rPr/{W}{name}")) is not None:
            return is_on(own)
        return any(map(is_on, self._of_runs(run, name)))
