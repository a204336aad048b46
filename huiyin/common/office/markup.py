"""Names of the markup of Word, and how its switches are read."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_NO = frozenset({"0", "false", "off", "none"})


def is_on(switch: Any) -> bool:
    """A switch that is present is on, unless its value says off."""
    return switch is not None and switch.get(f"{W}val", "1").lower() not in _NO


def value(element: Any) -> str | None:
    """What a property is set to."""
    return None if element is None else element.get(f"{W}val")


def amount(element: Any, *names: str) -> int:
    """The first of these attributes that is a whole number; 0 without one."""
    if element is not None:
        for name in names:
            text = element.get(f"{W}{name}", "")
            if text.lstrip("-").isascii() and text.lstrip("-").isdecimal():
                return int(text)
    return 0
