"""What the pages of the tutorial tell one to write, to edit and to run."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "tutorial"
BLOCK = re.compile(
    r"(?:^\*\*(?P<path>[^*\n]+)\*\*\n\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.M | re.S
)
REST = " …"
"""At the end of a line of a diff: the rest of that line stays."""


@dataclass(frozen=True)
class Block:
    """One block of code: the file that the line above it names, or what is typed."""

    page: str
    kind: str
    path: str
    text: str

    def put(self, root: Path) -> None:
        """Write the file, or edit it.

        Raises:
            ValueError: what is to be edited does not stand there, or more than once.
        """
        target = root / self.path
        if self.kind != "diff":
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.text, encoding="utf-8")
            return
        before, after = self._side("+"), self._side("-")
        content = target.read_text(encoding="utf-8")
        if content.count(before) != 1:
            raise ValueError(f"{self.page}: {self.path} does not hold once:\n{before}")
        target.write_text(content.replace(before, after), encoding="utf-8")

    def _side(self, left_out: str) -> str:
        lines = [line[1:] for line in self.text.splitlines() if line[0] != left_out]
        return "\n".join(line.removesuffix(REST) for line in lines)


def blocks(*pages: str) -> list[Block]:
    """All blocks of these pages, in their order."""
    return [block for page in pages for block in _blocks(page)]


def _blocks(page: str) -> Iterator[Block]:
    for match in BLOCK.finditer((FOLDER / page).read_text(encoding="utf-8")):
        path = (match["path"] or "").replace("\\_", "_")
        yield Block(page, match["kind"], path, match["text"])


def every_page() -> list[str]:
    return sorted(path.name for path in FOLDER.glob("[0-9]-*.md"))
