"""导入批次 from beginning to end: counted as it goes, so that a broken-off one says how far it
came.

An import never resumes in the middle of a file: the same file is imported again, and what is
already in is recognised.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import DocumentPage
from huiyin.jobs.claims import claimed
from huiyin.organisations.models import Organisation

from .models import Batch

PAGES = "pages"
CHUNK = 1024 * 1024


def begin_pages(paths: list[Path], agency: Organisation, actor: Actor, at: datetime) -> Batch:
    """Begin the batch of an import of pages; a ledger begins its own."""
    more = f" 等 {len(paths)} 个" if len(paths) > 1 else ""
    return Batch.objects.create(
        kind=PAGES, subject_type=DocumentPage._meta.label_lower, agency=agency, at=at,
        file_name=f"{paths[0].name}{more}"[-255:], sha256=_digest(paths),
        actor_key=actor.key, actor_name=actor.name[:100],
    )  # fmt: skip


def _digest(paths: list[Path]) -> str:
    """Equal for the same import: a file by its content, a folder by its path."""
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file():
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        else:
            digest.update(str(path.resolve()).encode())
    return digest.hexdigest()


@contextmanager
def under_way(batch: Batch) -> Iterator[None]:
    """Mark the batch as being imported until the block or its process ends."""
    with claimed(_claim(batch)):
        yield


def is_under_way(batch: Batch) -> bool:
    with claimed(_claim(batch)) as is_free:
        return not is_free


def _claim(batch: Batch) -> str:
    return f"import.{batch.agency_id}.{batch.kind}"


def descriptions(batches: Iterable[Batch]) -> list[str]:
    """Of those that have no end: how far they came, and what to do."""
    return [
        f"“{batch.file_name}”（{batch}）正在导入"
        if is_under_way(batch)
        else f"“{batch.file_name}”（{batch.agency}，{batch.actor_name}）没有导完：进程中断，"
        f"已新增 {batch.created}、更正 {batch.updated}。请再次导入同一个文件，从中断处继续，已有的不会重复"
        for batch in batches
    ]
