"""预算、决算."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from huiyin.casework.forms import AmendForm, MatterForm, MoveForm, ReasonForm
from huiyin.registers.actions import filling
from huiyin.registers.models import BudgetLine, BudgetSheet
from huiyin.registers.money import AmountError, fen, wan_text


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


class SheetForm(MatterForm):
    """登记 of a table of a year."""

    class Meta(MatterForm.Meta):
        model = BudgetSheet
        fields = ("year", "stage", "table")


class ExplainForm(AmendForm):
    """填写说明."""

    class Meta(MatterForm.Meta):
        model = BudgetSheet
        fields = ("explanation", "note")


class FillForm(MoveForm):
    """粘贴数据: two columns copied from a table."""

    rows = forms.CharField(
        label="项目和金额（万元）",
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="在 Excel 或 WPS 中选中“项目”“金额”两列，复制后粘贴到这里；下级项目在名称前空一个全角空格",
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

    class Meta(MatterForm.Meta):
        model = BudgetLine
        fields = (
            "reference",
            "year",
            "stage",
            "table",
            "position",
            "level",
            "code",
            "label",
            "amount",
        )


class AmendLineForm(AmendForm, LineForm):
    """更正 of a row."""

    class Meta(LineForm.Meta):
        pass


SHEET_FORMS: dict[str, type[Any]] = {
    "fill": FillForm,
    "amend": ExplainForm,
    "publish": MoveForm,
    "withdraw": ReasonForm,
    "void": ReasonForm,
}
LINE_FORMS: dict[str, type[Any]] = {"amend": AmendLineForm, "void": ReasonForm}
