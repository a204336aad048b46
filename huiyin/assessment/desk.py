"""考核, 考核细则 on the desk."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from huiyin.audit.actors import Actor
from huiyin.casework.record_forms import forms_of
from huiyin.casework.rooms import Filter, Room, Start, Todo, declare, waiting_by
from huiyin.casework.sheets import Column

from . import actions, rules
from .forms import BeginForm
from .models import ANSWER, Assessment, Item, of_own_units
from .sheet import RUBRIC, SHEET

State = Assessment.State
STEP = {
    State.SCORING: "自评",
    State.REVIEWING: "复核",
    State.OPEN: "确认结果",
    State.APPEALED: "答复申诉",
}
BY_ANOTHER = {
    rules.REVIEW: {State.REVIEWING, State.APPEALED},
    rules.CONFIRM: {State.OPEN},
}


def _years(model: Any, *rights: str) -> Filter:
    def options(actor: Actor) -> Iterable[tuple[str, str]]:
        visible = model.objects.visible_to(actor, *rights).order_by("-year")
        return [(str(y), f"{y}年") for y in visible.values_list("year", flat=True).distinct()]

    def narrowed(records: Any, value: str) -> Any:
        return records.filter(year=value) if value.isdecimal() else records.none()

    return Filter("of", "考核年度", options, narrowed)


def _mine(records: "QuerySet[Assessment]", actor: Actor) -> "QuerySet[Assessment]":
    """The own unit's to score or accept; others' to review, answer and confirm."""
    own = Q(state__in=(State.SCORING, State.OPEN)) & of_own_units(actor)
    return records.filter(own | waiting_by(BY_ANOTHER, actor))


RegisterForm, AmendForm = forms_of(RUBRIC, check=actions.check_item)
declare(
    Room(
        key="rubric",
        label="考核细则",
        unit="项",
        sheet=RUBRIC,
        permissions=(rules.VIEW,),
        workflow=actions.rubric_flow,
        columns=RUBRIC.columns(
            Column("编号", lambda i: i.reference, "reference", "reference"),
            Column("一级指标", lambda i: i.part, "part"),
            Column("指标", lambda i: i.text, "", "title"),
            Column("每项扣分", lambda i: i.deduct),
            "state",
        ),
        filters=(_years(Item, rules.VIEW),),
        search=("reference", "part", "topic", "text"),
        related=("agency",),
        forms={"amend": AmendForm},
        start=Start("register", RegisterForm, actions.register),
        ledger="rubric",
        links=lambda item, actor: [
            (f"{item.year}年度细则一览", f"/desk/rubric-years/{item.agency.slug}/{item.year}/")
        ],
    )
)
ROOM = declare(
    Room(
        key="assessments",
        label="考核",
        unit="件",
        sheet=SHEET,
        permissions=(rules.VIEW, ANSWER),
        workflow=actions.workflow,
        columns=SHEET.columns(
            "reference",
            Column("被考核单位", lambda a: a.unit.short_name, "unit", "title"),
            "year",
            "group",
            "due_on",
            Column("得分", lambda a: a.total, "total"),
            "state",
        ),
        filters=(_years(Assessment, rules.VIEW, ANSWER),),
        search=("reference", "unit__name", "group"),
        related=("agency", "unit"),
        todo=Todo(
            open=lambda rows: rows.open(),
            is_open=lambda a: a.state in Assessment.OPEN,
            open_states=Assessment.OPEN,
            due="due_on",
            step=lambda a: STEP[a.state],
            unit=lambda a: a.unit.short_name,
            mine=_mine,
            steps={
                State.SCORING: frozenset({"score", "submit"}),
                State.REVIEWING: frozenset({"review", "announce"}),
                State.OPEN: frozenset({"accept", "confirm"}),
                State.APPEALED: frozenset({"answer_appeal"}),
            },
            heads=(rules.ORGANISE,),
        ),
        start=Start("begin", BeginForm, actions.begin),
        likely=(
            "submit", "announce", "confirm", "answer_appeal", "accept", "appeal", "score",
            "review", "score_rest", "agree", "send_back",
        ),
        extra="assessment/desk/lines.html",
        links=lambda matter, actor: _links(matter),
    )
)  # fmt: skip


def _links(assessment: Assessment) -> list[tuple[str, str]]:
    files = f"/desk/assessments/{assessment.pk}/file"
    return [
        ("自评材料（Word）", f"{files}.docx"),
        ("自评材料（PDF）", f"{files}.pdf"),
        ("自评材料（网页）", f"{files}.html"),
        ("自评材料（JSON）", f"{files}.json"),
        ("自评材料和佐证（zip）", f"{files}.zip"),
    ]
