"""定时任务 on the desk: what ran when, what failed and why, and when it is tried again."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.audit.actors import Actor
from huiyin.casework.gate import DeskRequest, staff
from huiyin.jobs import standing
from huiyin.jobs.models import FailedRow

PERMISSION = "jobs.view_lastrun"
MOST = 200


@staff
@require_GET
def timetable(request: DeskRequest) -> HttpResponse:
    """定时任务: all jobs, those that want a person first; the rows that failed.

    Rows are of every agency, and their reasons may name what is in them: whoever looks after the
    whole site sees them, the others how many there are.
    """
    if not may_see(request.actor):
        raise PermissionDenied("您没有查看定时任务的权限。")
    failed = FailedRow.objects.all()
    context = {
        "lines": standing.lines(),
        "rows": [(standing.label(row.job), row) for row in failed[:MOST]]
        if request.actor.everywhere
        else [],
        "count": failed.count(),
        "most": MOST,
    }
    return render(request, "desk/timetable.html", context)


def may_see(actor: Actor) -> bool:
    return actor.may_somewhere(PERMISSION)
