"""年度报告 on the desk: which reports are on their way, and whose step it is."""

from typing import Any

from huiyin.audit.actors import Actor
from huiyin.casework.local_tables import LocalTable
from huiyin.casework.rooms import Room, Start, Todo, declare, of_states
from huiyin.casework.sheets import Column
from huiyin.casework.terms_desk import LocalPage
from huiyin.reports import rules
from huiyin.reports.actions import annual
from huiyin.reports.forms import AnnualForm
from huiyin.reports.models import AnnualDate, AnnualReport
from huiyin.reports.sheet import ANNUAL

State = AnnualReport.State
STEPS = {State.DRAFTING: "撰写并提交核对", State.CHECKING: "核对", State.CHECKED: "定稿送审"}


def links(report: Any, actor: Actor) -> list[tuple[str, str]]:
    """Its text, and where it is published."""
    pages = [("报告全文", report.text_address)]
    if report.published_id:
        pages.append(("公开信息", report.published.document.permanent_address))
    return pages


ROOM = declare(
    Room(
        key=AnnualReport.kind,
        label="年度报告",
        unit="份",
        sheet=ANNUAL,
        permissions=(rules.VIEW_ANNUAL, rules.WRITE_ANNUAL, rules.CHECK_ANNUAL),
        workflow=annual.workflow,
        columns=ANNUAL.columns(
            "reference",
            Column("报告", lambda r: r.title, "year", "title"),
            Column("应公布日期", lambda r: r.due_on, "due_on", "due"),
            "state",
        ),
        search=("reference",),
        related=("agency", "published__document"),
        todo=Todo(
            open=lambda reports: reports.filter(state__in=STEPS),
            is_open=lambda r: r.state in STEPS,
            due="due_on",
            step=lambda r: STEPS[r.state],
            open_states=frozenset(STEPS),
            mine=of_states(
                {
                    rules.WRITE_ANNUAL: {State.DRAFTING, State.CHECKED},
                    rules.CHECK_ANNUAL: {State.CHECKING},
                }
            ),
            steps={
                State.DRAFTING: frozenset({"submit"}),
                State.CHECKING: frozenset({"check", "send_back"}),
                State.CHECKED: frozenset({"freeze"}),
            },
        ),
        start=Start("begin", AnnualForm, annual.begin),
        likely=("submit", "check", "freeze", "send_back", "take_back"),
        links=links,
        extra="reports/desk/_annual_extra.html",
        order="-year",
    )
)
DATES = LocalTable(
    AnnualDate,
    "annual_date",
    "年度报告日期",
    right=rules.KEEP_DATES,
    refusal="年度报告日期由信息公开负责人设定",
    asked=("step", "month", "day", "valid_from", "basis"),
    columns={
        "step": "事项",
        "month": "月",
        "day": "日",
        "valid_from": "执行日期",
        "basis": "依据",
    },
    kept="已经开始起草的报告不变",
)
PAGE = LocalPage(
    "annual-dates",
    "年度报告日期",
    "条例规定每年1月31日前公布上一年度报告，很多地方要求更早。按本地通知设定，报告的应公布日期照此计算。",
    (DATES,),
)
