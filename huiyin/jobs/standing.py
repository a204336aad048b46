"""The state of the scheduled jobs: for the system administrator's desk."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import FailedRow, LastRun
from .schedule import When

SILENT = timedelta(minutes=10)
"""Without any job for this long, the scheduler is not running."""


@dataclass(frozen=True)
class Line:
    """One job, with its last run."""

    label: str
    last: LastRun
    is_long: bool
    failed_rows: int

    @property
    def state(self) -> str:
        if self.last.started_at is None:
            return "还没有运行"
        if self.last.finished_at is None:
            return "正在运行"
        return "完成" if self.last.succeeded else "没有完成"

    @property
    def is_bad(self) -> bool:
        return not self.last.succeeded or self.failed_rows > 0


def schedule() -> Mapping[str, When]:
    return import_string(settings.SCHEDULE)  # type: ignore[no-any-return]


def label(job: str) -> str:
    """The name of the job; one that is not scheduled any more keeps its own."""
    when = schedule().get(job)
    return when.label if when else job


def lines() -> list[Line]:
    """Every job, those that need attention first."""
    known = {last.job: last for last in LastRun.objects.all()}
    rows: dict[str, int] = {}
    for job in FailedRow.objects.values_list("job", flat=True):
        rows[job] = rows.get(job, 0) + 1
    jobs = [
        Line(when.label, known.get(job) or LastRun(job=job), when.is_long, rows.get(job, 0))
        for job, when in schedule().items()
    ]
    return sorted(jobs, key=lambda line: not line.is_bad)


def warnings(at: datetime) -> Iterator[str]:
    """Warnings shown before anybody opens the page."""
    known = lines()
    began = max((line.last.started_at for line in known if line.last.started_at), default=None)
    if began is None:
        yield "定时任务还没有运行过：通知不发送，定时发布和撤下不办理。请在服务器上启动 huiyin-tick"
    elif at - began > SILENT:
        since = timezone.localtime(began)
        yield (
            f"定时任务从 {since:%Y-%m-%d %H:%M} 起没有运行：通知不发送，定时发布和撤下不办理。"
            "请在服务器上查看 huiyin-tick"
        )
    failed = [line.label for line in known if not line.last.succeeded]
    if failed:
        yield f"{len(failed)} 个定时任务没有完成：{'、'.join(failed[:3])}{'等' if failed[3:] else ''}"
    if rows := sum(line.failed_rows for line in known):
        yield f"定时任务中有 {rows} 项没有办成，其余照常；会自动再试"
