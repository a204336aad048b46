"""行政强制 of the demonstration: some seizures and executions a year, one of them lifted too late."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.coercion import actions
from huiyin.coercion.choices import Lifted, Type
from huiyin.coercion.models import Coercion
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind
from huiyin.registers.officers.models import Officer

from . import words
from .clock import next_workday, office_hour, workday_before, workdays_of

LEAST = 2
"""Officers of each (行政强制法第十八条)."""


@dataclass(frozen=True)
class _Story:
    """What is taken, for what reason, and after how many days it is over."""

    type: Type
    cause: str
    target: str
    basis: str
    days: int
    outcome: str
    extended: int = 0
    tested: int = 0


PARTS = 4
"""Of an office day: registered, extended, counted off, over; some of it falls on one day."""
YEARLY = (
    _Story(Type.SEIZURE, "占用道路经营，拒不改正", "遮阳伞2把、烧烤炉1个", "《城市市容和环境卫生管理条例》第十四条", 7, "当事人改正后退还"),
    _Story(Type.SEIZURE, "运输车辆涉嫌装载未核准的建筑垃圾", "自卸货车1辆", "《城市建筑垃圾管理规定》第十三条", 41, "作出处罚决定后退还", extended=20),
    _Story(Type.PREMISES, "施工现场涉嫌擅自挖掘城市道路", "施工围挡内的机具3台", "《城市道路管理条例》第三十条", 33, "检测以后退还", tested=10),
    _Story(Type.RESTORATION, "擅自占用绿地堆放物料，逾期不清除", "清除堆放物料，恢复绿地40平方米", "《行政强制法》第五十条", 15, "已经恢复"),
    _Story(Type.SUBSTITUTE, "当事人不清除遗撒物，影响道路通行", "委托保洁单位清除遗撒物", "《行政强制法》第五十二条", 1, "当日清除"),
    _Story(Type.SURCHARGE, "逾期不缴纳罚款", "每日按罚款数额的百分之三加处罚款", "《行政处罚法》第七十二条", 26, "已经缴清"),
    _Story(Type.SEIZURE, "涉嫌擅自设置大型户外广告", "广告灯箱2个", "《城市市容和环境卫生管理条例》第十一条", 44, "期限届满后退还"),
)  # fmt: skip
"""The last one is lifted two weeks after its last day."""


def tell(
    agency: Organisation, staff: dict[str, Actor], since: int, until: datetime
) -> Iterator[int]:
    """The decisions of each year up to `until`; those of the last weeks are still running."""
    for year in range(since, timezone.localdate(until).year + 1):
        random = Random(f"coercions {year}")
        days = sorted(random.sample(workdays_of(year)[10:], len(YEARLY)))
        for story, day in zip(YEARLY, days, strict=True):
            if office_hour(random, day) > until:
                return
            _one(random, agency, staff, story, day, until)
            yield 1
    lately = workday_before(timezone.localdate(until), 2)
    _one(Random("coercion now"), agency, staff, YEARLY[1], lately, until)


def _one(
    random: Random,
    agency: Organisation,
    staff: dict[str, Actor],
    story: _Story,
    day: date,
    until: datetime,
) -> None:
    officers = Officer.objects.filter(agency=agency).public(day).order_by("reference")[:LEAST]
    if len(officers) < LEAST:  # the certificates of today were issued later
        return
    clerk, head = staff["chufa"], staff["chufa-fuze"]
    firm = words.firm(random, "construction-waste")
    one = actions.register(
        Coercion(
            agency=agency, type=story.type, holder_name=firm.name, holder_uscc=firm.uscc,
            holder_kind=HolderKind.ORGANISATION, cause=story.cause, basis=story.basis,
            target=story.target, approved_by="金国栋", decided_on=day,
            officers="、".join(f"{one.name}（执法证号{one.reference}）" for one in officers),
        ),
        actor=clerk, at=office_hour(random, day, 0, PARTS),
    )  # fmt: skip
    later = next_workday(day + timedelta(days=19))
    at = office_hour(random, later, 1, PARTS)
    if story.extended and at <= until:
        one = actions.extend(
            one, actor=head, at=at, days=story.extended, reason="案情复杂，需要鉴定"
        )
    at = office_hour(random, later, 2, PARTS)
    if story.tested and at <= until:
        one = actions.leave_out(one, actor=clerk, at=at, days=story.tested)
    over = next_workday(day + timedelta(days=story.days - 1))
    at = office_hour(random, over, 3, PARTS)
    if at > until:
        return
    if one.is_measure:
        lifted = Lifted.EXPIRED if story is YEARLY[-1] else Lifted.DECIDED
        actions.lift(one, actor=clerk, at=at, ended_on=over, lifted=lifted, outcome=story.outcome)
    else:
        actions.complete(one, actor=clerk, at=at, ended_on=over, outcome=story.outcome)
