"""查漏补缺 on the desk: the board, the printable list, the workbook."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from huiyin.disclosure.duty.gaps import Board, Standing, board
from huiyin.web import downloads
from huiyin.web.http import attachment

from .columns import chosen_agency

HEADS = {
    "机关": 24,
    "代码": 8,
    "法定主动公开内容": 34,
    "栏目": 18,
    "地址": 24,
    "信息条数": 10,
    "最近更新": 12,
    "应更新日期": 12,
    "状态": 10,
    "缺什么": 44,
    "责任部门、责任人": 22,
}


@require_GET
def gaps(request: HttpRequest) -> HttpResponse:
    """查漏补缺: the lines of one agency; with several, the board across them above."""
    agency, agencies = chosen_agency(request)
    overview = board([page.organisation_id for page in agencies])
    only = request.GET.get("only") == "gaps"
    lines = [(line, line.faults(overview.today)) for line in overview.of(agency)]
    context = {
        "agency": agency,
        "agencies": agencies,
        "board": overview,
        "lines": [(line, faults) for line, faults in lines if line.state.is_gap or not only],
        "gap_count": sum(line.state.is_gap for line, _ in lines),
        "line_count": len(lines),
        "only": only,
        "today": overview.today,
    }
    return render(request, "disclosure/desk/gaps.html", context)


@require_GET
def gaps_workbook(request: HttpRequest) -> HttpResponse:
    """The same as a workbook: one row a column, all agencies that this person sees."""
    _, agencies = chosen_agency(request)
    overview = board([page.organisation_id for page in agencies])
    name = f"查漏补缺_{timezone.localdate():%Y%m%d}.xlsx"
    return attachment(to_xlsx(overview), name, downloads.XLSX)


def to_xlsx(board: Board) -> bytes:
    """Every cell as text, so that no spreadsheet takes one for a formula."""
    look = downloads.Look(widths=tuple(HEADS.values()), is_printed=True)
    return downloads.content(
        downloads.Table("", "查漏补缺", tuple(HEADS), rows(board), look), "xlsx"
    )


def rows(board: Board) -> list[list[str]]:
    """One row a column of each line; a line without a column has one of its own."""
    rows = []
    for agency in board.agencies:
        for line in board.of(agency):
            faults = "；".join(line.faults(board.today))
            code = line.key if line.key.isascii() else ""
            start = [agency.title, code, line.label]
            if not line.standings:
                rows.append([*start, "", "", "0", "", "", line.state.value, faults, ""])
            rows += [
                [*start, *_cells(standing), faults, standing.owner] for standing in line.standings
            ]
    return rows


def _cells(one: Standing) -> list[str]:
    return [
        one.label,
        one.address,
        str(one.documents),
        one.latest.isoformat() if one.latest else "",
        one.due_on.isoformat() if one.due_on else "",
        one.state.value,
    ]
