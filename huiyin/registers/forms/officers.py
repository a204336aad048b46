"""行政执法人员名录."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import AmendForm, DayField, MatterForm, MoveForm, ReasonForm, TextField
from huiyin.registers.actions import officers
from huiyin.registers.models import Officer


class OfficerForm(MatterForm):
    """One officer, with the checks of the register."""

    class Meta(MatterForm.Meta):
        model = Officer
        fields = (
            "reference",
            "name",
            "unit",
            "department",
            "post",
            "scope",
            "issuer",
            "issued_on",
            "valid_until",
        )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("issued_on") and found.get("valid_until"):
            told = {name: found.get(name) or "" for name in self.fields}
            try:
                officers.check(Officer(**told), timezone.localdate())
            except ValidationError as wrong:
                for name, messages in wrong.message_dict.items():
                    self.add_error(name if name in self.fields else None, messages)
        return found


class RegisterForm(OfficerForm):
    """登记."""


class AmendOfficerForm(AmendForm, OfficerForm):
    """更正."""

    class Meta(OfficerForm.Meta):
        pass


class RenewForm(MoveForm):
    """换证延期."""

    issued_on = DayField(label="新证发证日期")
    valid_until = DayField(label="新的有效期至", initial=None)


class WithdrawForm(MoveForm):
    """注销."""

    withdrawn_on = DayField(label="注销日期")
    reason = TextField(label="注销原因", max_length=300)


class ApproveForm(MoveForm):
    """核准公开: nothing is typed; what waits is read."""

    lead = "registers/desk/_proposal.html"


FORMS: dict[str, type[Any]] = {
    "approve": ApproveForm,
    "send_back": ReasonForm,
    "renew": RenewForm,
    "amend": AmendOfficerForm,
    "withdraw": WithdrawForm,
    "void": ReasonForm,
}
