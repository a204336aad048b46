"""Colours of style sheets as red, green, blue and how opaque."""

import re

from PIL import ImageColor

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
INHERITED = frozenset({"inherit", "unset", "currentcolor"})
_RGB = re.compile(
    r"rgba?\(\s*([\d.]+%?)[,\s]+([\d.]+%?)[,\s]+([\d.]+%?)(?:\s*[,/\s]\s*([\d.]+%?))?\s*\)"
)
_NAMES = {"window": WHITE, "windowtext": (0, 0, 0), "canvas": WHITE, "canvastext": (0, 0, 0)}
_BRIGHT = re.compile(
    r"(?:ok)?l(?:ab|ch)\(\s*(?:1(?:\.0+)?|0?\.9[89]\d*|100%|9[89](?:\.\d+)?%?|100)[\s,)]"
    r"|color\(\s*[\w-]+\s+(?:1|100%)\s+(?:1|100%)\s+(?:1|100%)\s*[/)]"
    r"|hwb\(\s*[\d.]+(?:deg)?\s+(?:100|9[89])%"
)
_FIRST_OF = re.compile(
    r"(?:light-dark\(|color-mix\(\s*in\s[^,]+,)\s*(?P<first>[^,()\s]+(?:\([^()]*\))?)"
)
_FAINT = 0.05


def rgba(said: str) -> tuple[int, int, int, float] | None:
    """None where it is no colour that can be read."""
    if mixed := _FIRST_OF.match(said):
        return rgba(mixed["first"])
    if said == "transparent":
        return (0, 0, 0, 0.0)
    if said in _NAMES:
        return (*_NAMES[said], 1.0)
    if _BRIGHT.match(said):
        return (*WHITE, 1.0)
    if channels := _RGB.fullmatch(said):
        red, green, blue = (_part(one) for one in channels.groups()[:3])
        return red, green, blue, share(channels[4]) if channels[4] else 1.0
    try:
        whole = ImageColor.getrgb(
            re.sub(
                r"hsla?\(\s*([\d.]+)(?:deg)?[,\s]+([\d.]+%)[,\s]+([\d.]+%)(?:[\s,/]+[\d.]+%?)?\s*\)",
                r"hsl(\1,\2,\3)",
                said,
            )
        )
    except ValueError:
        return None
    alpha = re.search(r"hsla?\([^)]*(?:/|%\s*,)\s*([\d.]+%?)\s*\)", said)
    opaque = whole[3] / 255 if len(whole) == 4 else share(alpha[1]) if alpha else 1.0
    return whole[0], whole[1], whole[2], opaque


def _part(said: str) -> int:
    value = float(said.rstrip("%"))
    return min(round(value * 2.55 if said.endswith("%") else value), 255)


def share(said: str) -> float:
    return float(said.rstrip("%")) / (100 if said.endswith("%") else 1)


def colour(said: str) -> Colour | None:
    channels = rgba(said)
    return None if channels is None else channels[:3]


def is_clear(said: str) -> bool:
    """Next to transparent."""
    channels = rgba(said)
    return channels is not None and channels[3] < _FAINT
