"""重大行政决策, and what the public says of a draft."""

from typing import Any

from django import forms

from huiyin.casework.forms import (
    ContactField,
    PlainErrors,
    ReleaseForm,
    TextField,
)
from huiyin.casework.record_forms import forms_of

from .actions import decisions
from .sheet import DECISION

LONGEST_OPINION = 3000


DecisionForm, AmendDecisionForm = forms_of(
    DECISION, check=lambda values, today: decisions.check(values)
)


class TerminateForm(ReleaseForm):
    """终止."""

    end_reason = TextField(label="终止原因", max_length=500)


class OpinionForm(PlainErrors, forms.Form):
    """我要提意见: what one thinks; who one is only if one wants."""

    text = forms.CharField(
        label="您的意见",
        max_length=LONGEST_OPINION,
        widget=forms.Textarea(attrs={"rows": 6, "class": "input"}),
        help_text=f"最多 {LONGEST_OPINION} 字。请不要写身份证号码等个人信息",
    )
    name = forms.CharField(
        label="姓名或单位（选填）",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        help_text="不填也可以提交；填写的内容加密保存，不对外公布",
    )
    contact = ContactField(
        label="联系方式（选填）",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
        help_text="需要进一步了解时才会与您联系",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("label_suffix", "")
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # a pasted text is not cut off unseen
            field.widget.attrs.pop("cols", None)
        self.say_what_to_do()
