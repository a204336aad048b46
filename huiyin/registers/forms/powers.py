"""权责清单."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import AmendForm, DayField, MatterForm, MoveForm, ReasonForm, TextField
from huiyin.registers.actions import powers
from huiyin.registers.models import Power

_ENTRY = (
    "reference",
    "name",
    "power_type",
    "basis",
    "subject",
    "department",
    "responsibility",
    "accountability",
    "process",
    "legal_limit",
    "promised_limit",
    "telephone",
)


class PowerForm(MatterForm):
    """One row of the list, with the checks of the register."""

    class Meta(MatterForm.Meta):
        model = Power
        fields = (*_ENTRY, "listed_from")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if day := found.get("listed_from"):
            try:
                powers.check(Power(listed_from=day), timezone.localdate())
            except ValidationError as wrong:
                self.add_error("listed_from", wrong.message_dict["listed_from"])
        return found


class RegisterForm(PowerForm):
    """登记."""


class AmendPowerForm(AmendForm, PowerForm):
    """更正 of the present wording."""

    class Meta(PowerForm.Meta):
        pass


class AdjustForm(AmendForm):
    """动态调整: the new wording, since when, and why."""

    since = DayField(label="新版本生效日期")
    reason = TextField(label="调整原因和依据文件", max_length=500)

    class Meta(MatterForm.Meta):
        model = Power
        fields = _ENTRY[1:]

    field_order = ("since", "reason", *_ENTRY[1:])

    def details(self) -> dict[str, Any]:
        told = super().details()
        return told | {name: self.cleaned_data[name] for name in ("since", "reason")}


class AbolishForm(MoveForm):
    """取消."""

    abolished_on = DayField(label="取消日期")
    reason = TextField(label="取消原因和依据文件", max_length=500)


class RestoreForm(MoveForm):
    """恢复."""

    since = DayField(label="恢复日期")
    reason = TextField(label="恢复原因和依据文件", max_length=500)


class ApproveForm(MoveForm):
    """核准公开: nothing is typed; what waits is read."""

    lead = "registers/desk/_proposal.html"


FORMS: dict[str, type[Any]] = {
    "approve": ApproveForm,
    "send_back": ReasonForm,
    "adjust": AdjustForm,
    "amend": AmendPowerForm,
    "abolish": AbolishForm,
    "restore": RestoreForm,
    "void": ReasonForm,
}
