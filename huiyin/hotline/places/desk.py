"""地名库 on the desk."""

from huiyin.casework.record_forms import forms_of
from huiyin.casework.rooms import Room, Start, by_choice, declare
from huiyin.casework.sheets import Column
from huiyin.hotline.models import PlaceKind

from . import actions
from .sheet import SHEET

VIEW = "hotline.view_requests"
RegisterForm, AmendForm = forms_of(SHEET)

ROOM = declare(
    Room(
        key="places",
        label="地名库",
        unit="个",
        sheet=SHEET,
        permissions=(VIEW,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            Column("名称", lambda place: place.reference, "reference", "reference"),
            "place_kind",
            "aliases",
            "within",
            "entered_on",
            "state",
        ),
        filters=(by_choice("kind", "类别", PlaceKind.choices, "place_kind"),),
        search=("reference", "aliases", "within", "letters"),
        related=("agency",),
        forms={"amend": AmendForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="places",
    )
)
