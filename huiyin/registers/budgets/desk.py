"""预算、决算 on the desk: the tables, and their rows."""

from huiyin.audit.actors import Actor
from huiyin.casework.rooms import Filter, Room, Start, by_choice, declare
from huiyin.casework.sheets import Column
from huiyin.common.money import wan_text

from .actions import lines, sheets
from .forms import AmendLineForm, ExplainForm, FillForm, LineForm, SheetForm
from .models import BudgetSheet, Stage, Table
from .sheet import LINE, TABLE


def _links(sheet: BudgetSheet, actor: Actor) -> list[tuple[str, str]]:
    rows = (
        "查看明细",
        f"/desk/budget-lines/?of={sheet.year}&stage={sheet.stage}&table={sheet.table}",
    )
    is_public = sheet.state == BudgetSheet.State.PUBLISHED
    return [rows, *([("在网站上查看", f"/budgets/{sheet.pk}/")] if is_public else [])]


def _years(actor: Actor) -> list[tuple[str, str]]:
    years = BudgetSheet.objects.valid().order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


OF_YEAR = Filter("of", "年度", _years, lambda records, year: records.filter(year=int(year)))


SHEETS = declare(
    Room(
        key="budgets",
        label="预算决算",
        unit="张",
        sheet=TABLE,
        permissions=("registers.view_budgets",),
        workflow=sheets.workflow,
        columns=TABLE.columns(
            "reference",
            "year",
            "stage",
            Column("表名", lambda r: r.get_table_display(), "table", "title"),
            "published_on",
            "state",
        ),
        filters=(
            OF_YEAR,
            by_choice("stage", "类型", Stage.choices),
            by_choice("table", "表名", Table.choices),
        ),
        search=("reference",),
        related=("agency",),
        forms={"fill": FillForm, "amend": ExplainForm},
        start=Start("register", SheetForm, sheets.register),
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
        sheet=LINE,
        permissions=("registers.view_budgets",),
        workflow=lines.workflow,
        columns=LINE.columns(
            "reference",
            "year",
            "stage",
            Column("表名", lambda r: r.get_table_display(), "table"),
            "position",
            Column("项目", lambda r: r.label, "", "title"),
            Column("金额（万元）", lambda r: wan_text(r.amount), "amount"),
            "state",
        ),
        filters=(
            OF_YEAR,
            by_choice("stage", "类型", Stage.choices),
            by_choice("table", "表名", Table.choices),
        ),
        search=("reference", "label", "code"),
        related=("agency",),
        forms={"amend": AmendLineForm},
        start=Start("register", LineForm, lines.register),
        ledger="budgets",
        extra="registers/desk/_line.html",
    )
)
