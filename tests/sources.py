"""The table of docs/summary-and-its-sources.md, as its tests read it."""

import re
from dataclasses import dataclass

from .databases import ROOT

PAGE = ROOT / "docs" / "summary-and-its-sources.md"
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.*?) \| (.*?) \|(.*?)\|$", re.M)
_QUOTED = re.compile(r"“([^”]+)”")
_CODE = re.compile(r"`([^`]+)`")


@dataclass(frozen=True)
class Source:
    """One sentence of the page: its claim, its counterparts, what they come from, and why not."""

    number: int
    claim: str
    counterpart: str
    sources: str
    why_not: str

    @property
    def fragments(self) -> list[str]:
        """What the composed summary has to say; `…` stands for anything in between."""
        return _QUOTED.findall(self.counterpart)

    @property
    def keys(self) -> list[str]:
        """Keys of figures, `slot:` places of the outline, `record:` kinds of records."""
        return _CODE.findall(self.sources)

    @property
    def text(self) -> str:
        return "|".join((self.claim, self.counterpart, self.why_not))


def table() -> list[Source]:
    """The rows in their order."""
    rows = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    return [Source(int(number), *(cell.strip() for cell in cells)) for number, *cells in rows]


def says(text: str, fragment: str) -> bool:
    """Whether the text holds the parts of the fragment in their order."""
    pattern = ".*?".join(re.escape(part) for part in fragment.split("…"))
    return re.search(pattern, text, re.S) is not None
