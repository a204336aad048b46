"""The settings table in docs/operations.md: compared with the program, or written from it (`--write`)."""

import os
import sys

from django.conf import settings

from huiyin.config import env

from . import tree

PAGE = tree.ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- settings: begin -->\n", "<!-- settings: end -->\n"


def in_program() -> str:
    """The table as `huiyin.config.env` knows it after all settings were read."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
    assert settings.INSTALLED_APPS  # reading one setting reads them all
    rows = [f"| `{item.name}` | {item.default} | {item.meaning} |" for item in env.known.values()]
    return "\n".join(["| setting | default | what it is for |", "| --- | --- | --- |", *rows, ""])


def in_page() -> str:
    return PAGE.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]


def main(arguments: list[str]) -> int:
    if arguments == ["--write"]:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(
            before + BEGIN + in_program() + END + rest.partition(END)[2], encoding="utf-8"
        )
        return 0
    if in_page() != in_program():
        print(
            "docs/operations.md: the settings table is out of date; `make fix` writes it",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
