"""The file with everything that belongs to it; what is missing from the store is named, not left out silently."""

from dataclasses import dataclass

from huiyin.files import keeping
from huiyin.files.models import StoredFile
from huiyin.personal.keys import UnreadableError

from .content import Material

MISSING, FOLDER = "缺失文件.txt", "佐证"


@dataclass(frozen=True)
class Written:
    """A file, and each piece of evidence that is not in the store as it was, and why."""

    content: bytes
    missing: tuple[str, ...] = ()


def evidence(said: Material) -> tuple[dict[str, bytes], list[str]]:
    """Name in the package → content of all that is there, and what is not."""
    files: dict[str, bytes] = {}
    missing = []
    for name, proof in said.evidence:
        content = content_or_why(proof.file)
        if isinstance(content, str):
            missing.append(f"{name}：{content}（应有摘要 {proof.file.sha256}）")
        else:
            files[f"{FOLDER}/{name}"] = content
    if missing:
        files[MISSING] = ("\n".join(missing) + "\n").encode()
    return files, missing


def content_or_why(file: StoredFile) -> bytes | str:
    """The kept bytes, or why there are none."""
    try:
        return keeping.content_of(file)
    except OSError:
        return "文件不在存储中"
    except (UnreadableError, ValueError):
        return "文件的内容不是当时保存的"
