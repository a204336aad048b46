"""The licence ledger of a demonstration year: decisions, their registration and publication.

Past months are imported as tables, as the approval system exports them; the last weeks are
registered decision by decision, so that the desk has open work. Every decision of a past month has
its application, handled here or told by a table of the approval system (`approvals`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from random import Random

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.licensing import actions
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind
from huiyin.workdays.calendar import add_months
from huiyin.workdays.load import calendar

from . import approvals, publicity, words
from .clock import next_workday, office_hour, workdays_of

COUNTS = {
    2020: {"outdoor-advertising": 7, "construction-waste": 477, "municipal-greening": 136},
    2021: {"outdoor-advertising": 11, "construction-waste": 512, "municipal-greening": 158},
}
BY_DISTRICTS_SINCE = 2022
ONE_BY_ONE = timedelta(days=45)
"""The weeks before today in which each decision is entered and made public by itself."""
LIMIT = 7  # working days
CONTENT = {
    "城市建筑垃圾处置核准": "准予将{place}的建筑垃圾约{volume}立方米运至云溪市{other}消纳场处置，工程：{project}",
    "设置大型户外广告及在城市建筑物、设施上悬挂、张贴宣传品审批": "准予在{place}设置大型户外广告，面积{area}平方米，设置期限一年",
    "占用城市道路审批": "准予在{place}临时占用城市道路{area}平方米，工程：{project}",
    "挖掘城市道路审批": "准予在{place}挖掘城市道路{area}平方米，工程：{project}",
    "依附于城市道路建设管线、杆线审批": "准予在{place}依附城市道路敷设管线{area}米，工程：{project}",
    "特殊车辆在城市道路上行驶审批": "准予履带式工程车辆{few}台次经{place}行驶，工程：{project}",
    "临时占用城市绿化用地审批": "准予在{place}临时占用城市绿化用地{area}平方米，工程：{project}",
    "砍伐、移植城市树木审批": "准予在{place}移植城市树木{few}株，工程：{project}",
    "改变绿化规划、绿化用地的使用性质审批": "准予调整{place}绿化用地{area}平方米的使用性质，工程：{project}",
}
_YEAR = 12
MONTHS = {
    "construction-waste": (1, 2, 3, 6),
    "outdoor-advertising": (_YEAR,),
    "municipal-greening": (1, 2, 3),
}


@dataclass(frozen=True)
class Paper:
    """Title and numbering of the decisions of one category."""

    name: str
    licence_type: str
    code: str
    certificate: str = ""
    certificate_code: str = ""


PAPERS = {
    "construction-waste": Paper(
        "城市建筑垃圾处置核准决定书", "核准", "云城管渣许字", "城市建筑垃圾处置核准证", "渣证"
    ),
    "outdoor-advertising": Paper(
        "户外广告设置许可决定书", "普通", "云城管广许字", "户外广告设置许可证", "广证"
    ),
    "municipal-greening": Paper("市政园林行政许可决定书", "普通", "云城管园许字"),
}


def counts_of(year: int) -> dict[str, int]:
    """Fewer since 2022: the districts decide on most building waste themselves."""
    more = year - BY_DISTRICTS_SINCE
    return COUNTS.get(year) or {
        "outdoor-advertising": 9 + more % 3,
        "construction-waste": 96 + 7 * more,
        "municipal-greening": 84 + 5 * more,
    }


def year(
    agency: Organisation, staff: dict[str, Actor], number: int, until: datetime
) -> Iterator[int]:
    """The decisions of a year up to `until`, and what became of some; yields after each step."""
    clerk = staff["shenpi"]
    publicity.set_terms(
        staff["gongkai-fuze"], office_hour(Random("terms"), next_workday(date(number, 1, 1)))
    )
    licences = list(_decisions(agency, number, until))
    from_day = (timezone.localdate(until) - ONE_BY_ONE).replace(day=1)
    old = [licence for licence in licences if licence.decided_on < from_day]
    hands = approvals.Hands(clerk, staff["shenpi-fuze"], until)
    told = [one for n, one in enumerate(old) if approvals.has_procedure(one, n)]
    for licence in told:
        approvals.tell(licence, _published_on(licence), hands)
        yield 1
    tabled = [one for one in old if one not in told]
    for _, month in groupby(tabled, key=lambda licence: licence.decided_on.month):
        yield from _by_table(list(month), hands)
    yield from _one_by_one(
        [licence for licence in licences if licence.decided_on >= from_day],
        clerk,
        staff["shenpi-fuze"],
        until,
    )
    yield from approvals.beside(agency, number, hands)
    yield from publicity.afterwards(agency, staff["shenpi-fuze"], number, until)


def _one_by_one(
    licences: list[Licence], clerk: Actor, head: Actor, until: datetime
) -> Iterator[int]:
    for licence in licences:
        random = Random(licence.reference)
        at = office_hour(random, licence.decided_on)
        if at > until:
            return
        registered = actions.register(licence, actor=clerk, at=at)
        at = office_hour(random, _published_on(licence, LIMIT))
        if at <= until:
            registered = actions.publish(registered, actor=clerk, at=at)
            if registered.certificate_number:
                actions.certify(registered, actor=head, at=at)
        yield 1


def _by_table(licences: list[Licence], hands: approvals.Hands) -> Iterator[int]:
    """A past month as two tables of the approval system; each decision was published in time."""
    for licence in licences:
        licence.published_on = _published_on(licence)
    over = next_workday(max(licence.published_on or licence.decided_on for licence in licences), 1)
    at = office_hour(Random(licences[-1].reference), over)
    stored = actions.register_many(licences, actor=hands.clerk, at=at)
    approvals.tell_by_table(stored, hands, at)
    for _ in stored:
        yield 1


def _published_on(licence: Licence, longest: int = 9) -> date:
    """Most within days; of old, a few after the limit of seven working days."""
    random = Random(f"published {licence.reference}")
    lag = random.choices([1, 2, 3, 5, 7, 9], [30, 30, 20, 12, 6, 2])[0]
    return calendar().add(licence.decided_on, min(lag, longest))


def _decisions(agency: Organisation, number: int, until: datetime) -> Iterator[Licence]:
    random, counts = Random(f"licences {number}"), counts_of(number)
    matters = {
        key: list(LicenceMatter.objects.filter(category__key=key).order_by("pk")) for key in counts
    }
    days = workdays_of(number)
    plan = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(plan)
    serials = dict.fromkeys(counts, 0)
    for decided, key in zip(sorted(random.choice(days) for _ in plan), plan, strict=True):
        serials[key] += 1
        licence = _licence(random, agency, random.choice(matters[key]), key, decided, serials[key])
        if decided > timezone.localdate(until):
            return
        yield licence


def _licence(
    random: Random,
    agency: Organisation,
    matter: LicenceMatter,
    key: str,
    decided: date,
    serial: int,
) -> Licence:
    paper = PAPERS[key]
    is_person = key == "municipal-greening" and random.random() < 0.06
    person, firm = words.person(random), words.firm(random, key)
    has_certificate = bool(paper.certificate)
    return Licence(
        agency=agency,
        reference=f"{paper.code}〔{decided.year}〕{serial}号",
        matter=matter,
        holder_name=person if is_person else firm.name,
        holder_kind=HolderKind.PERSON if is_person else HolderKind.ORGANISATION,
        holder_uscc="" if is_person else firm.uscc,
        representative="" if is_person else firm.representative,
        document_name=paper.name,
        licence_type=paper.licence_type,
        certificate_name=paper.certificate,
        certificate_number=f"{paper.certificate_code}{decided.year}-{serial:04d}"
        if has_certificate
        else "",
        content=_content(random, matter),
        decided_on=decided,
        valid_from=decided,
        valid_to=add_months(decided, random.choice(MONTHS[key])) - timedelta(days=1),
        issuer=agency.name,
        issuer_uscc=agency.uscc,
        source=agency.name,
        source_uscc=agency.uscc,
    )


def _content(random: Random, matter: LicenceMatter) -> str:
    district, other = random.sample(words.DISTRICTS, 2)
    return CONTENT[matter.name].format(
        place=words.place(random, district),
        other=other,
        volume=random.randrange(300, 60000, 100),
        area=random.randrange(12, 260),
        few=random.randrange(2, 15),
        project=words.project(random, district),
    )
