"""The heading path: where in the document a reader is."""

import re

from .document import Kind

_LEVELS = (
    re.compile(r"\s*第[一二三四五六七八九十百]{1,4}[章编篇部]"),
    re.compile(r"\s*[一二三四五六七八九十]{1,3}[、，.．]"),
    re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\s*\d{1,2}[.．、](?!\d)"),
)
_LONGEST = 45
_ENDS = ("。", "；", "，", ";", ",", "：", ":")


class Outline:
    """Fed with blocks in order; `enter` returns the path that holds after each."""

    def __init__(self) -> None:
        self.stack: list[tuple[int, str]] = []
        self.is_heading = False

    def enter(self, text: str, kind: Kind, level: int) -> str:
        plain = text.strip()
        depth = self._depth(plain, kind, level)
        self.is_heading = depth is not None
        if depth is not None:
            while self.stack and self.stack[-1][0] >= depth:
                self.stack.pop()
            self.stack.append((depth, plain[:30]))
        return " › ".join(name for _, name in self.stack)

    def _depth(self, plain: str, kind: Kind, level: int) -> int | None:
        if kind is Kind.CELL or not plain:
            return None
        for depth, pattern in enumerate(_LEVELS):
            if pattern.match(plain) and self._is_short(plain, level):
                return depth * 10 + 10
        return level * 10 + 5 if level else None

    def _is_short(self, plain: str, level: int) -> bool:
        return bool(level) or (len(plain) <= _LONGEST and not plain.endswith(_ENDS))
