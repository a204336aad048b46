"""Paper numbers of several rows, as one field: ticked in a list, or written one a line."""

from typing import Any

from django import forms

from huiyin.casework.forms import TextField


class _Lines(forms.Textarea):
    """What is ticked comes as several values of one name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        values = data.getlist(name) if hasattr(data, "getlist") else [data.get(name) or ""]
        return "\n".join(values)


class NumbersField(TextField):
    """文书号, one a line."""

    def __init__(self, label: str, max_length: int, **options: Any) -> None:
        super().__init__(label, max_length, **options)
        self.widget = _Lines(attrs=self.widget.attrs)
