"""夜间提醒: last year's annual report is begun in time, and told again near its end and after it."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.coordination import reminding
from huiyin.coordination.reminding import Part
from huiyin.jobs.rows import Walk
from huiyin.organisations.models import Membership, Organisation, holds

from . import rules
from .actions import annual
from .models import AnnualDate, AnnualReport

HEADING = "年度报告提醒"
SOON = timedelta(days=7)
Stage = AnnualReport.Stage
WORDS = {
    Stage.BEGUN: "已经可以起草，请核对、定稿，{due}前（含当日）公布",
    Stage.SOON: "还没有定稿，应在{due}前（含当日）公布",
    Stage.LATE: "还没有定稿，已经超过{due}的期限",
}
ORDER = ("", *Stage.values)


def due(walk: Walk) -> reminding.OfAgency:
    """Of an agency that has a column for annual reports: what there is to tell, once a stage."""
    return lambda agency: list(_parts(agency, walk))


reminding.declare("reports.annual", due)


def _parts(agency: Organisation, walk: Walk) -> Iterator[Part]:
    today = timezone.localdate(walk.at)
    report = _of_last_year(agency, walk, today)
    if report is None or not report.is_open:
        return
    stage = _stage(report, today)
    if ORDER.index(stage) <= ORDER.index(report.reminded):
        return
    AnnualReport.objects.filter(pk=report.pk).update(reminded=stage)
    line = f"{report.year}年政府信息公开工作年度报告：{WORDS[stage].format(due=report.due_on)}"
    for person in _people(agency, today):
        yield Part(person, HEADING, (line, f"/desk{report.get_absolute_url()[5:]}"))


def _of_last_year(agency: Organisation, walk: Walk, today: date) -> AnnualReport | None:
    """The report of last year; begun where its day has come and nobody did."""
    year = today.year - 1
    report = AnnualReport.objects.valid().filter(agency=agency, year=year).first()
    rule = AnnualDate.objects.on(today, step=AnnualDate.Step.REMIND)
    if report is not None or rule is None or today < rule.in_year(year):
        return report
    if today > annual.due_on(year) or agency.ended_on or annual.column_of(agency) is None:
        return None
    begun: AnnualReport = annual.begin(
        AnnualReport(agency=agency, year=year), actor=system("reminding"), at=walk.at
    )
    return begun


def _stage(report: AnnualReport, today: date) -> Stage:
    if today > report.due_on:
        return Stage.LATE
    return Stage.SOON if today >= report.due_on - SOON else Stage.BEGUN


def _people(agency: Organisation, today: date) -> list[int]:
    """Whoever writes it; once it is late also those who check it."""
    memberships = Membership.objects.on(today).filter(
        holds(rules.WRITE_ANNUAL), post__organisation=agency
    )
    return sorted(set(memberships.values_list("user_id", flat=True)))
