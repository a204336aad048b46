"""佐证: a file that shows what was done; encrypted, with its digest, never replaced.

A matter has a table of its own that says what each file is for; what a file is, how it is
uploaded and how it is given out is the same for all of them.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from huiyin.files import intake, keeping
from huiyin.files.models import StoredFile
from huiyin.web.http import attachment

from .forms import MoveForm

Checked = tuple[str, intake.Kind, bytes]
"""An upload as `intake.check` returns it."""
KINDS = intake.DOCUMENTS | intake.PROOFS


class KeptFile(models.Model):
    """A file beside a matter, and when it was added."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    note = models.CharField("说明", max_length=200, blank=True)
    added_on = models.DateField("上传日期")

    class Meta:
        abstract = True

    @property
    def what(self) -> str:
        """What it is for, in words: each table says of what kinds it has files."""
        said: str = self.get_role_display()  # type: ignore[attr-defined]
        return said


class FileForm(MoveForm):
    """With a file; the body of the move says whether there may be none."""

    file = forms.FileField(
        label="材料",
        required=False,
        help_text="照片、PDF 或者办公文档；只有本机关负责办理和检查的人能看到",
        widget=forms.ClearableFileInput(attrs={"accept": intake.accepted(KINDS)}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        return intake.check(file, KINDS) if file else None


def given_out(files: Any, pk: int, note: Callable[[], object]) -> HttpResponse:
    """One of these rows as a download, checked against its digest.

    `note` asks who may read it and writes the look down: `Reading.note`.

    Raises:
        Http404: it is none of them.
        PermissionDenied: by `note`.
        ValueError: the content is not what was stored.
    """
    stored = get_object_or_404(files.select_related("file"), pk=pk).file
    note()
    return attachment(keeping.content_of(stored), stored.name, stored.media_type)
