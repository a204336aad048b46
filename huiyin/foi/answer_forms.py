"""What a person fills in for the answer of an application and what follows it."""

from datetime import date
from typing import Any

from django import forms

from huiyin.casework.forms import DayField, MoveForm, ReasonForm, TextField

from . import deadlines
from . import forms as intake
from .models import (
    Application,
    Decision,
    Exemption,
    Ground,
    Outcome,
    PaperKind,
    Remedy,
    RemedyKind,
    Satisfaction,
    ServiceMethod,
)
from .papers import issuing
from .papers.drawing import needs
from .redacting import grounds_of

MOST_GROUNDS = 3
RESULTS = [("", "请选择"), *Decision.choices]


class ExtendForm(intake.WithLetterForm):
    letter_kind = PaperKind.EXTENSION
    days = forms.IntegerField(
        label="延长工作日数",
        min_value=1,
        max_value=deadlines.ANSWER.longest_extension,
        initial=deadlines.ANSWER.longest_extension,
        help_text=f"最多 {deadlines.ANSWER.longest_extension} 个工作日，只能延长一次",
    )
    reason = TextField(label="理由", max_length=300)


class DraftForm(MoveForm):
    """拟定答复, with up to three withheld parts; more are entered by drafting again."""

    decision = forms.ChoiceField(label="拟办结果", choices=RESULTS)
    text = TextField(label="答复内容", max_length=10000, rows=8)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept: list[Ground] = []
        if isinstance(self.matter, Application):
            self.fields["decision"].initial = self.matter.draft_decision
            self.fields["text"].initial = self.matter.draft_text
            kept = list(self.matter.grounds.all()) or grounds_of(self.matter)
        self.places = max(MOST_GROUNDS, len(kept))
        for place in range(self.places):
            self._ground_fields(place, kept[place] if place < len(kept) else Ground())
        self.say_what_to_do()

    def _ground_fields(self, place: int, kept: Ground) -> None:
        number = place + 1
        self.fields[f"code_{place}"] = forms.ChoiceField(
            label=f"不予公开的理由（{number}）",
            choices=[("", "无"), *Exemption.choices],
            initial=kept.code,
            required=False,
        )
        self.fields[f"portion_{place}"] = forms.CharField(
            label=f"不予公开的部分（{number}）",
            max_length=300,
            initial=kept.portion,
            required=False,
        )
        self.fields[f"reason_{place}"] = forms.CharField(
            label=f"具体说明（{number}）", max_length=1000, initial=kept.reason, required=False
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(self.places):
            code, reason = found.get(f"code_{place}"), found.get(f"reason_{place}")
            if code and not reason:
                self.add_error(f"reason_{place}", "请说明为什么属于这种情形")
            if not code and (reason or found.get(f"portion_{place}")):
                self.add_error(f"code_{place}", "请选择不予公开的理由")
        return found

    def details(self) -> dict[str, Any]:
        told = self.cleaned_data
        grounds = [
            Ground(
                code=told[f"code_{place}"],
                portion=told[f"portion_{place}"],
                reason=told[f"reason_{place}"],
            )
            for place in range(self.places)
            if told[f"code_{place}"]
        ]
        return {"decision": told["decision"], "text": told["text"], "grounds": grounds}


class RefuseReasonsForm(MoveForm):
    text = TextField(label="理由不合理的说明", max_length=3000)


class ReviewForm(MoveForm):
    secrecy = TextField(label="保密审查意见", max_length=500)
    legal = TextField(label="合法性审查意见", max_length=500)


class SignForm(intake.WithLetterForm):
    """签发 with its letter: what a ready draft says is filled in, what is still missing is asked."""

    letter_kind: str = PaperKind.ANSWER

    def __init__(self, *args: Any, **options: Any) -> None:
        matter = options.get("matter")
        if isinstance(matter, Application):
            self.letter_kind = issuing.answer_kind(matter, matter.draft_decision)
        super().__init__(*args, **options)
        self.fields["with_letter"].help_text = "文书在其他系统编号的不选，送达时填写文号"
        if isinstance(matter, Application) and matter.draft_decision:
            ready = self._ready()
            for name, (_, said) in needs(matter, self.letter_kind, facts=ready).items():
                written = matter.draft_text if name == "理由审查" else ""
                self.ask(name, (said if isinstance(said, str) else "\n".join(said)) or written)

    def details(self) -> dict[str, Any]:
        told = super().details()
        return told if "letter" in told else {"elsewhere": True}


class ServeForm(MoveForm):
    method = forms.ChoiceField(label="送达方式", choices=ServiceMethod.choices)
    number = forms.CharField(
        label="答复文号", max_length=80, help_text="答复书在其他系统编号，请填写"
    )
    served_on = DayField(label="送达（交寄）日期")
    post_number = forms.CharField(
        label="邮件号码", max_length=40, required=False, help_text="邮政寄递的必填"
    )
    delivered_on = DayField(label="签收日期", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application) and issuing.signed_letter(self.matter):
            del self.fields["number"]


class AnswerForm(MoveForm):
    decision = forms.ChoiceField(label="办理结果", choices=RESULTS)
    answered_on = DayField(label="答复日期")
    answer_number = forms.CharField(label="答复文号", max_length=80, required=False)


class WithdrawForm(MoveForm):
    withdrawn_on = DayField(label="撤回日期")
    note = forms.CharField(label="说明", max_length=200, required=False)


class OutcomeForm(MoveForm):
    """How a proceeding stands."""

    outcome = forms.ChoiceField(label="审理结果", choices=Outcome.choices, initial=Outcome.PENDING)
    decided_on = DayField(label="审结日期", required=False)
    reply_due_on = DayField(label="答复（答辩）期限", required=False)
    hearing_on = DayField(label="听证（开庭）日期", required=False)

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


class ContestForm(OutcomeForm):
    kind = forms.ChoiceField(label="救济类别", choices=RemedyKind.choices, widget=forms.RadioSelect)
    organ = forms.CharField(label="受理机关", max_length=100)
    filed_on = DayField(label="受理日期")
    field_order = ("kind", "organ", "filed_on")


class NoteRemedyForm(OutcomeForm):
    remedy = forms.TypedChoiceField(label="哪一件", coerce=int)
    field_order = ("remedy",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["remedy"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101 - declared above
        if self.matter is not None:
            known = Remedy.objects.filter(application=self.matter.pk)
            field.choices = [(one.pk, f"{one.get_kind_display()} {one.filed_on}") for one in known]


class RateForm(MoveForm):
    satisfaction = forms.ChoiceField(
        label="满意度", choices=Satisfaction.choices, widget=forms.RadioSelect
    )


FORMS: dict[str, type[Any]] = {
    "amend": intake.AmendApplicationForm,
    "confirm": intake.ConfirmForm,
    "assign": intake.AssignForm,
    "split": intake.SplitForm,
    "ask_correction": intake.AskCorrectionForm,
    "receive_correction": intake.ReceiveCorrectionForm,
    "lapse_correction": intake.LapseCorrectionForm,
    "ask_reasons": intake.AskReasonsForm,
    "receive_reasons": intake.ReceiveReasonsForm,
    "delay": intake.DelayForm,
    "refuse_reasons": RefuseReasonsForm,
    "consult": intake.ConsultForm,
    "note_enquiry_received": intake.EnquiryReceivedForm,
    "receive_opinion": intake.OpinionForm,
    "notice_fee": intake.FeeForm,
    "receive_payment": intake.PaymentForm,
    "claim_payment": intake.ClaimForm,
    "lapse_payment": intake.CloseForm,
    "extend": ExtendForm,
    "draft_answer": DraftForm,
    "review": ReviewForm,
    "return_draft": ReasonForm,
    "sign": SignForm,
    "serve": ServeForm,
    "answer": AnswerForm,
    "withdraw": WithdrawForm,
    "contest": ContestForm,
    "note_remedy": NoteRemedyForm,
    "rate": RateForm,
    "void": ReasonForm,
}
