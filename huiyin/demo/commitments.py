"""Credit commitments of a demonstration year: eight papers, what became of each, one of them never public.

None of them is a licence: the counts of the licences stay what they are.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.commitments import actions
from huiyin.commitments.models import Commitment, Type
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind
from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from . import words
from .attachments import word_file
from .clock import office_hour, workday_before, workdays_of

FOUND = ("检查时间和地点见编号记录。", "车辆厢盖未闭合，沿途有抛洒痕迹，两次检查情况相同。")
LIABILITY = "违反承诺的，自愿接受撤销相关决定、记入信用记录等处理，并承担相应法律责任"
PAPERS = (
    (Type.APPROVAL, "城市建筑垃圾处置核准告知承诺", "所提交材料真实、合法、有效，按核准的时间、路线运输"),
    (Type.TOLERATED, "户外广告设置许可容缺受理", "一个月内补交设施结构安全证明"),
    (Type.CERTIFICATE, "占用城市道路审批证明事项告知承诺", "权属证明所载内容属实，不再提交原件"),
    (Type.VOLUNTARY, "门前市容环境卫生责任承诺", "保持责任区整洁，不占道经营，规范停放车辆"),
    (Type.INDUSTRY, "建筑垃圾运输企业行业自律承诺", "车辆密闭运输、不超载、不抛洒滴漏"),
    (Type.REPAIR, "行政处罚信息信用修复承诺", "已改正违法行为，提供的材料真实，今后守法经营"),
    (Type.APPROVAL, "临时占用城市绿化用地告知承诺", "占用期满后按原标准恢复绿地"),
    (Type.VOLUNTARY, "餐饮油烟治理承诺", "油烟净化设施与经营同步使用，定期清洗"),
)  # fmt: skip
Act = Callable[[Commitment, datetime], Commitment]


def year(agency: Organisation, staff: dict[str, Actor], number: int, until: datetime) -> None:
    """The papers of a year up to `until`, each with its life."""
    random = Random(f"commitments {number}")
    days = sorted(random.sample(workdays_of(number), len(PAPERS)))
    for serial, (day, paper) in enumerate(zip(days, PAPERS, strict=True), start=1):
        one = _paper(random, agency, serial, day, *paper)
        at = office_hour(random, day)
        if at > until:
            return
        one = actions.register(one, actor=staff["shenpi"], at=at)
        for offset, act in _life(serial, staff):
            at = office_hour(random, calendar().add(day, offset))
            if at > until:
                break
            one = act(one, at)


def this_week(agency: Organisation, staff: dict[str, Actor], until: datetime) -> None:
    """Two that nobody has put up yet: one past its last day, one near it."""
    today = timezone.localdate(until)
    for serial, back in ((101, 9), (102, 5)):
        random = Random(f"commitments {serial}")
        day = workday_before(today, back)
        one = _paper(random, agency, serial, day, *PAPERS[serial % 2])
        actions.register(one, actor=staff["shenpi"], at=office_hour(random, day))


def _life(serial: int, staff: dict[str, Actor]) -> list[tuple[int, Act]]:
    """(working days after the commitment, what is done), in order."""
    clerk, head = staff["shenpi"], staff["shenpi-fuze"]

    def publish(matter: Commitment, at: datetime) -> Commitment:
        return actions.publish(matter, actor=head, at=at)

    def fulfil(matter: Commitment, at: datetime) -> Commitment:
        day = timezone.localdate(at) - timedelta(days=1)
        return actions.fulfil(
            matter, actor=clerk, at=at, performed_on=day, result="现场核查，承诺事项已经履行"
        )

    def miss(matter: Commitment, at: datetime) -> Commitment:
        again = calendar().add(timezone.localdate(at), 10)
        return actions.miss(
            matter,
            actor=clerk,
            at=at,
            result="到期没有补交材料，已书面责令限期履行",
            check_on=again,
        )

    def breach(matter: Commitment, at: datetime) -> Commitment:
        return actions.find_breach(
            matter, actor=head, at=at, breach="运输车辆未密闭、沿途抛洒，被执法检查两次查实",
            consequence="取消告知承诺资格一年，记入信用记录",
            file=("现场检查记录.docx", intake.DOCX, word_file("现场检查记录", FOUND)),
        )  # fmt: skip

    if serial == 2:
        return [(3, publish), (24, miss), (33, fulfil)]
    if serial == 5:
        return [(9, publish), (70, breach)]
    if serial == 8:
        return [(45, fulfil)]
    return [(2 + serial % 4, publish), (40 + 5 * serial, fulfil)]


def _paper(
    random: Random, agency: Organisation, serial: int, day: date, kind: Type, matter: str, text: str
) -> Commitment:
    person, firm = words.person(random), words.firm(random, "construction-waste")
    is_person = serial == 4
    return Commitment(
        agency=agency,
        reference=f"云城管诺〔{day.year}〕{serial}号",
        holder_name=person if is_person else firm.name,
        holder_kind=HolderKind.PERSON if is_person else HolderKind.ORGANISATION,
        holder_uscc="" if is_person else firm.uscc,
        representative="" if is_person else firm.representative,
        type=kind,
        matter=matter,
        content=text,
        liability=LIABILITY,
        committed_on=day,
        valid_to=add_months(day, 12) - timedelta(days=1),
        perform_by=add_months(day, 1) if kind == Type.TOLERATED else None,
        accepted_by=agency.name,
        accepted_by_uscc=agency.uscc,
        place="云溪市政务服务中心",
        may_be_public=serial != len(PAPERS),
    )
