"""What is filled in for the summary beside its text, and for the annual report."""

from datetime import date
from typing import Any

from django import forms

from huiyin.casework.forms import DayInput, PlainErrors, TextField
from huiyin.casework.record_forms import forms_of
from huiyin.report_audit.forms import ReportsForm

from .actions.writing import LONGEST, Frame
from .sheet import ANNUAL

AnnualForm, _ = forms_of(ANNUAL)


class ParagraphForm(PlainErrors, forms.Form):
    """撰写段落; an empty text takes the paragraph out."""

    text = TextField(label="内容", max_length=LONGEST, rows=7, required=False)

    def __init__(self, *args: Any, label: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = label
        self.say_what_to_do()


class FrameForm(PlainErrors, forms.Form):
    """版头和落款."""

    addressee = forms.CharField(
        label="主送机关", max_length=200, required=False, help_text="不写冒号；不报送的可以空着"
    )
    signature = forms.CharField(label="署名", max_length=200)
    dated_on = forms.DateField(
        label="成文日期", required=False, widget=DayInput(), help_text="空着表示当天"
    )
    as_of = forms.DateField(
        label="统计截至", required=False, widget=DayInput(), help_text="空着表示成文日期当天"
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.say_what_to_do()

    def frame(self) -> Frame:
        cleaned = self.cleaned_data
        days: list[date | None] = [cleaned["dated_on"], cleaned["as_of"]]
        return Frame(cleaned["addressee"], cleaned["signature"], *days)


class StatementForm(PlainErrors, forms.Form):
    """填报: a number with its source."""

    value = forms.DecimalField(label="数值", max_digits=16, decimal_places=4)
    source = forms.CharField(
        label="数据来源",
        max_length=200,
        help_text="从哪个系统、哪本台账、哪一天取的，核对人照此核对",
    )

    def __init__(self, *args: Any, label: str = "数值", **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].label = label
        self.say_what_to_do()


class ReceivedForm(ReportsForm):
    """其他机关的报告: the files, and who has to report."""

    agencies = TextField(
        label="应当报送的机关",
        max_length=10_000,
        rows=4,
        required=False,
        help_text="一行一个；没有收到的会列出来",
    )

    @property
    def expected(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.cleaned_data["agencies"].splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))
