"""What other rooms show below the text of a document, read anew for each page: declared from above."""

from collections.abc import Callable, Iterator

from django.utils.safestring import SafeString

from huiyin.disclosure.tree.models import DocumentPage

Part = Callable[[DocumentPage], SafeString]
"""From a template; empty where there is nothing to show."""
_parts: list[Part] = []


def declare(part: Part) -> None:
    """Ask for this part of each document that is shown."""
    _parts.append(part)


def parts(page: DocumentPage) -> Iterator[SafeString]:
    """The parts of a document that have something to show, in the order of declaration."""
    for part in _parts:
        if text := part(page):
            yield text
