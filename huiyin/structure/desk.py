"""机构变更 on the desk."""

from huiyin.casework.rooms import Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column

from . import actions
from .forms import StartForm
from .models import KEEP, Change
from .sheet import SHEET

State = Change.State

ROOM = declare(
    Room(
        key=Change.kind,
        label="机构变更",
        unit="项",
        sheet=SHEET,
        permissions=(KEEP,),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("变更", lambda one: one.title, "", "title"),
            Column("日期", lambda one: one.day, "day", "date"),
            "proposed_by",
            "proposed_on",
            "state",
        ),
        filters=(by_choice("what", "变更事项", Change.What.choices),),
        search=("reference", "name", "organisation__name", "basis"),
        related=("agency", "organisation"),
        todo=Todo(
            open=lambda changes: changes.filter(state=State.PROPOSED),
            is_open=lambda one: one.is_open,
            due="confirm_by",
            step=lambda one: "确认",
            open_states=frozenset({State.PROPOSED}),
            mine=of_states({KEEP: {State.PROPOSED}}),
            steps={State.PROPOSED: frozenset({"confirm"})},
        ),
        start=Start("propose", StartForm, actions.propose),
        likely=("confirm", "decline"),
        extra="structure/desk/_change.html",
    )
)
