"""The cells of a table and the days left: markup that a page has hundreds of times.

It is written here and not in a template, because a template asks four questions and looks up ten
names for each cell: that was a sixth of the work of a whole list.
"""

from typing import TYPE_CHECKING

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from huiyin.casework import kinds

from .clock import Due

if TYPE_CHECKING:
    from .lists import Cell, Row

VOIDED = "录入作废"
EMPTY = SafeString("<td></td>")
WITH_TITLE = ("title", "text")
"""Shapes whose text may be cut: the whole stands in `title`."""


def tone(state: str) -> str:
    """The colour beside the words of a state."""
    return "bad" if state == VOIDED else kinds.tones().get(state, "")


def cells(row: "Row") -> SafeString:
    """All cells of a row, each named by the head of its column: a phone shows a row as a card."""
    return format_html_join("", "{}", ((_cell(row, cell),) for cell in row.cells))


def _cell(row: "Row", cell: "Cell") -> SafeString:
    if cell.shape == "reference":
        inside = format_html('<a href="{}">{}</a>', row.address, cell.text or "（无编号）")
        return _td("reference", cell, inside)
    if cell.shape == "state":
        return _td("state-cell", cell, state(cell.text))
    if cell.due:
        return _td("date", cell, days_left(cell.due))
    if not cell.text:
        return EMPTY
    if cell.shape in WITH_TITLE:
        return format_html(
            '<td class="{}" data-label="{}" title="{}">{}</td>',
            cell.shape, cell.label, cell.text, cell.text,
        )  # fmt: skip
    return _td(cell.shape, cell, cell.text)


def _td(shape: str, cell: "Cell", inside: str) -> SafeString:
    return format_html('<td class="{}" data-label="{}">{}</td>', shape, cell.label, inside)


def state(words: str) -> SafeString:
    """A state in its colour."""
    return format_html('<span class="state {}">{}</span>', tone(words), words)


def days_left(due: Due) -> SafeString:
    """Days left as a bar and a number."""
    shown = due.shown
    return format_html(
        '<span class="due {}" title="{} 到期，{}"><svg class="bar" viewBox="0 0 100 6" '
        'preserveAspectRatio="none" aria-hidden="true"><rect width="{}" height="6"/></svg>'
        '<span class="left">{}{}</span></span>',
        due.tone, shown, due.words, due.bar, due.short, shown.mark,
    )  # fmt: skip
