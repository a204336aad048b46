"""主体归并 on the desk."""

from django.urls import reverse

from huiyin.audit.actors import Actor
from huiyin.casework.record_forms import MatterForm, form_of
from huiyin.casework.rooms import Room, Start, Todo, declare, of_states
from huiyin.casework.sheets import Column

from . import unifying
from .models import Unification
from .seeing import visible_to
from .sheet import SHEET
from .unifying import CONFIRM, PROPOSE, State

RegisterForm = form_of(SHEET, MatterForm, SHEET.asked, check=unifying.check)


def _links(unification: Unification, actor: Actor) -> list[tuple[str, str]]:
    """To both subjects, as far as this person sees a record of them."""
    pair = {unification.kept_id: "归并后的主体", unification.joined_id: "归并进来的主体"}
    seen = visible_to(actor).filter(pk__in=pair)
    return [
        (f"{pair[key]}的全部记录", reverse("desk-subject", args=[key]))
        for key in seen.order_by("pk").values_list("pk", flat=True)
    ]


ROOM = declare(
    Room(
        key="unifications",
        label="主体归并",
        unit="件",
        sheet=SHEET,
        permissions=(PROPOSE, CONFIRM),
        workflow=unifying.workflow,
        columns=SHEET.columns(
            "reference",
            Column("归并", lambda u: u.title, "", "title"),
            "proposed_on",
            "confirm_by",
            "decided_on",
            "state",
        ),
        search=("reference", "kept_code", "joined_code", "grounds"),
        numbers=("reference", "kept_code", "joined_code"),
        related=("agency", "kept__held_by", "joined__held_by"),
        todo=Todo(
            open=lambda records: records.filter(state=State.PROPOSED),
            is_open=lambda u: u.is_open,
            open_states=frozenset({State.PROPOSED}),
            due="confirm_by",
            step=lambda u: "确认归并",
            mine=of_states({CONFIRM: {State.PROPOSED}}),
            steps={State.PROPOSED: frozenset({"confirm", "decline"})},
        ),
        start=Start("register", RegisterForm, unifying.register),
        likely=("confirm", "decline", "part"),
        links=_links,
    )
)
