"""Inspections of businesses of the demonstration: bodies, items with caps, and some visits a year."""

from collections.abc import Iterator
from datetime import date, datetime, time
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.enforcement import actions
from huiyin.enforcement.choices import Business, ClueSource, Mode, Result
from huiyin.enforcement.items_desk import BODIES, ITEMS
from huiyin.enforcement.models import Body, Inspection, Item
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from . import words
from .clock import FIRST, moment, office_hour, workday_before, workdays_of

ITEMS_OF = (
    ("SR-01", "市容环境卫生责任区检查", "临街经营单位", 2, "责任区整洁，无乱堆乱放\n不占道经营", "每季度抽查一次，每次抽取责任区的10%", "《城市市容和环境卫生管理条例》第九条"),
    ("ZT-01", "建筑垃圾运输企业检查", "建筑垃圾运输企业", 4, "车辆密闭，按核准路线行驶\n运输台账完整", "上下半年各检查两次", "《城市建筑垃圾管理规定》第十三条"),
    ("GG-01", "户外广告设施安全检查", "户外广告设置人", 1, "设施牢固，有年度安全检测报告", "每年汛期以前检查一次", "《城市市容和环境卫生管理条例》第十一条"),
    ("YL-01", "临时占用绿地检查", "占用绿地的单位", 2, "按批准的范围和期限占用\n保护措施到位", "占用期间和期满时各检查一次", "《城市绿化条例》第十九条"),
)  # fmt: skip
FINDINGS = {
    Result.CLEAN: "现场检查各项内容符合要求。",
    Result.CORRECT: "部分内容不符合要求，已当场告知，责令限期改正。",
}
A_YEAR = 7


def tell(
    agency: Organisation, staff: dict[str, Actor], since: int, until: datetime
) -> Iterator[int]:
    """The register, then the inspections of each year up to `until`."""
    head, begun = staff["jiancha-fuze"], moment(FIRST, time(10))
    day = timezone.localdate(begun)
    BODIES.set(
        actor=head, at=begun, agency=agency, name=agency.name, sort="statutory", valid_from=day,
        duties="市容环境卫生、市政公用、园林绿化、户外广告、建筑垃圾", is_active=True, basis="云编〔2019〕12号",
    )  # fmt: skip
    for code, name, targets, cap, standards, plan, basis in ITEMS_OF:
        ITEMS.set(
            actor=head, at=begun, agency=agency, code=code, name=name, targets=targets, cap=cap,
            standards=standards, plan=plan, is_active=True, valid_from=day, basis=basis,
        )  # fmt: skip
    for year in range(since, timezone.localdate(until).year + 1):
        random = Random(f"inspections {year}")
        for serial, day in enumerate(sorted(random.sample(workdays_of(year)[20:], A_YEAR))):
            if office_hour(random, workday_before(day, 3)) > until:
                return
            _visit(random, agency, staff, serial, day, until)
            yield 1


def _visit(
    random: Random,
    agency: Organisation,
    staff: dict[str, Actor],
    serial: int,
    day: date,
    until: datetime,
) -> None:
    """Planned three days before, approved the next day, made on its day, corrected within ten days."""
    clerk, head = staff["jiancha"], staff["jiancha-fuze"]
    at = office_hour(random, workday_before(day, 3))
    planned = _planned(random, agency, serial, day)
    officers = list(actions.certified(planned)[: actions.LEAST])
    if len(officers) < actions.LEAST:  # the certificates of today were issued later
        return
    one = actions.register(planned, actor=clerk, at=at)
    at = office_hour(random, workday_before(day, 2))
    if at > until:
        return
    if serial == A_YEAR - 2:
        actions.cancel(one, actor=clerk, at=at, reason="企业已经停业，不再检查")
        return
    one = actions.approve(one, actor=head, at=at, officers=officers)
    at = office_hour(random, day, 1, 2)
    if at > until:
        return
    result = Result.CORRECT if serial % 3 == 1 else Result.CLEAN
    limit = calendar().add(day, 10) if result == Result.CORRECT else None
    one = actions.carry_out(
        one, actor=clerk, at=at, inspected_on=day, findings=FINDINGS[result], result=result,
        correct_by=limit,
    )  # fmt: skip
    back = calendar().add(day, 8)
    at = office_hour(random, back)
    if limit and at <= until:
        actions.confirm(one, actor=clerk, at=at, corrected_on=back, correction="复查时已经改正")


def _planned(random: Random, agency: Organisation, serial: int, day: date) -> Inspection:
    firm = words.firm(random, "construction-waste")
    is_clue = serial == A_YEAR - 1
    codes = [code for code, *_ in ITEMS_OF]
    return Inspection(
        agency=agency,
        body=Body.objects.get(agency=agency),
        item=Item.objects.get(agency=agency, code=codes[(serial + day.year) % len(codes)]),
        mode=Mode.CLUE if is_clue else (Mode.RANDOM if serial % 2 else Mode.DAILY),
        clue_source=ClueSource.COMPLAINT if is_clue else "",
        clue=f"云城管举〔{day.year}〕{random.randrange(1, 60)}号" if is_clue else "",
        holder_name=firm.name,
        holder_kind=Business.ORGANISATION,
        holder_uscc=firm.uscc,
        place=words.place(random),
        purpose="按年度检查计划实施",
        planned_on=day,
    )
