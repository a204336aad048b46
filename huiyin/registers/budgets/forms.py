"""预算、决算."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huiyin.casework.forms import MoveForm
from huiyin.casework.record_forms import AmendForm, MatterForm, form_of
from huiyin.common.money import AmountError, fen, wan_text

from .actions import filling
from .models import BudgetLine, BudgetSheet
from .sheet import LINE, TABLE


class WanField(forms.CharField):
    """金额 in 万元, kept as whole 分."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault("help_text", "单位万元，可到小数点后六位，例如 123.45")
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        return wan_text(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return fen(text)
        except AmountError as error:
            raise ValidationError(str(error)) from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(fen(str(data or "")) != initial)
        except AmountError:
            return True


SheetForm = form_of(TABLE, MatterForm, TABLE.asked)
ExplainForm = form_of(TABLE, AmendForm, ("explanation", "note"))


class FillForm(MoveForm):
    """粘贴数据: two columns copied from a table."""

    rows = forms.CharField(
        label="项目和金额（万元）",
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="在 Excel 或 WPS 中选中“项目”“金额”两列，复制后粘贴到这里；下级项目在名称前缩进，空格、全角空格、制表符都可以，缩进多少不限",
    )

    def clean_rows(self) -> str:
        text: str = self.cleaned_data["rows"]
        if isinstance(self.matter, BudgetSheet):
            try:
                filling.read(text, self.matter.table)
            except ValidationError as wrong:
                raise ValidationError(wrong.messages) from wrong
        return text


class LineForm(MatterForm):
    """One row of a table."""

    amount = WanField(label="金额（万元）")

    class Meta:
        model = BudgetLine
        fields = LINE.asked


class AmendLineForm(AmendForm, LineForm):
    """更正 of a row."""

    class Meta(LineForm.Meta):
        pass
