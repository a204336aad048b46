"""The wording of a kind of letter, as it comes with the software: a text file, one a kind."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TITLE_MARK, HEADING_MARK, FLUSH_MARK, PAGE_MARK = "= ", "# ", "| ", "---"


@dataclass(frozen=True)
class LetterText:
    """One letter: its name, and its lines from the addressee to the closing words.

    A line is a paragraph. `# ` begins a heading, `= ` the centred title of an annex, `| ` a line
    without indentation, `---` a new page. The head and the signature are the same for all letters;
    what follows the first `---` comes after the signature.
    """

    title: str
    lines: tuple[str, ...]
    is_numbered: bool = True

    @classmethod
    def load(cls, path: Path) -> "LetterText":
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = tuple(line.strip(" ") for line in told["body"].strip("\n").splitlines())
        return cls(told["title"], lines, told.get("numbered", True))

    def parts(self) -> tuple[list[str], list[str]]:
        """The letter itself, and its annexes."""
        if PAGE_MARK not in self.lines:
            return list(self.lines), []
        at = self.lines.index(PAGE_MARK)
        return list(self.lines[:at]), list(self.lines[at:])
