"""Tables in docs/ that the program itself knows: compared with it, or written from it (`--write`)."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
django.setup()

from . import settings_table, standard_fields, tree  # noqa: E402 - the tables are made of models


@dataclass(frozen=True)
class Written:
    """A part of a page between two marks, and the program's own words for it."""

    page: Path
    name: str
    text: Callable[[], str]

    def in_page(self) -> str:
        return self._parts()[1]

    def write(self) -> None:
        before, _, after = self._parts()
        begin, end = self._marks
        self.page.write_text(before + begin + self.text() + end + after, encoding="utf-8")

    @property
    def _marks(self) -> tuple[str, str]:
        return f"<!-- {self.name}: begin -->\n", f"<!-- {self.name}: end -->\n"

    def _parts(self) -> tuple[str, str, str]:
        begin, end = self._marks
        before, _, rest = self.page.read_text(encoding="utf-8").partition(begin)
        inside, _, after = rest.partition(end)
        return before, inside, after


TABLES = (
    Written(tree.ROOT / "docs" / "operations.md", "settings", settings_table.text),
    Written(tree.ROOT / "docs" / "law" / "standard-fields.md", "fields", standard_fields.text),
)


def main(arguments: list[str]) -> int:
    old = [table for table in TABLES if table.in_page() != table.text()]
    if arguments == ["--write"]:
        for table in old:
            table.write()
        return 0
    for table in old:
        page = table.page.relative_to(tree.ROOT)
        print(
            f"{page}: the table of {table.name} is out of date; `make fix` writes it",
            file=sys.stderr,
        )
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
