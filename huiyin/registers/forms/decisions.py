"""重大行政决策, and what the public says of a draft."""

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import (
    AmendForm,
    ContactField,
    DayField,
    MatterForm,
    MoveForm,
    PlainErrors,
    ReasonForm,
    ReleaseForm,
    TextField,
)
from huiyin.registers.actions import decisions
from huiyin.registers.models import Decision, Outcome, limits

LONGEST_OPINION = 3000


class DecisionForm(MatterForm):
    """A matter with its draft."""

    needed_when: ClassVar[dict[str, str]] = {"short_reason": "缩短期限的必填"}

    class Meta(MatterForm.Meta):
        model = Decision
        fields = ("name", "department", "basis", "explanation", "draft", "draft_link", "ways",
                  "short_reason")  # fmt: skip
        help_texts: ClassVar[dict[str, str]] = {"short_reason": "不足规定天数时必填，将对外公布"}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            decisions.check(Decision(draft_link=found.get("draft_link") or ""))
        except ValidationError as wrong:
            self.add_error("draft_link", wrong.message_dict["draft_link"])
        return found


class AmendDecisionForm(AmendForm, DecisionForm):
    """修改草案."""

    class Meta(DecisionForm.Meta):
        pass


def _usual_end() -> Any:
    return timezone.localdate() + timedelta(days=limits().consultation_days)


class ConsultForm(MoveForm):
    """公开征求意见."""

    consult_until = DayField(label="截止日期", initial=_usual_end)


class ProlongForm(MoveForm):
    """延长征求意见."""

    consult_until = DayField(label="新的截止日期", initial=None)


class _Drafted(MoveForm):
    """What was drafted before comes back to be changed."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in self.fields:
            self.initial.setdefault(name, getattr(self.matter, name, None))


class DraftFeedbackForm(_Drafted):
    """起草采纳情况."""

    other_opinions = forms.IntegerField(
        label="其他途径收到意见数", min_value=0, max_value=1_000_000, initial=0
    )
    adoption = TextField(label="意见采纳情况", max_length=20_000, rows=8)


class FeedBackForm(ReleaseForm):
    """公布采纳情况."""

    other_opinions = forms.IntegerField(
        label="其他途径收到意见数", min_value=0, max_value=1_000_000
    )
    adoption = TextField(label="意见采纳情况", max_length=20_000, rows=8)


class DeliberateForm(MoveForm):
    """登记审议."""

    meeting = forms.CharField(label="审议会议", max_length=200)
    deliberated_on = DayField(label="审议日期")


class DraftOutcomeForm(_Drafted):
    """起草结果."""

    outcome = TextField(label="决策结果", max_length=20_000, rows=8)
    outcome_link = forms.CharField(label="结果文件地址", max_length=300, required=False)


class PublishForm(ReleaseForm):
    """公布结果."""

    outcome = TextField(label="决策结果", max_length=20_000, rows=8)
    outcome_link = forms.CharField(label="结果文件地址", max_length=300, required=False)


class TerminateForm(ReleaseForm):
    """终止."""

    end_reason = TextField(label="终止原因", max_length=500)


class HandleForm(MoveForm):
    """处理 of one opinion."""

    outcome = forms.ChoiceField(
        label="处理结果", choices=[("", "请选择"), *[(o.value, o.label) for o in Outcome]]
    )
    answer = TextField(label="理由说明", max_length=3000, required=False)
    needed_when: ClassVar[dict[str, str]] = {"answer": "部分采纳或未采纳的必填"}


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


FORMS: dict[str, type[Any]] = {
    "amend": AmendDecisionForm,
    "consult": ConsultForm,
    "prolong": ProlongForm,
    "close": MoveForm,
    "draft_feedback": DraftFeedbackForm,
    "feed_back": FeedBackForm,
    "draft_outcome": DraftOutcomeForm,
    "deliberate": DeliberateForm,
    "publish": PublishForm,
    "propose_end": ReasonForm,
    "terminate": TerminateForm,
    "void": ReasonForm,
}
OPINION_FORMS: dict[str, type[Any]] = {"handle": HandleForm, "void": ReasonForm}
