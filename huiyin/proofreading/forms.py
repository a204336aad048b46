"""Forms of the list of terms."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from huiyin.casework.forms import DayInput, PlainErrors

from .models import Term

_LARGEST = 5 * 2**20


class TermForm(PlainErrors, forms.ModelForm):
    """A term; the office is that of the signed-in person."""

    class Meta:
        model = Term
        fields = [
            "wrong", "right", "level", "note", "unless", "before", "after", "valid_from",
            "valid_until", "is_active",
        ]  # fmt: skip
        widgets = {"valid_from": DayInput(), "valid_until": DayInput()}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()

    def clean_wrong(self) -> str:
        wrong: str = self.cleaned_data["wrong"].strip()
        terms = Term.objects.filter(agency=self.instance.agency, wrong=wrong)
        if terms.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("用语表里已经有这一条，请直接修改原来那一条")
        return wrong


class TermFileForm(PlainErrors, forms.Form):
    """导入."""

    file = forms.FileField(label="文件", help_text="xlsx 或者 csv，列名与导出的文件相同")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()
        self.fields["file"].error_messages["empty"] = "文件是空的，请换一个"

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > _LARGEST:
            raise forms.ValidationError("文件超过 5 MB，请拆成几个再传")
        if not (file.name or "").lower().endswith((".xlsx", ".csv")):
            raise forms.ValidationError("只能导入 xlsx、csv 文件")
        return file
