"""Apply the suggestion of a finding to the HTML."""

from lxml import html

from .document import BODY
from .finding import Finding
from .reading import Run, parse, walk


class MovedError(ValueError):
    """The text has changed since the check: the fault is not at its place any more."""


def repair(markup: str, finding: Finding) -> str:
    """The HTML with the fault replaced.

    Raises:
        MovedError: the finding has no suggestion, is not in the body, or the text is another now.
    """
    where = finding.where
    if finding.suggestion is None or where.part != BODY or where.end <= where.start:
        raise MovedError("这一条没有可以直接替换的写法，请手工修改")
    root = parse(markup)
    runs = walk(root).runs
    if where.block >= len(runs) or runs[where.block].text[where.start : where.end] != finding.fault:
        raise MovedError("正文已经改过，请重新校对")
    _replace(runs[where.block], where.start, where.end, finding.suggestion)
    inside = (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)
    return inside.strip()


def _replace(run: Run, start: int, end: int, text: str) -> None:
    """Over the text nodes of a block: the first one touched takes the new words."""
    at = 0
    for (element, is_tail), part in zip(run.nodes, run.parts, strict=True):
        first, last = max(start - at, 0), min(end - at, len(part))
        if first < last:
            old = (element.tail if is_tail else element.text) or ""
            new = old[:first] + text + old[last:]
            if is_tail:
                element.tail = new
            else:
                element.text = new
            text = ""
        at += len(part)
