"""What a person fills in for the answer of an application and what follows it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils import timezone

from huiyin.casework.forms import MoveForm
from huiyin.files import intake as uploads

from . import forms as intake
from .models import (
    Application,
    ApplicationFile,
    Decision,
    Exemption,
    Ground,
    Outcome,
    PaperKind,
)
from .papers import attachments, leaving
from .papers.kinds import OPTIONAL
from .redacting import grounds_of

MOST_GROUNDS = 3
RESULTS = [("", "请选择"), *Decision.choices]


class ExtendForm(intake.WithLetterForm):
    letter_kind = PaperKind.EXTENSION


class DraftingForm(intake.AsksLetterForm):
    """The text of an answer and what its letter needs; a newer draft is shown, not overwritten."""

    above_fields = "foi/desk/_given.html"
    shows_record = True

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

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        grounds: list[Ground] = []
        decision = ""
        if isinstance(self.matter, Application):
            decision = self.matter.draft_decision
            self.fields["decision"].initial = decision
            grounds = list(self.matter.grounds.all()) or grounds_of(self.matter)
            self._choose_at_once(self.matter)
        if self.is_bound:
            decision = self.data.get(self.add_prefix("decision"), "")
        self.ask_letter(decision if decision in Decision.values else "")
        if self.is_choosing:
            self._fill_in()
        self.places = max(MOST_GROUNDS, len(grounds))
        for place in range(self.places):
            self._ground_fields(place, grounds[place] if place < len(grounds) else Ground())
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

    def _ground_fields(self, place: int, ground: Ground) -> None:
        number = place + 1
        self.fields[f"code_{place}"] = forms.ChoiceField(
            label=f"不予公开的理由（{number}）",
            choices=[("", "无"), *Exemption.choices],
            initial=ground.code,
            required=False,
        )
        self.fields[f"portion_{place}"] = forms.CharField(
            label=f"不予公开的部分（{number}）",
            max_length=300,
            initial=ground.portion,
            required=False,
        )
        self.fields[f"reason_{place}"] = forms.CharField(
            label=f"具体说明（{number}）", max_length=1000, initial=ground.reason, required=False
        )
        for name, when in (("portion", "部分公开的必填"), ("reason", "选了理由的必填")):
            self.fields[f"{name}_{place}"].needed_when = when  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(self.places):
            code, reason = values.get(f"code_{place}"), values.get(f"reason_{place}")
            if code and not reason:
                self.add_error(f"reason_{place}", "请说明为什么属于这种情形")
            if not code and (reason or values.get(f"portion_{place}")):
                self.add_error(f"code_{place}", "请选择不予公开的理由")
        return values

    def details(self) -> dict[str, Any]:
        values = self.cleaned_data
        grounds = [
            Ground(
                code=values[f"code_{place}"],
                portion=values[f"portion_{place}"],
                reason=values[f"reason_{place}"],
            )
            for place in range(self.places)
            if values[f"code_{place}"]
        ]
        return {
            "decision": values["decision"], "text": values["text"], "grounds": grounds,
            "letter": self.letter(),
        }  # fmt: skip


class RefuseReasonsForm(DraftingForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.ask_letter(Decision.EXCESSIVE)
        self.say_what_to_do()

    def details(self) -> dict[str, Any]:
        return {**super().details(), "letter": self.letter()}


class LeavingForm(MoveForm):
    """A step upon the answer: the letter, its attachments and the materials are looked at first."""

    above_fields = "foi/desk/_leaving.html"

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


class AnswerForm(MoveForm):
    """直接登记答复: what the signed paper says, and the paper."""

    paper = forms.FileField(
        label="已签发的答复书",
        help_text="扫描件或者电子件；另一人核对后提供给申请人",
        widget=forms.ClearableFileInput(attrs={"accept": uploads.accepted(uploads.DOCUMENTS)}),
    )
    field_order = ("decision", "number", "answered_on", "paper")

    def clean_paper(self) -> Any:
        return uploads.check(self.cleaned_data["paper"], uploads.DOCUMENTS)


class ConfirmAnswerForm(MoveForm):
    """核对: nothing is typed, the paper is compared with what was entered."""

    above_fields = "foi/desk/_entered.html"

    @property
    def lines(self) -> list[str]:
        """The notice that will leave with the confirmation."""
        if not isinstance(self.matter, Application):
            return []
        return leaving.notice_lines(self.matter, at=timezone.now())


class OutcomeForm(MoveForm):
    """How a proceeding stands."""

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        decided: date | None = values.get("decided_on")
        outcome, filed = values.get("outcome"), values.get("filed_on")
        if outcome == Outcome.PENDING and decided:
            self.add_error("outcome", "填写了审结日期，请选择审理结果")
        if outcome and outcome != Outcome.PENDING and not decided:
            self.add_error("decided_on", "已经审结的，请填写审结日期")
        if decided and filed and decided < filed:
            self.add_error("decided_on", "审结日期早于受理日期，请核对")
        return values


class EnterWithdrawalForm(intake.WithLetterForm):
    """登记申请人撤回: by the office, with the notice that it is over."""

    letter_kind = PaperKind.ENDED
