"""Limits the size of uploads: a file that is too large never reaches the disk."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MEGABYTE = 1024 * 1024


class SizeLimitHandler(FileUploadHandler):
    """Drop a file as soon as it exceeds the limit, and note its field on the request."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.seen += len(raw_data)
        if self.seen > settings.MAX_UPLOAD_MEGABYTES * MEGABYTE:
            if self.request is not None:
                dropped(self.request).add(str(self.field_name))
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def dropped(request: HttpRequest) -> set[str]:
    """Names of the fields whose files were too large."""
    fields: set[str] = request.__dict__.setdefault("dropped_uploads", set())
    return fields


def too_large() -> str:
    """The sentence for the person who chose such a file."""
    return f"文件超过 {settings.MAX_UPLOAD_MEGABYTES} MB，没有收下。请缩小图片或分成几个文件再上传"
