"""预算、决算 on the desk: the tables, and their rows."""

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Column, Filter, Room, Section, Start, by_choice, declare
from huiyin.registers.actions import budget_lines, budgets
from huiyin.registers.forms.budgets import LINE_FORMS, SHEET_FORMS, LineForm, SheetForm
from huiyin.registers.models import BudgetLine, BudgetSheet, Stage, Table
from huiyin.registers.money import wan_text


def _links(sheet: BudgetSheet, actor: Actor) -> list[tuple[str, str]]:
    rows = (
        "查看明细",
        f"/desk/budget-lines/?of={sheet.year}&stage={sheet.stage}&table={sheet.table}",
    )
    shown = sheet.state == BudgetSheet.State.PUBLISHED
    return [rows, *([("在门户上查看", f"/budgets/{sheet.pk}/")] if shown else [])]


def _years(actor: Actor) -> list[tuple[str, str]]:
    found = BudgetSheet.objects.valid().order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in found]


OF_YEAR = Filter("of", "年度", _years, lambda found, year: found.filter(year=int(year)))


SHEETS = declare(
    Room(
        key="budgets",
        label="预算决算",
        unit="张",
        model=BudgetSheet,
        permissions=("registers.view_budgets",),
        workflow=budgets.workflow,
        columns=(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("年度", lambda r: r.year, "year"),
            Column("类型", lambda r: r.stage, "stage"),
            Column("表名", lambda r: r.get_table_display(), "table", "title"),
            Column("公开日期", lambda r: r.published_on, "published_on", "date"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(
            OF_YEAR,
            by_choice("stage", "类型", Stage.choices),
            by_choice("table", "表名", Table.choices),
        ),
        date_column="entered_on",
        search=("reference",),
        related=("agency",),
        sections=(
            Section("表", ("year", "stage", "table", "published_on", "void_reason")),
            Section("说明", ("explanation", "note")),
        ),
        forms=SHEET_FORMS,
        start=Start("register", SheetForm, budgets.register),
        links=_links,
        likely=("fill", "publish", "withdraw"),
        extra="registers/desk/_sheet.html",
    )
)
LINES = declare(
    Room(
        key="budget-lines",
        label="预决算明细",
        unit="行",
        model=BudgetLine,
        permissions=("registers.view_budgets",),
        workflow=budget_lines.workflow,
        columns=(
            Column("编号", lambda r: r.reference, "reference", "reference"),
            Column("年度", lambda r: r.year, "year"),
            Column("类型", lambda r: r.stage, "stage"),
            Column("表名", lambda r: r.get_table_display(), "table"),
            Column("行次", lambda r: r.position, "position"),
            Column("项目", lambda r: r.label, "", "title"),
            Column("金额（万元）", lambda r: wan_text(r.amount), "amount"),
            Column("状态", lambda r: r.state, "state", "state"),
        ),
        filters=(
            OF_YEAR,
            by_choice("stage", "类型", Stage.choices),
            by_choice("table", "表名", Table.choices),
        ),
        date_column="entered_on",
        search=("reference", "label", "code"),
        related=("agency",),
        sections=(
            Section(
                "明细",
                ("year", "stage", "table", "position", "level", "code", "label", "void_reason"),
            ),
        ),
        forms=LINE_FORMS,
        start=Start("register", LineForm, budget_lines.register),
        ledger="budgets",
        extra="registers/desk/_line.html",
    )
)
