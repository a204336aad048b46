"""One zip that opens without this system: the file in each format, the evidence, and a list of digests.

`sha256sum -c SHA256SUMS` verifies it. What is missing from the store is named in it, not left out
silently.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime

from huiyin.files import keeping
from huiyin.files.models import StoredFile
from huiyin.personal.keys import UnreadableError

from . import html, word
from .content import Material

SUMS, MISSING, FOLDER = "SHA256SUMS", "缺失文件.txt", "佐证"
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The moment of every entry: the same content is the same file."""


@dataclass(frozen=True)
class Package:
    content: bytes
    missing: list[str]
    """Each piece of evidence that is not in the store as it was, and why."""


def package(said: Material, *, at: datetime) -> Package:
    """The file in three formats, its evidence, what is missing, and the digests of all of it."""
    files = {
        f"{said.title}.docx": word.to_docx(said),
        f"{said.title}.pdf": word.to_pdf(said, at=at),
        f"{said.title}.html": html.to_html(said),
    }
    missing = []
    for name, proof in said.evidence:
        content = content_or_why(proof.file)
        if isinstance(content, str):
            missing.append(f"{name}：{content}（应有摘要 {proof.file.sha256}）")
        else:
            files[f"{FOLDER}/{name}"] = content
    if missing:
        files[MISSING] = ("\n".join(missing) + "\n").encode()
    sums = [f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items()]
    return Package(_zipped({**files, SUMS: "".join(sums).encode()}), missing)


def content_or_why(file: StoredFile) -> bytes | str:
    """The kept bytes, or why there are none."""
    try:
        return keeping.content_of(file)
    except OSError:
        return "文件不在存储中"
    except (UnreadableError, ValueError):
        return "文件的内容不是当时保存的"


def _zipped(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EARLIEST), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
