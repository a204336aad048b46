"""Texts of a PDF for screen readers only: /Alt, /ActualText, /E of its structure.

They may contain text that was removed from the page, and a reviewer does not see them.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

_SPOKEN = ("/ActualText", "/Alt", "/E")
_MARKS = (b"/ActualText", b"/Alt", b"/E")


def spoken(pdf: pikepdf.Pdf) -> list[str]:
    """These texts: in the structure, in property lists, in the streams of pages."""
    texts = [str(item[key]).strip() for item in _elements(pdf) for key in _SPOKEN if key in item]
    for stream in _streams(pdf):
        texts += [
            str(operand[key]).strip()
            for operand in _marked(stream)
            for key in _SPOKEN
            if key in operand
        ]
    return [text for text in texts if text]


def drop(pdf: pikepdf.Pdf) -> None:
    for item in list(_elements(pdf)):
        _forget(item)
    for stream in _streams(pdf):
        instructions = list(pikepdf.parse_content_stream(stream))
        marked = [
            operand for row in instructions for operand in row.operands if _is_spoken(operand)
        ]
        for operand in marked:
            _forget(operand)
        if marked:
            stream.write(pikepdf.unparse_content_stream(instructions))


def _forget(item: Any) -> None:
    for key in _SPOKEN:
        if key in item:
            del item[key]


def _is_spoken(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and any(key in item for key in _SPOKEN)


def _elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Elements of the structure, and lists of properties that a page names."""
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            continue
        if isinstance(item, pikepdf.Dictionary) and "/S" in item and "/P" in item:
            yield item
        resources = item.get("/Resources")
        properties = None if resources is None else resources.get("/Properties")
        if isinstance(properties, pikepdf.Dictionary):
            yield from (one for one in properties.as_dict().values() if _is_spoken(one))


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Streams of pages and drawings that mark words; one of several parts becomes one."""
    for page in pdf.pages:
        parts = page.obj.get("/Contents")
        if isinstance(parts, pikepdf.Array) and any(map(_mentions, parts)):
            page.contents_coalesce()
            parts = page.obj.get("/Contents")
        if isinstance(parts, pikepdf.Stream) and _mentions(parts):
            yield parts
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Form" and _mentions(item):
            yield item


def _mentions(stream: Any) -> bool:
    content = stream.read_bytes()
    return any(mark in content for mark in _MARKS)


def _marked(stream: Any) -> Iterator[Any]:
    for row in pikepdf.parse_content_stream(stream):
        yield from (operand for operand in row.operands if _is_spoken(operand))
