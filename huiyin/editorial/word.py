"""从 Word 文件起草: an uploaded docx as the beginning of a draft."""

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from huiyin.files import intake

from .word_file import UnreadableWordError, WordDraft, convert


def read(upload: UploadedFile) -> WordDraft:
    """The draft in a docx.

    Raises:
        ValidationError: it is not a docx, and what to do instead.
    """
    name = intake.clean_name(upload.name or "")
    extension = name.rpartition(".")[2].lower()
    if extension in ("doc", "wps", "dot", "wpt", "rtf", "odt"):
        raise ValidationError(
            f"“{name}”是 {extension} 格式，读不准。请在 Word 或 WPS 中“另存为”docx 再上传；"
            "也可以打开后全选、复制，粘贴到编辑器里"
        )
    name, _, content = intake.check(upload, frozenset({intake.DOCX}))
    try:
        return convert(content, name)
    except UnreadableWordError as error:
        raise ValidationError(str(error)) from error
