"""Run what stands behind a `$` on a page, and compare what the page says that it answers."""

import doctest
import shlex
from io import StringIO

from django.core.management import call_command

from .pages import Block

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def differing(block: Block) -> list[str]:
    """The commands of a block that answer otherwise."""
    _, *parts = f"\n{block.text}".split("\n$ ")
    return [wrong for part in parts if (wrong := _differs(block.page, part))]


def _differs(page: str, part: str) -> str:
    line, _, wanted = part.partition("\n")
    program, name, *arguments = shlex.split(line)
    assert program == "huiyin", line
    answer = StringIO()
    try:
        call_command(name.replace("-", "_"), *arguments, stdout=answer, stderr=answer)
    except SystemExit:
        answer.write("")  # faults of the input have been listed
    if doctest.OutputChecker().check_output(wanted.strip(), answer.getvalue().strip(), FLAGS):
        return ""
    return f"{page}: {line} answers\n{answer.getvalue()}"
