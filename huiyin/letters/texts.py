"""The wording of a kind of letter, as it comes with the software: a text file, one a kind."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

TITLE_MARK, HEADING_MARK, FLUSH_MARK, RIGHT_MARK = "= ", "# ", "| ", "> "
PAGE_MARK = "---"


@dataclass(frozen=True)
class LetterText:
    """One letter: its name, and its lines from the addressee to the closing words.

    A line is a paragraph. `# ` begins a heading, `= ` the centred title of an annex, `| ` a line
    without indentation, `> ` one at the right edge, `---` a new page. The head and the signature are the same for all letters;
    what follows the first `---` comes after the signature. `mark` stands above the head, at the
    right edge; `copies` says between two rules at the end who else gets it (抄送).
    """

    title: str
    lines: tuple[str, ...]
    is_numbered: bool = True
    mark: str = ""
    copies: str = ""

    @classmethod
    def load(cls, path: Path) -> "LetterText":
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        lines = tuple(line.strip(" ") for line in content["body"].strip("\n").splitlines())
        beside = {name: content.get(name, "") for name in ("mark", "copies")}
        return cls(content["title"], lines, content.get("numbered", True), **beside)

    def parts(self) -> tuple[list[str], list[str]]:
        """The letter itself, and its annexes."""
        if PAGE_MARK not in self.lines:
            return list(self.lines), []
        at = self.lines.index(PAGE_MARK)
        return list(self.lines[:at]), list(self.lines[at:])
