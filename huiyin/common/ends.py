"""Unexpected ends of web processes, one line each, for the log and the desk."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from . import durable

NAME = "ends.jsonl"
MOST = 100


@dataclass(frozen=True)
class End:
    """`cause` is a signal (SIGKILL) or an exit code; `running` what was being answered."""

    at: str
    worker: int
    cause: str
    running: list[str]
    last: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def note(folder: Path, end: End) -> None:
    """Keep the newest MOST of them; the file is replaced as a whole."""
    earlier = [*_lines(folder)][1 - MOST :]
    text = "".join([*earlier, json.dumps(asdict(end)) + "\n"])
    with durable.replacing(folder / NAME) as file:
        file.write(text.encode())


def since(folder: Path, moment: datetime) -> list[End]:
    """Those since this moment, oldest first."""
    known = [End(**json.loads(line)) for line in _lines(folder)]
    return [end for end in known if end.moment >= moment]


def _lines(folder: Path) -> Iterator[str]:
    try:
        with (folder / NAME).open(encoding="utf-8") as file:
            yield from file
    except FileNotFoundError:
        return
