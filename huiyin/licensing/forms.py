"""What a person fills in for the moves of a licence."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import AmendForm, CodeField, MatterForm, MoveForm, ReasonForm

from . import actions
from .models import Licence


class LicenceForm(MatterForm):
    """The fields of the 双公示 data standard, with the checks of the ledger."""

    needed_when: ClassVar[dict[str, str]] = {"holder_uscc": "法人和非法人组织必填"}

    class Meta(MatterForm.Meta):
        model = Licence
        field_classes = dict.fromkeys(("holder_uscc", "issuer_uscc", "source_uscc"), CodeField)
        fields = (
            "reference",
            "document_name",
            "matter",
            "licence_type",
            "content",
            "decided_on",
            "valid_from",
            "valid_to",
            "holder_name",
            "holder_kind",
            "holder_uscc",
            "holder_registration",
            "representative",
            "representative_id_kind",
            "representative_id",
            "holder_id_kind",
            "holder_id",
            "certificate_name",
            "certificate_number",
            "issuer",
            "issuer_uscc",
            "source",
            "source_uscc",
            "remark",
        )
        personal = ("representative_id", "holder_id")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        needed = ("decided_on", "valid_from", "valid_to", "holder_kind")
        if all(found.get(name) for name in needed):
            told = Licence(
                published_on=self.instance.published_on, holder_uscc=found.get("holder_uscc", "")
            )
            for name in needed:
                setattr(told, name, found[name])
            try:
                actions.check(told, timezone.localdate())
            except ValidationError as wrong:
                for name, messages in wrong.message_dict.items():
                    self.add_error(name if name in self.fields else None, messages)
        return found


class RegisterForm(LicenceForm):
    """登记 of a decision that was made on paper."""


class AmendLicenceForm(AmendForm, LicenceForm):
    """更正 of a licence."""

    class Meta(LicenceForm.Meta):
        pass


FORMS: dict[str, type[Any]] = {
    "publish": MoveForm,
    "amend": AmendLicenceForm,
    "revoke": ReasonForm,
    "cancel": ReasonForm,
    "void": ReasonForm,
}
