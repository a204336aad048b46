"""对接平台 on the desk."""

from django.db.models import prefetch_related_objects

from huiyin.casework.record_forms import forms_of
from huiyin.casework.rooms import Room, Start, declare
from huiyin.casework.sheets import Column

from . import actions
from .sheet import SHEET

RegisterForm, AmendForm = forms_of(SHEET, amended=("reference",))

ROOM = declare(
    Room(
        key="platforms",
        label="对接平台",
        unit="个",
        sheet=SHEET,
        permissions=(actions.KEEP,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            Column("名称", lambda platform: platform.reference, "reference", "reference"),
            "channel",
            Column("有效的密钥", lambda platform: platform.keys_in_words),
            "entered_on",
            "state",
        ),
        search=("reference",),
        related=("agency", "channel"),
        prepare=lambda rows: prefetch_related_objects(rows, "keys"),
        forms={"amend": AmendForm},
        start=Start("register", RegisterForm, actions.register),
        extra="hotline/desk/platform.html",
        receipt="hotline/desk/key.html",
        shown_once=lambda platform: platform.issued,
    )
)
