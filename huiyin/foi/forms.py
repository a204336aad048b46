"""What a person fills in for the record of an application: intake, asking, consulting, fees.

What the signature of a move asks for is not repeated here. The forms of the answer are in
answer_forms.py.
"""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from huiyin.casework.forms import CodeField, DayField, MoveForm, TextField
from huiyin.casework.record_forms import AmendForm, MatterForm

from .models import (
    Application,
    Fee,
    PaperKind,
)
from .papers import asking
from .papers.issuing import draft_of
from .papers.kinds import OPTIONAL

PREFIX = "letter_"


class AsksLetterForm(MoveForm):
    """A move that fills in a letter: one field for each placeholder that the record does not know."""

    def ask(self, name: str, said: str, *, required: bool = False) -> None:
        """A field for one placeholder of the letter."""
        self.fields[PREFIX + name] = asking.field(name, said, required=required)
        if name not in OPTIONAL:
            self.fields[PREFIX + name].needed_when = "随文书时必填"  # type: ignore[attr-defined]

    def letter(self) -> dict[str, str]:
        values = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        return {name: value for name, value in values.items() if value}

    def details(self) -> dict[str, Any]:
        return {n: v for n, v in self.cleaned_data.items() if not n.startswith(PREFIX)}

    def field_of(self, name: str) -> str | None:
        """What the letter lacks is shown at its field."""
        return PREFIX + name if PREFIX + name in self.fields else super().field_of(name)


class WithLetterForm(AsksLetterForm):
    """A move that sends a letter: what the record does not know is asked, the rest is filled in.

    `letter_kind` names the letter and `asks` its placeholders; both may be set by a subclass.
    """

    letter_kind: str = ""
    asks: tuple[str, ...] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        title = PaperKind(self.letter_kind).label
        self.fields["with_letter"] = forms.BooleanField(
            label=f"随文书：同时制作、编号并定稿{title}", required=False, initial=True
        )
        ready = self._ready()
        for name in self.asks:
            self.ask(name, str(ready.get(name, "")))

    def _ready(self) -> dict[str, Any]:
        """What the newest draft of this letter says."""
        if not isinstance(self.matter, Application):
            return {}
        draft = draft_of(self.matter, self.letter_kind)
        return dict(draft.facts) if draft else {}

    def details(self) -> dict[str, Any]:
        details = super().details()
        if details.pop("with_letter", False):
            details["letter"] = self.letter()
        return details


class RegisterForm(MatterForm):
    """登记 of an application that came in by letter, fax or at the counter."""

    confirmed_on = DayField(
        label="与申请人确认日期",
        required=False,
        help_text="平常信函、传真、网上申请以确认之日为收到之日；尚未确认的不填",
    )

    needed_when: ClassVar[dict[str, str]] = {
        "received_on": "一般不填",
        "received_reason": "另行填写收到日期的必填",
    }

    class Meta:
        model = Application
        field_classes = dict.fromkeys(("applicant_uscc", "applicant_id", "agent_id"), CodeField)
        fields: tuple[str, ...] = (
            "channel", "arrived_on", "received_on", "received_reason", "applicant_kind",
            "applicant_name", "applicant_contact", "applicant_id_kind", "applicant_id",
            "applicant_uscc", "representative", "contact_name", "applicant_phone",
            "applicant_email", "applicant_address", "applicant_postcode", "agent_name",
            "agent_id", "information_name", "information_number", "description", "delivery",
            "delivery_form", "delivery_channel", "accepts_other_form",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["received_on"].help_text = "由渠道和日期计算，一般不填；另行填写的须说明原因"
        if self.instance.pk is None:
            self.initial.pop("received_on", None)
            self.initial.setdefault("arrived_on", timezone.localdate())
            self.fields["arrived_on"].required = True

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if day := values.get("confirmed_on"):
            noon = datetime.combine(day, time(12), timezone.get_default_timezone())
            self.instance.confirmed_at = noon
            if day > timezone.localdate():
                self.add_error("confirmed_on", "确认日期晚于今天，请核对")
            elif values.get("arrived_on") and day < values["arrived_on"]:
                self.add_error("confirmed_on", "确认日期早于到达日期，请核对")
        return values


class AmendApplicationForm(AmendForm, RegisterForm):
    """更正 of an application; its answer only where an old register gave it."""

    confirmed_on = None  # type: ignore[assignment]

    class Meta(RegisterForm.Meta):
        fields = (*RegisterForm.Meta.fields, "decision", "answered_on", "answer_number")

    def __init__(self, *args: Any, matter: Application, **options: Any) -> None:
        super().__init__(*args, matter=matter, **options)
        if matter.is_handled_here or matter.answered_on is None:
            for name in ("decision", "answered_on", "answer_number"):
                del self.fields[name]


class ConfirmForm(WithLetterForm):
    letter_kind = PaperKind.RECEIPT


class SplitForm(MoveForm):
    parts = TextField(
        label="各项所需信息",
        max_length=5000,
        rows=6,
        help_text="每行一项。第一项留在本申请，其余各项分别登记为新的申请",
    )

    def details(self) -> dict[str, Any]:
        return {"parts": [line for line in self.cleaned_data["parts"].splitlines() if line.strip()]}


class AskCorrectionForm(WithLetterForm):
    letter_kind = PaperKind.CORRECTION


class LapsePaymentForm(WithLetterForm):
    letter_kind = PaperKind.NO_LONGER


class LapseCorrectionForm(LapsePaymentForm):
    asks = ("补正告知日期",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application) and self.matter.papers.filter(
            kind=PaperKind.CORRECTION, sent_on__isnull=False
        ):
            del self.fields[f"{PREFIX}补正告知日期"]


class AskReasonsForm(WithLetterForm):
    letter_kind = PaperKind.REASONS


class ConsultForm(WithLetterForm):
    letter_kind = PaperKind.THIRD_PARTY
    asks = ("涉及内容", "第三方称谓", "协办期限")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with_letter"].label = "随文书：同时制作、编号并定稿征询函（协办函）"
        self.fields["with_letter"].help_text = "按征求对象选用；不写明申请人"
        self.fields[f"{PREFIX}协办期限"].help_text = "只对本机关科室和其他机关填写"
        for name in ("第三方称谓", "协办期限"):
            self.fields[PREFIX + name].needed_when = ""  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        details = super().details()
        if not details["tells_applicant"]:
            del details["tells_applicant"]
        return details


class FeeForm(WithLetterForm):
    letter_kind = PaperKind.FEE

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application):
            self.fields["count"].initial = self.matter.monthly_count() or None
            of_agency = Fee.objects.filter(application__agency=self.matter.agency_id)
            last = of_agency.exclude(pay_how="").last()
            self.fields["pay_how"].initial = last.pay_how if last else ""


class PaymentForm(MoveForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        claimed = self.matter.fees.first() if isinstance(self.matter, Application) else None
        if claimed is not None and claimed.claimed_on:
            self.fields["paid_on"].initial = claimed.claimed_on
            self.fields[
                "paid_on"
            ].help_text = f"申请人告知已于 {claimed.claimed_on} 缴纳，请核对到账"
