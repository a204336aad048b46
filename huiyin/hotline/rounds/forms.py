"""收集: one number a door; an empty one was not looked at."""

from typing import Any

from django import forms
from django.utils import timezone

from huiyin.casework.record_forms import MatterForm, form_of
from huiyin.organisations.models import Organisation

from . import actions, duty
from .sheet import SHEET

DOOR = "door_"


class CollectForm(MatterForm):
    """The doors that this agency looks at, each filled in with what was registered since the last round."""

    def place(self, agency: Organisation) -> None:
        super().place(agency)
        new = duty.new_since(agency)
        remark = self.fields.pop("remark")
        for channel in duty.doors_of(agency, timezone.localdate()):
            counted = channel.key in new
            door: Any = forms.IntegerField(
                label=channel.name, required=False, min_value=0, max_value=actions.MOST,
                initial=new.get(channel.key),
                help_text=f"上次收集以来已登记 {new[channel.key]} 件" if counted else "这里没有登记过，请填写查看到的件数",
            )  # fmt: skip
            door.needed_when = "新收件数；没有查看的留空"
            self.fields[f"{DOOR}{channel.key}"] = door
        self.fields["remark"] = remark
        self.say_what_to_do()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        counts = {
            name.removeprefix(DOOR): number
            for name, number in values.items()
            if name.startswith(DOOR) and number is not None
        }
        if not counts and not self.errors:
            self.add_error(None, "请至少填写一个查看过的渠道，没有新件的填 0")
        self.instance.counts = counts
        return values


RegisterForm = form_of(SHEET, CollectForm, SHEET.asked)
