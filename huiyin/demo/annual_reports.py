"""The bureau's annual reports: each finished year written, checked by another, frozen and published."""

from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.editorial.models import Manuscript
from huiyin.national_forms.forms import form_of
from huiyin.organisations.models import Organisation
from huiyin.reports.actions import annual, annual_writing
from huiyin.reports.annual import outline, sources
from huiyin.reports.models import AnnualReport
from huiyin.workdays.load import calendar

from . import manuscripts
from .clock import moment, next_workday

SAID = {
    "annual/disclosure/own": "围绕建筑垃圾运输、占道经营、公园绿地养护等群众关注的事项，整治方案实施前公布，办理结果完成后公布；每份规范性文件同步发布解读。",
    "annual/applications/own": "依申请公开由宣传科统一登记、分送，业务科室提出意见，法规科审核，分管领导签发，答复文书和送达凭证逐件归档。",
    "annual/management/own": "公文拟制时同步确定公开属性，发布前由承办科室初审、保密审查岗复审、发布岗核发；每年对规范性文件清理一次，结果在“文件清理”栏目公布。",
    "annual/platform/own": "门户网站按统一的栏目目录设置，定期更新的栏目由系统提醒；“云溪城管”微信公众号与门户网站同步发布；政务服务大厅设公开查阅点，由窗口人员协助查阅。",
    "annual/supervision/own": "政务公开工作领导小组由局长任组长，办公室设在宣传科。政务公开列入科室年度目标考核，全年组织两次业务培训；本年没有因信息公开被追究责任的情况。",
    outline.OWN_PROBLEMS.key: "部分承办人员对政策依据掌握不够，答复口径有时不一致。\n个别科室报送信息的格式不规范，需要反复修改。",
}
"""Slot → what the office says in each year."""
IMPROVED = (
    "编印了答复口径汇编，承办人员轮训一遍。\n统一了各科室报送信息的格式，由宣传科退回不合格的稿件。"
)
AMOUNTS = {
    "penalties.decided": (420, 560),
    "coercion.decided": (6, 20),
    "fees.charged": (38, 60),
    "procurement.projects": (5, 12),
    "procurement.amount": (260, 420),
}
"""Cell → the bounds between which its invented number lies; of all others it is 0."""
SOURCE = "执法办案和财务系统{year}年12月31日导出"


def tell(
    agency: Organisation, staff: dict[str, Actor], since: int, until: datetime
) -> Iterator[int]:
    """Each finished year in its turn, because a report follows from the one before."""
    for year in range(since, timezone.localdate(until).year):
        day = calendar(agency.region).add(date(year + 1, 1, 1), 6)
        if next_workday(day, 4) >= timezone.localdate(until):
            return
        report = _write(agency, staff, year, day, is_first=year == since)
        _publish(report, staff, day, until)
        yield 1


def _write(
    agency: Organisation, staff: dict[str, Actor], year: int, day: date, *, is_first: bool
) -> AnnualReport:
    clerk, at = staff["gongkai"], moment(day, time(9))
    report = annual.begin(AnnualReport(agency=agency, year=year), actor=clerk, at=at)
    texts = SAID if is_first else SAID | {outline.IMPROVED.key: IMPROVED}
    for slot, text in texts.items():
        annual_writing.write(report, slot, text, actor=clerk, at=at, seen=0)
    random = Random(f"annual report {year}")
    for cell in sources.stated(form_of(year)):
        value = Decimal(random.randint(*AMOUNTS[cell])) if cell in AMOUNTS else Decimal(0)
        if sources.unit_of(cell):
            value += Decimal(random.randint(0, 99)) / 100
        if sources.is_counted(cell, agency.pk, year):
            continue
        annual_writing.state(
            report, cell, value, SOURCE.format(year=year), actor=clerk, at=at, seen=0
        )
    return report


def _publish(report: AnnualReport, staff: dict[str, Actor], day: date, until: datetime) -> None:
    """Checked on the day, frozen the next one, on the portal after the three reviews."""
    report = annual.submit(report, actor=staff["gongkai"], at=moment(day, time(11)))
    report = annual.check(report, actor=staff["gongkai-fuze"], at=moment(day, time(16)))
    after = next_workday(day, 1)
    report = annual.freeze(report, actor=staff["qicao"], at=moment(after, time(9)))
    manuscript = Manuscript.objects.get(page__published_report__annual=report)
    manuscripts.bring(manuscript, staff, "published", after, until)
