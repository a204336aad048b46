"""What is uploaded to be checked."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from huiyin.casework.forms import PlainForm

from .reading import KINDS

MOST = 30
MEGABYTE = 2**20
_ACCEPTED = ",".join(f".{kind}" for kind in KINDS)


class ManyFiles(forms.FileInput):
    """One input for several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class ReportsField(forms.FileField):
    """One or several files; each keeps its place in the list."""

    widget = ManyFiles(attrs={"accept": _ACCEPTED})

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = [super(ReportsField, self).clean(one, initial) for one in data or [None]]
        if len(files) > MOST:
            raise forms.ValidationError(f"一次最多核查 {MOST} 份，请分几次上传；更多的可以用命令行")
        for file in files:
            _refuse_large(file)
        return files


def _refuse_large(file: UploadedFile | None) -> None:
    if file is not None and (file.size or 0) > settings.MAX_UPLOAD_MEGABYTES * MEGABYTE:
        raise forms.ValidationError(
            f"“{file.name}”超过 {settings.MAX_UPLOAD_MEGABYTES} MB，请另存得小一些再传"
        )


class ReportsForm(PlainForm):
    """The reports of a year, and those of the year before among them."""

    reports = ReportsField(
        label="年度报告文件",
        max_length=200,
        help_text="可以选多个：网页、docx、带文字层的 PDF 或者 json。连同上年的报告一起选，会按机关和年度自动对照",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reports"].error_messages.update(
            required="请选择文件",
            empty="文件是空的，请换一个",
            max_length="文件名太长，请改短后再传",
        )
