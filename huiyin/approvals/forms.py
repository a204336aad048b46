"""收件、补正收到、更正: what was handed in is ticked in the list of the matter's rule.

What is ticked is stored one a line beside what is typed, so nothing else has to know of the list.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.forms import AsItStandsForm
from huiyin.casework.record_forms import forms_of

from . import actions
from .matter_rules import HandlingRule, lines, rule_of, rules_on
from .sheet import SHEET

TICKED = "materials_listed"
"""Name of the boxes; the text field beside them keeps that of its column."""


class Choice(NamedTuple):
    """A matter, or one of its sub-kinds, with the address of its form."""

    words: str
    address: str


class MaterialsInput(forms.Textarea):
    """已收材料: boxes for what the rule lists, and lines for all else; its value is all of it."""

    template_name = "approvals/desk/materials.html"
    is_whole = True

    def __init__(self, listed: Sequence[str]) -> None:
        super().__init__(attrs={"rows": 3})
        self.listed = list(listed)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        ticked = data.getlist(TICKED) if hasattr(data, "getlist") else data.get(TICKED, [])
        typed = super().value_from_datadict(data, files, name) or ""
        return "\n".join(dict.fromkeys([*ticked, *lines(typed)]))

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = lines(value or "")
        beside = "\n".join(one for one in given if one not in self.listed)
        context = super().get_context(name, beside, attrs)
        context["boxes"] = [(one, one in given) for one in self.listed]
        context["ticked"] = TICKED
        return context


def _tick(form: Any, listed: Sequence[str]) -> None:
    """The boxes say how to fill them in; without any the field's own help does."""
    field = form.fields["materials"]
    field.widget = MaterialsInput(listed)
    if listed:
        field.help_text = ""


def _listed(form: Any) -> list[str]:
    """The materials for what a form says of matter, sub-kind and day, so far."""
    try:
        matter, day = (
            form.fields[name].to_python(form[name].value()) for name in ("matter", "received_on")
        )
    except ValidationError:
        return []
    if matter is None:
        return []
    sub_kind = (form["sub_kind"].value() or "").strip()
    rule = rule_of(rules_on(day or timezone.localdate(), matter.pk), sub_kind)
    return rule.listed if rule else []


_RegisterForm, _AmendForm = forms_of(SHEET, check=actions.check)


class RegisterForm(_RegisterForm):  # type: ignore[misc, valid-type]
    """收件: the boxes come with the matter, which a link above the form chooses without a script."""

    above_fields = "approvals/desk/choose.html"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.listed = _listed(self)
        _tick(self, self.listed)

    @property
    def offered(self) -> list[Choice]:
        """Each matter that is handled today, by its sub-kinds where it has some."""
        day, newest = timezone.localdate(), {}
        rules = HandlingRule.objects.filter(valid_from__lte=day, sub_kind="")
        for rule in rules.select_related("matter").order_by("matter", "valid_from"):
            newest[rule.matter_id] = rule
        return [_choice(rule, kind) for rule in newest.values() for kind in rule.kinds or [""]]


def _choice(rule: HandlingRule, kind: str) -> Choice:
    words = f"{rule.matter}（{kind}）" if kind else str(rule.matter)
    asked = {"matter": rule.matter_id} | ({"sub_kind": kind} if kind else {})
    return Choice(words, f"?{urlencode(asked)}")


class AmendForm(_AmendForm):  # type: ignore[misc, valid-type]
    """更正, with the boxes of the matter as it stands."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _tick(self, _listed(self))

    def over(self, shown: Mapping[str, Any]) -> Self:
        """Where the newest materials take the place of what was sent, so they do of the boxes."""
        form: Self = super().over(shown)
        sent: Any = form.data
        if sent.get("materials") != self.data.get("materials"):
            sent.setlist(TICKED, [])
        return form


class CorrectForm(AsItStandsForm):
    """补正收到: what has been handed in so far, to be added to."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        rule = getattr(self.matter, "rule", None)
        _tick(self, rule.listed if rule else [])
