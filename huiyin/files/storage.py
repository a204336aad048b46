"""Where uploads lie: a file is on the disk before the row that names it is written."""

from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage

from huiyin.common import durable


class DurableStorage(FileSystemStorage):
    """文件存储: `save` comes back when a power cut cannot take the file any more."""

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        durable.make_folder(Path(self.path(name or "")).parent)
        saved = super().save(name, content, max_length)
        place = Path(self.path(saved))
        durable.sync(place)
        durable.sync(place.parent)
        return saved
