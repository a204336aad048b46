"""What a person fills in for the moves of an application."""

from datetime import date
from typing import Any

from django import forms

from huiyin.casework.forms import AmendForm, DayField, MatterForm, MoveForm, ReasonForm, TextField

from . import deadlines
from .models import Application, Decision, Outcome, RemedyKind


class RegisterForm(MatterForm):
    """登记 of an application that came in by letter, fax or at the counter."""

    class Meta(MatterForm.Meta):
        model = Application
        fields: tuple[str, ...] = (
            "received_on",
            "channel",
            "applicant_kind",
            "applicant_name",
            "applicant_contact",
            "description",
            "delivery",
        )
        personal = ("applicant_name", "applicant_contact")


class AmendApplicationForm(AmendForm, RegisterForm):
    """更正 of an application, its answer included."""

    class Meta(RegisterForm.Meta):
        fields = (*RegisterForm.Meta.fields, "decision", "answered_on", "answer_number")


class AskCorrectionForm(MoveForm):
    wanted = TextField(label="需要补正的内容", max_length=500)


class ReceivedForm(MoveForm):
    received_on = DayField(label="收到日期")


class ConsultForm(MoveForm):
    sent_on = DayField(label="发出日期")
    whom = forms.CharField(label="征求谁的意见", max_length=100)


class ExtendForm(MoveForm):
    days = forms.IntegerField(
        label="延长工作日数",
        min_value=1,
        max_value=deadlines.ANSWER.longest_extension,
        initial=deadlines.ANSWER.longest_extension,
        help_text=f"最多 {deadlines.ANSWER.longest_extension} 个工作日，只能延长一次",
    )
    reason = TextField(label="理由", max_length=300)


class AnswerForm(MoveForm):
    decision = forms.ChoiceField(label="办理结果", choices=[("", "请选择"), *Decision.choices])
    answered_on = DayField(label="答复日期")
    answer_number = forms.CharField(label="答复文号", max_length=80, required=False)


class ContestForm(MoveForm):
    kind = forms.ChoiceField(label="救济类别", choices=RemedyKind.choices, widget=forms.RadioSelect)
    organ = forms.CharField(label="受理机关", max_length=100)
    filed_on = DayField(label="受理日期")
    outcome = forms.ChoiceField(label="审理结果", choices=Outcome.choices, initial=Outcome.PENDING)
    decided_on = DayField(label="审结日期", required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        decided: date | None = found.get("decided_on")
        outcome, filed = found.get("outcome"), found.get("filed_on")
        if outcome == Outcome.PENDING and decided:
            self.add_error("outcome", "填写了审结日期，请选择审理结果")
        if outcome and outcome != Outcome.PENDING and not decided:
            self.add_error("decided_on", "已经审结的，请填写审结日期")
        if decided and filed and decided < filed:
            self.add_error("decided_on", "审结日期早于受理日期，请核对")
        return found


FORMS: dict[str, type[Any]] = {
    "amend": AmendApplicationForm,
    "ask_correction": AskCorrectionForm,
    "receive_correction": ReceivedForm,
    "consult": ConsultForm,
    "receive_opinion": ReceivedForm,
    "extend": ExtendForm,
    "answer": AnswerForm,
    "contest": ContestForm,
    "void": ReasonForm,
}
