"""自评材料 as a kind of report: `huiyin report self-evaluation`."""

from huiyin.organisations.models import Organisation
from huiyin.reports.kinds import Answer, Asked, Kind, NoReportError, declare

from .material import material, write
from .models import Assessment


def self_evaluation(asked: Asked) -> Answer:
    """Of the agency itself or of one of its units, whoever it was that assessed them."""
    unit: Organisation | None = asked.agency
    if asked.unit:
        unit = Organisation.objects.within(asked.agency).filter(slug=asked.unit).first()
    if unit is None:
        raise NoReportError(f"{asked.agency.name}没有网址标识为 {asked.unit} 的单位")
    found = list(Assessment.objects.valid().filter(unit=unit, year=asked.year)[:2])
    if not found:
        raise NoReportError(f"{unit.name}没有{asked.year}年度的考核，请先在工作台“考核”中布置")
    if len(found) > 1:
        raise NoReportError(
            f"{unit.name}在{asked.year}年度有几个机关组织的考核，请在工作台打开所要的一个下载"
        )
    answer = write(material(found[0]), asked.form, at=asked.at)
    return Answer(answer.content, answer.missing)


declare(Kind("self-evaluation", "政务公开考核自评材料", self_evaluation, frozenset({"unit"})))
