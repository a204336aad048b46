"""The files of a dataset: made together from its rows, kept until public content changes.

What a catalogue says of a file and what its address serves must be one thing. So both come from one
answer: files named by their digest, and a note of their sizes and digests that is replaced whole.
An answer holds for one state of the public content on one day, and for nothing else: whatever is
taken down makes every answer old in the same moment, and an old one is neither served nor told. It
is made again from the query; whoever finds it old does that, and the job, so that few have to wait.

Kept in the data folder and not in the database: it can be made again at any time, needs no backup,
and reading public pages writes no row.
"""

import fcntl
import hashlib
import json
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from time import monotonic, sleep, time
from typing import IO, Any, NamedTuple, cast

from django.conf import settings
from django.db import connection
from django.utils import timezone

import huiyin
from huiyin.common import durable
from huiyin.database.reading import in_pieces
from huiyin.web import downloads
from huiyin.web.addresses import absolute
from huiyin.web.models import PublicVersion

from .series import Dataset, Row

NOTE, LOCK = "answer.json", ".lock"
LONGEST, LOOK_EVERY = 20, 0.1
"""Seconds for which a visitor waits while another one has the files made; how often it looks."""
MARK = "\ufeff".encode()
"""By which a spreadsheet knows that a CSV is UTF-8."""
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BusyError(Exception):
    """Another thread or process has been making these files for long."""


class Form(NamedTuple):
    """One way to have a dataset: `kind` is its file type in the EU vocabulary."""

    label: str
    kind: str
    media: str
    about: str


FORMS = {
    "csv": Form("CSV", "CSV", "text/csv", "CSV，UTF-8 编码，不带 BOM，供程序读取"),
    "excel.csv": Form(
        "CSV（表格软件用）", "CSV", "text/csv", "CSV，UTF-8 编码，带 BOM，表格软件直接打开不乱码"
    ),
    "json": Form("JSON", "JSON", "application/json", "JSON，一条记录一个对象，字段用中文名"),
    "xlsx": Form("Excel", "XLSX", _SHEET, "Excel 工作簿，日期和金额有类型"),
}
UNFINISHED = ".made-"
STRAY = 3600
"""Seconds after which an unfinished file was left by whoever was killed."""
UNDATED = date(2000, 1, 1)
"""Of a workbook whose records have no day: it must not change with the moment it is made."""


@dataclass(frozen=True)
class File:
    """Size in bytes, SHA-256 in hex."""

    form: str
    size: int
    digest: str

    @property
    def name(self) -> str:
        return f"{self.digest}.{self.form}"


@dataclass(frozen=True)
class Answer:
    """The files of a dataset in one state.

    Attributes:
        changed_at: when other rows were first found than before; None while they are the first.
    """

    state: str
    rows: int
    made_at: datetime
    changed_at: datetime | None
    files: dict[str, File]


def folder() -> Path:
    return Path(settings.HOME) / "opendata"


def _place(dataset: Dataset) -> Path:
    return folder() / dataset.series.key / dataset.year


def state_of(dataset: Dataset) -> str:
    """Of the public content on this day, as this release writes it; one query."""
    version = PublicVersion.objects.filter(pk=1).values_list("number", flat=True).first()
    made_from = (
        connection.settings_dict["NAME"], version, timezone.localdate(), huiyin.__version__,
        absolute(), dataset.series.columns, dataset.series.stamp(),
    )  # fmt: skip
    return hashlib.sha256(repr(made_from).encode()).hexdigest()


def current(dataset: Dataset) -> Answer | None:
    """What is kept, if it still holds."""
    answer = _noted(dataset)
    return answer if answer and answer.state == state_of(dataset) else None


def answer_of(dataset: Dataset) -> Answer:
    """What is kept, or else made now."""
    return current(dataset) or make(dataset)


def opened(dataset: Dataset, form: str) -> tuple[File, IO[bytes]]:
    """A file of the answer that holds now, to be read; what was opened stays as it is."""
    file = answer_of(dataset).files[form]
    try:
        return file, (_place(dataset) / file.name).open("rb")
    except FileNotFoundError:  # made anew, or swept away, in this very moment
        with _alone(dataset):
            file = _made(dataset).files[form]
            return file, (_place(dataset) / file.name).open("rb")


def make(dataset: Dataset) -> Answer:
    """Make the files, unless another thread or process does: then wait for its answer.

    Raises:
        BusyError: it takes another one too long.
    """
    with _alone(dataset):
        return current(dataset) or _made(dataset)


@contextmanager
def _alone(dataset: Dataset) -> Iterator[None]:
    """Of several that want a dataset made one reads its rows; a lock of a dead process is nobody's."""
    place, until = _place(dataset), monotonic() + LONGEST
    durable.make_folder(place)
    with (place / LOCK).open("w") as file:
        while True:
            with suppress(BlockingIOError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            if monotonic() > until:
                raise BusyError(dataset.name)
            sleep(LOOK_EVERY)
        yield


def _made(dataset: Dataset) -> Answer:
    """Make every file from one reading of the rows.

    The state is asked before the rows are read: what changes meanwhile makes the answer old, never
    wrong.
    """
    state, place, before = state_of(dataset), _place(dataset), _noted(dataset)
    with tempfile.TemporaryFile(dir=place) as spool:
        count = _spooled(dataset, spool)
        files = {file.form: file for file in _written(dataset, spool, count, place)}
    now = timezone.now()
    changed_at = before.changed_at if before else None
    if before and before.files["csv"].digest != files["csv"].digest:
        changed_at = now
    answer = Answer(state, count, now, changed_at, files)
    _note(place, answer)
    _sweep(place, {file.name for file in files.values()})
    return answer


def _spooled(dataset: Dataset, spool: IO[bytes]) -> int:
    """The rows into a file of our own, as they come from the query."""
    count = 0
    with in_pieces():
        for row in dataset.series.rows(dataset.year):
            pickle.dump(row, spool, pickle.HIGHEST_PROTOCOL)
            count += 1
    return count


def _reread(spool: IO[bytes], count: int) -> Iterator[Row]:
    spool.seek(0)
    for _ in range(count):
        yield pickle.load(spool)  # noqa: S301 - written above, in a file without a name


def _written(dataset: Dataset, spool: IO[bytes], count: int, place: Path) -> Iterator[File]:
    def into(form: str) -> Callable[[IO[bytes]], None]:
        rows = _reread(spool, count)
        heads = [column.head for column in dataset.series.columns]
        made = datetime.combine(dataset.part.newest or UNDATED, clock.min)
        table = downloads.Table(dataset.name, dataset.series.title, heads, rows, made=made)
        return lambda file: downloads.write(table, form, file)

    with tempfile.TemporaryFile(dir=place) as marked:
        into("csv")(marked)
        for form, start in (("csv", len(MARK)), ("excel.csv", 0)):
            marked.seek(start)
            yield _kept(place, form, lambda file: shutil.copyfileobj(marked, file))
    for form in ("json", "xlsx"):
        yield _kept(place, form, into(form))


def _kept(place: Path, form: str, write: Callable[[IO[bytes]], None]) -> File:
    """What `write` writes, under its digest."""
    with tempfile.NamedTemporaryFile(dir=place, prefix=UNFINISHED, delete=False) as file:
        write(cast(IO[bytes], file))
        file.seek(0)
        digest = hashlib.file_digest(cast(Any, file), "sha256").hexdigest()
        kept = File(form, file.seek(0, os.SEEK_END), digest)
    # the note that names it must not outlive it in a power cut
    durable.sync(Path(file.name))
    Path(file.name).replace(place / kept.name)
    return kept


def _noted(dataset: Dataset) -> Answer | None:
    try:
        known = json.loads((_place(dataset) / NOTE).read_bytes())
    except FileNotFoundError:
        return None
    changed_at = known["changed_at"]
    return Answer(
        known["state"],
        known["rows"],
        datetime.fromisoformat(known["made_at"]),
        datetime.fromisoformat(changed_at) if changed_at else None,
        {form: File(form, size, digest) for form, (size, digest) in known["files"].items()},
    )


def _note(place: Path, answer: Answer) -> None:
    text = json.dumps(
        {
            "state": answer.state,
            "rows": answer.rows,
            "made_at": answer.made_at.isoformat(),
            "changed_at": answer.changed_at.isoformat() if answer.changed_at else "",
            "files": {form: (file.size, file.digest) for form, file in answer.files.items()},
        }
    )
    with durable.replacing(place / NOTE) as file:
        file.write(text.encode())


def _sweep(place: Path, kept: set[str]) -> None:
    """What older answers left; nothing that is taken down stays on the disk."""
    for one in place.iterdir():
        if one.name in kept or one.name in (NOTE, LOCK):
            continue
        with suppress(FileNotFoundError):  # whoever makes the same at this moment sweeps too
            if not one.name.startswith(".") or time() - one.stat().st_mtime > STRAY:
                one.unlink()


def forget(datasets: Iterable[Dataset]) -> int:
    """Remove the folders of all but these: a year of which nothing is public any more."""
    there = {_place(dataset) for dataset in datasets}
    gone = [place for place in folder().glob("*/*") if place not in there]
    for place in gone:
        shutil.rmtree(place)
    return len(gone)
