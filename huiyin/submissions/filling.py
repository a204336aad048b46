"""A page whose forms are filled with what was typed before: only those fields change, no other byte.

A form takes part when it bears one of MARKS (the second is the CMS's own). Its hidden fields say
which of several forms of one address it is, and which version of a text: where they differ from
what was kept, the form is left alone, and what was kept stands above it.
"""

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from . import fields
from .fields import Fields

Attributes = list[tuple[str, str | None]]
MARKS = ("data-keep", "data-edit-form")
_LEFT = {"hidden", "file", "password", "submit", "button", "image", "reset"}


def addresses(html: str, path: str) -> set[str]:
    """Where the forms of a page that take part are sent."""
    return {form.address for form in _forms_of(html, path)}


def fill(
    html: str, path: str, kept: dict[str, Fields], banner: Callable[[str, Fields, bool], str]
) -> str:
    """The page with its forms filled; `banner(address, left, is_filled)` stands before each.

    `left` is what has no field on the page (it depends on another answer, say).
    """
    chosen: dict[int, tuple[Fields, str]] = {}
    forms = _forms_of(html, path)
    for address, wanted in kept.items():
        there = [number for number, form in enumerate(forms) if form.address == address]
        alike = [number for number in there if forms[number].matches(wanted)]
        for number in alike:
            shown = forms[number].names | forms[number].hidden.keys()
            remaining = {n: v for n, v in wanted.items() if n not in shown}
            chosen[number] = (wanted, banner(address, remaining, True))
        if there and not alike:
            typed = {n: v for n, v in wanted.items() if n not in forms[there[0]].hidden}
            chosen[there[0]] = ({}, banner(address, typed, False))
    writer = _Writer(chosen)
    writer.feed(html)
    writer.close()
    return "".join(writer.out)


class _Form:
    """One form of a page: its address and its fields."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.hidden: dict[str, str] = {}
        self.names: set[str] = set()

    def matches(self, kept: Fields) -> bool:
        alike = all(value in kept[name] for name, value in self.hidden.items() if name in kept)
        return alike and bool(self.names & kept.keys())


def _forms_of(html: str, path: str) -> list[_Form]:
    reader = _Reader(path)
    reader.feed(html)
    reader.close()
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[_Form] = []
        self.here: _Form | None = None

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        if tag == "form":
            self.here = None
            if values.keys() & set(MARKS):
                self.here = _Form(urlsplit(urljoin(self.path, values.get("action") or "")).path)
                self.forms.append(self.here)
        elif self.here is not None and tag in ("input", "select", "textarea"):
            name = values.get("name") or ""
            if values.get("type") != "hidden":
                self.here.names.add(name)
            elif fields.is_kept(name):
                self.here.hidden[name] = values.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None


class _Writer(HTMLParser):
    """Copies a page tag by tag."""

    def __init__(self, chosen: dict[int, tuple[Fields, str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.chosen = chosen
        self.out: list[str] = []
        self.number = -1
        self.fields: Fields | None = None
        self.select: list[str] | None = None
        self.is_silent = False
        """Inside a textarea that was filled: its old content is not copied."""
        self.used: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        raw = self.get_starttag_text() or ""
        if tag == "form":
            raw = self._begin(raw, bool(dict(attrs).keys() & set(MARKS)))
        elif self.fields is not None:
            raw = self._field(tag, raw, attrs, self.fields)
        self.out.append(raw)

    def _begin(self, raw: str, takes_part: bool) -> str:
        self.number += takes_part
        wanted = self.chosen.get(self.number) if takes_part else None
        self.fields, self.used = (wanted[0] or None, {}) if wanted else (None, {})
        return f"{wanted[1]}{raw}" if wanted else raw

    def _field(self, tag: str, raw: str, attrs: Attributes, wanted: Fields) -> str:
        values = dict(attrs)
        name, kind = values.get("name") or "", (values.get("type") or "text").lower()
        if tag == "option" and self.select is not None:
            return _tag(tag, attrs, "selected", (values.get("value") or "") in self.select)
        if tag == "select" and name in wanted:
            self.select = wanted[name]
        if tag == "input" and fields.is_kept(name):
            if kind in ("checkbox", "radio"):
                return _tag(
                    tag, attrs, "checked", (values.get("value") or "on") in wanted.get(name, [])
                )
            if kind not in _LEFT and name in wanted:
                return _tag(tag, [a for a in attrs if a[0] != "value"], "value", self._next(name))
        if tag == "textarea" and name in wanted:
            self.is_silent = True
            return f"{raw}\n{escape(self._next(name))}"
        return raw

    def _next(self, name: str) -> str:
        """The values of fields of one name, in the order of the page."""
        values = (self.fields or {})[name]
        place = self.used[name] = self.used.get(name, -1) + 1
        return values[place] if place < len(values) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.is_silent = False
        if tag == "select":
            self.select = None
        if tag == "form":
            self.fields = None
        self.out.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._copy(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._copy(f"<!{decl}>")

    def _copy(self, text: str) -> None:
        if not self.is_silent:
            self.out.append(text)


def _tag(tag: str, attrs: Attributes, name: str, value: str | bool) -> str:
    """A start tag with one attribute set anew; False leaves it out."""
    remaining = [(key, text) for key, text in attrs if key != name]
    if value is not False:
        remaining.append((name, None if value is True else str(value)))
    parts = [key if text is None else f'{key}="{escape(text)}"' for key, text in remaining]
    return f"<{' '.join([tag, *parts])}>"
