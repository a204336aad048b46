"""What a person fills in for the answer of an application and what follows it."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from huiyin.casework.forms import DayField, MoveForm, ReasonForm, TextField
from huiyin.files import intake as uploads

from . import deadlines
from . import forms as intake
from .models import (
    Application,
    ApplicationFile,
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
from .papers import attachments, leaving
from .papers.kinds import OPTIONAL
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


class DraftingForm(intake.AsksLetterForm):
    """The text of an answer and what its letter needs; a newer draft is shown, not overwritten."""

    lead = "foi/desk/_given.html"
    shows_record = True
    text = TextField(label="答复内容", max_length=10000, rows=8)

    class Meta:
        personal: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].help_text = "写进答复书，也显示给查进度的申请人，一字不改"
        if isinstance(self.matter, Application):
            self.fields["text"].initial = self.matter.draft_text

    def ask_letter(self, decision: str) -> None:
        if isinstance(self.matter, Application) and decision:
            for name, (_, said) in leaving.asked(self.matter, decision).items():
                text = said if isinstance(said, str) else "\n".join(said)
                self.ask(name, text, required=name not in OPTIONAL)


class DraftForm(DraftingForm):
    """拟定答复, with up to three withheld parts; more are entered by drafting again.

    What the letter asks depends on the result: with script it is shown as soon as one is chosen,
    without when the form comes back.
    """

    decision = forms.ChoiceField(label="拟办结果", choices=RESULTS)
    field_order = ("decision", "text")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept: list[Ground] = []
        decision = ""
        if isinstance(self.matter, Application):
            decision = self.matter.draft_decision
            self.fields["decision"].initial = decision
            kept = list(self.matter.grounds.all()) or grounds_of(self.matter)
            self._choose_at_once(self.matter)
        if self.is_bound:
            decision = self.data.get(self.add_prefix("decision"), "")
        self.ask_letter(decision if decision in Decision.values else "")
        if self.is_choosing:
            self._fill_in()
        self.places = max(MOST_GROUNDS, len(kept))
        for place in range(self.places):
            self._ground_fields(place, kept[place] if place < len(kept) else Ground())
        self.say_what_to_do()

    def _choose_at_once(self, matter: Application) -> None:
        """The choice of a result asks for the form again, with the fields of its letter."""
        self.fields["decision"].widget.attrs |= {
            "hx-post": f"{matter.get_absolute_url()}draft_answer/",
            "hx-trigger": "change",
            "hx-include": "closest form",
            "hx-vals": '{"choosing": "1"}',
        }

    def _fill_in(self) -> None:
        """What the record knows for the fields that this choice has brought."""
        typed: Any = self.data
        filled = typed.copy()
        for name, field in self.fields.items():
            if name.startswith(intake.PREFIX) and field.initial:
                filled.setdefault(self.add_prefix(name), field.initial)
        self.data = filled

    @property
    def is_choosing(self) -> bool:
        return "choosing" in self.data

    def is_valid(self) -> bool:
        return not self.is_choosing and super().is_valid()

    @property
    def errors(self) -> Any:
        return ErrorDict() if self.is_choosing else super().errors

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
        for name, when in (("portion", "部分公开的必填"), ("reason", "选了理由的必填")):
            self.fields[f"{name}_{place}"].needed_when = when  # type: ignore[attr-defined]

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
        return {
            "decision": told["decision"], "text": told["text"], "grounds": grounds,
            "letter": self.letter(),
        }  # fmt: skip


class RefuseReasonsForm(DraftingForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = "理由不合理的说明"
        self.ask_letter(Decision.EXCESSIVE)
        self.say_what_to_do()

    def details(self) -> dict[str, Any]:
        return {**super().details(), "letter": self.letter()}


class LeavingForm(MoveForm):
    """A step upon the answer: the letter, its attachments and the materials are looked at first."""

    lead = "foi/desk/_leaving.html"
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.problem, self.warning = "", ""
        self.lines, self.attachments = list[str](), list[ApplicationFile]()
        if isinstance(self.matter, Application) and self.matter.draft_decision:
            self._look(self.matter)

    def _look(self, matter: Application) -> None:
        try:
            now = self.fields["seen"].initial = leaving.digest(matter)
            if matter.state == matter.State.REVIEWED and now != matter.reviewed_digest:
                self.warning = leaving.CHANGED_SINCE
            self.lines = leaving.lines(matter, at=timezone.now())
        except ValidationError as error:
            self.problem = "；".join(error.messages)
        self.attachments = attachments.given(matter)

    def add_error(self, field: str | None, error: Any) -> None:
        """What changed meanwhile is shown now; confirming once more is a decision upon it."""
        if field == "seen" and isinstance(self.matter, Application):
            field = None
            self.matter.refresh_from_db()
            self._look(self.matter)
            typed: Any = self.data
            renewed = typed.copy()
            renewed[self.add_prefix("seen")] = self.fields["seen"].initial
            self.data = renewed
        super().add_error(field, error)


class ReviewForm(LeavingForm):
    secrecy = TextField(label="保密审查意见", max_length=500)
    legal = TextField(label="合法性审查意见", max_length=500)


class ServiceForm(MoveForm):
    """How an answer left, and what proves it."""

    method = forms.ChoiceField(label="送达方式", choices=ServiceMethod.choices)
    post_number = forms.CharField(label="邮件号码", max_length=40, required=False)
    receipt = forms.CharField(
        label="送达凭证",
        max_length=80,
        required=False,
        help_text="送达回证的编号；不写姓名、邮箱",
    )
    delivered_on = DayField(label="签收日期", required=False)
    needed_when: ClassVar[dict[str, str]] = {
        "post_number": "邮政寄递的必填",
        "receipt": "直接送达、委托送达的必填",
    }


class ServeForm(ServiceForm):
    served_on = DayField(label="送达（交寄）日期")
    field_order = ("method", "served_on")


class AnswerForm(ServiceForm):
    """直接登记答复: what the signed paper says, and the paper."""

    decision = forms.ChoiceField(label="办理结果", choices=RESULTS)
    answered_on = DayField(label="答复日期", help_text="送达（交寄）之日")
    number = forms.CharField(label="答复文号", max_length=80, help_text="如 云城管公复〔2026〕1号")
    paper = forms.FileField(
        label="已签发的答复书",
        help_text="扫描件或者电子件；另一人核对后提供给申请人",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.accepted(uploads.DOCUMENTS)}),
    )
    field_order = ("decision", "number", "answered_on", "paper", "method")

    def clean_paper(self) -> Any:
        return uploads.check(self.cleaned_data["paper"], uploads.DOCUMENTS)


class ConfirmAnswerForm(MoveForm):
    """核对: nothing is typed, the paper is compared with what was entered."""

    lead = "foi/desk/_entered.html"

    @property
    def lines(self) -> list[str]:
        """The notice that will leave with the confirmation."""
        if not isinstance(self.matter, Application):
            return []
        return leaving.notice_lines(self.matter, at=timezone.now())


class WithdrawForm(MoveForm):
    withdrawn_on = DayField(label="撤回日期")
    note = forms.CharField(
        label="撤回的方式",
        max_length=200,
        help_text="如 3月2日来信书面撤回；材料请先添加到本件，另一人核对后办结",
    )


class OutcomeForm(MoveForm):
    """How a proceeding stands."""

    outcome = forms.ChoiceField(label="审理结果", choices=Outcome.choices, initial=Outcome.PENDING)
    needed_when: ClassVar[dict[str, str]] = {"decided_on": "已经审结的必填"}
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
    kind = forms.ChoiceField(label="救济途径", choices=RemedyKind.choices, widget=forms.RadioSelect)
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
    "sign": LeavingForm,
    "serve": ServeForm,
    "answer": AnswerForm,
    "confirm_answer": ConfirmAnswerForm,
    "return_answer": ReasonForm,
    "withdraw": WithdrawForm,
    "enter_withdrawal": WithdrawForm,
    "contest": ContestForm,
    "note_remedy": NoteRemedyForm,
    "rate": RateForm,
    "void": ReasonForm,
}
