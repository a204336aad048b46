"""What a person fills in for the record of an application: intake, asking, consulting, fees.

The forms of the answer are in answer_forms.py; `FORMS` there names the form of every move.
"""

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from huiyin.accounts.models import User
from huiyin.casework.forms import AmendForm, CodeField, DayField, MatterForm, MoveForm, TextField

from .models import (
    Application,
    ConfirmMethod,
    Consultation,
    ConsultationKind,
    Fee,
    FeeBasis,
    Opinion,
    PaperKind,
)
from .papers.issuing import draft_of
from .papers.kinds import ASKED, CHOICES, LONG, OPTIONAL

PREFIX = "letter_"


class AsksLetterForm(MoveForm):
    """A move that fills in a letter: one field for each placeholder that the record does not know."""

    def ask(self, name: str, said: str, *, required: bool = False) -> None:
        """A field for one placeholder of the letter."""
        widget: forms.Widget = (
            forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput()
        )
        if name in CHOICES:
            widget = forms.Select(choices=[("", "请选择"), *((one, one) for one in CHOICES[name])])
        self.fields[PREFIX + name] = forms.CharField(
            label=name, help_text=ASKED[name], initial=said, required=required, max_length=2000,
            widget=widget,
        )  # fmt: skip
        if name not in OPTIONAL:
            self.fields[PREFIX + name].needed_when = "随文书时必填"  # type: ignore[attr-defined]

    def letter(self) -> dict[str, str]:
        told = {
            name.removeprefix(PREFIX): value
            for name, value in self.cleaned_data.items()
            if name.startswith(PREFIX)
        }
        return {name: value for name, value in told.items() if value}

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
        told = super().details()
        if told.pop("with_letter", False):
            told["letter"] = self.letter()
        return told


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

    class Meta(MatterForm.Meta):
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
        personal = (
            "applicant_name", "applicant_contact", "applicant_id", "representative",
            "contact_name", "applicant_phone", "applicant_email", "applicant_address",
            "agent_name", "agent_id",
        )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["received_on"].help_text = "由渠道和日期计算，一般不填；另行填写的须说明原因"
        if self.instance.pk is None:
            self.initial.pop("received_on", None)
            self.initial.setdefault("arrived_on", timezone.localdate())
            self.fields["arrived_on"].required = True

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if day := found.get("confirmed_on"):
            noon = datetime.combine(day, time(12), timezone.get_default_timezone())
            self.instance.confirmed_at = noon
            if day > timezone.localdate():
                self.add_error("confirmed_on", "确认日期晚于今天，请核对")
            elif found.get("arrived_on") and day < found["arrived_on"]:
                self.add_error("confirmed_on", "确认日期早于到达日期，请核对")
        return found


class AmendApplicationForm(AmendForm, RegisterForm):
    """更正 of an application; its answer only where an old register told it."""

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
    confirmed_on = DayField(label="确认日期")
    method = forms.ChoiceField(label="确认方式", choices=ConfirmMethod.choices)


class HandlerField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or obj.username)


class AssignForm(MoveForm):
    handler = HandlerField(label="经办人", queryset=User.objects.none(), empty_label="请选择")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["handler"]
        assert isinstance(field, HandlerField)  # noqa: S101 - declared above
        if self.matter is not None:
            posts = {"memberships__post__organisation": self.matter.agency_id}
            field.queryset = User.objects.filter(**posts, is_active=True).distinct()


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
    wanted = TextField(label="需要补正的内容", max_length=500)
    due_on = DayField(label="补正期限", required=False, help_text="不填为 15 个工作日")


class ReceiveCorrectionForm(MoveForm):
    received_on = DayField(label="收到日期")
    correction = TextField(label="补正的内容", max_length=3000, required=False)
    late_reason = forms.CharField(label="逾期补正的正当理由", max_length=200, required=False)
    needed_when: ClassVar[dict[str, str]] = {"late_reason": "逾期补正的必填"}


class CloseForm(WithLetterForm):
    letter_kind = PaperKind.OTHER
    closed_on = DayField(label="办结日期")
    number = forms.CharField(
        label="告知文号", max_length=80, required=False, help_text="随文书的由系统编号，不填"
    )


class LapseCorrectionForm(CloseForm):
    asks = ("补正告知日期",)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application) and self.matter.papers.filter(
            kind=PaperKind.CORRECTION, sent_on__isnull=False
        ):
            del self.fields[f"{PREFIX}补正告知日期"]


class AskReasonsForm(WithLetterForm):
    letter_kind = PaperKind.REASONS
    wanted = TextField(label="数量、频次明显超过合理范围的情况", max_length=500)
    due_on = DayField(label="说明理由的期限", initial="")


class ReceiveReasonsForm(MoveForm):
    received_on = DayField(label="收到日期")
    reasons = TextField(label="申请人说明的理由", max_length=3000)


class DelayForm(MoveForm):
    until = DayField(label="延迟答复至", initial="")


class ConsultForm(WithLetterForm):
    letter_kind = PaperKind.THIRD_PARTY
    asks = ("涉及内容", "协办期限")
    kind = forms.ChoiceField(
        label="征求对象", choices=ConsultationKind.choices, initial=ConsultationKind.THIRD_PARTY
    )
    whom = forms.CharField(label="征求谁的意见", max_length=100)
    sent_on = DayField(label="发出日期")
    received_on = DayField(
        label="对方收到日期", required=False, help_text="对方的 15 个工作日由此起算，可以后补登"
    )
    due_on = DayField(
        label="请对方答复的日期", required=False, help_text="只对其他机关和本机关科室填写"
    )
    tells_applicant = forms.BooleanField(
        label="同时告知申请人：征求意见的时间不计入答复期限", required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["with_letter"].label = "随文书：同时制作、编号并定稿征询函（协办函）"
        self.fields["with_letter"].help_text = "按征求对象选用；不写明申请人"
        self.fields[f"{PREFIX}协办期限"].help_text = "只对本机关科室填写"

    def details(self) -> dict[str, Any]:
        told = super().details()
        if not told["tells_applicant"]:
            del told["tells_applicant"]
        return told


class ConsultationField(forms.TypedChoiceField):
    """Which enquiry: those without an opinion."""

    def __init__(self) -> None:
        super().__init__(label="哪一项征求", coerce=int, empty_value=None, required=False)

    def offer(self, matter: Any) -> None:
        waiting = Consultation.objects.filter(application=matter, replied_on__isnull=True)
        self.choices = [
            ("", "唯一的一项" if len(waiting) < 2 else "请选择"),
            *((asked.pk, f"{asked.get_kind_display()} {asked.shown_whom}") for asked in waiting),
        ]


class AboutConsultationForm(MoveForm):
    """A move about one of the open enquiries."""

    consultation = ConsultationField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["consultation"]
        assert isinstance(field, ConsultationField)  # noqa: S101 - declared above
        if self.matter is not None:
            field.offer(self.matter)


class EnquiryReceivedForm(AboutConsultationForm):
    received_on = DayField(label="对方收到日期")


class OpinionForm(AboutConsultationForm):
    opinion = forms.ChoiceField(label="意见", choices=[("", "请选择"), *Opinion.choices])
    received_on = DayField(label="收到日期", help_text="逾期未答复的，以期限届满之日为准")
    opinion_reason = TextField(label="理由", max_length=1000, required=False)


class FeeForm(WithLetterForm):
    letter_kind = PaperKind.FEE
    basis = forms.ChoiceField(label="计收方式", choices=FeeBasis.offered)
    count = forms.IntegerField(
        label="件数或页数",
        min_value=1,
        max_value=100000,
        help_text="按件：该申请人本月累计件数（含本件）；按量：本件的页数",
    )
    of_which = forms.IntegerField(
        label="其中本件", min_value=1, max_value=1000, initial=1, help_text="按件计收时"
    )
    noticed_on = DayField(label="通知送达日期")
    pay_how = TextField(
        label="缴纳方式",
        max_length=500,
        help_text="执收编码、账户、地点等；写进通知，也显示给查进度的申请人",
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if isinstance(self.matter, Application):
            self.fields["count"].initial = self.matter.monthly_count() or None
            of_agency = Fee.objects.filter(application__agency=self.matter.agency_id)
            last = of_agency.exclude(pay_how="").last()
            self.fields["pay_how"].initial = last.pay_how if last else ""


class PaymentForm(MoveForm):
    paid_on = DayField(label="缴费日期")
    receipt_number = forms.CharField(label="票据号码", max_length=60, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        claimed = self.matter.fees.first() if isinstance(self.matter, Application) else None
        if claimed is not None and claimed.claimed_on:
            self.fields["paid_on"].initial = claimed.claimed_on
            self.fields[
                "paid_on"
            ].help_text = f"申请人告知已于 {claimed.claimed_on} 缴纳，请核对到账"


class ClaimForm(MoveForm):
    paid_on = DayField(label="申请人说的缴费日期")
