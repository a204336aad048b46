"""工作计划 on the desk: what was decided to be done, by whom, until when."""

from huiyin.casework.rooms import Room, Start, Todo, by_choice, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.reports import rules
from huiyin.reports.actions import plans
from huiyin.reports.forms import AmendPlanForm, PlanForm
from huiyin.reports.models import PlanItem
from huiyin.reports.sheet import PLAN

State = PlanItem.State

ROOM = declare(
    Room(
        key=PlanItem.kind,
        label="工作计划",
        unit="项",
        sheet=PLAN,
        permissions=(rules.VIEW_PLANS, rules.KEEP_PLANS),
        workflow=plans.workflow,
        columns=PLAN.columns(
            "reference",
            Column("计划年度", lambda r: f"{r.year}年", "year"),
            Column("措施", lambda r: r.text, "text", "title"),
            "unit",
            Column("完成期限", lambda r: r.due_on, "due_on", "due"),
            "state",
        ),
        filters=(by_choice("problem", "针对的问题", PlanItem.Problem.choices),),
        search=("reference", "text", "unit", "basis"),
        related=("agency",),
        todo=Todo(
            open=lambda plans: plans.filter(state=State.PLANNED),
            is_open=lambda r: r.state == State.PLANNED,
            due="due_on",
            step=lambda r: "登记落实",
            unit=lambda r: r.unit,
            mine=of_states({rules.KEEP_PLANS: {State.PLANNED}}),
            steps={State.PLANNED: frozenset({"finish"})},
        ),
        forms={"amend": AmendPlanForm},
        start=Start("enter", PlanForm, plans.enter),
        likely=("finish", "drop"),
        order="-year",
    )
)
