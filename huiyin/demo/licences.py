"""The licence ledger of a demonstration year: each decision registered and published by a clerk."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from huiyin.audit.actors import Actor
from huiyin.licensing import actions
from huiyin.licensing.models import HolderKind, Licence, LicenceMatter
from huiyin.organisations.models import Organisation
from huiyin.workdays.load import calendar

from . import words
from .clock import office_hour, workdays_of

CONTENT = {
    "construction-waste": "准予在{place}至云溪市{district}消纳场处置建筑垃圾约{volume}立方米，工程：{project}",
    "outdoor-advertising": "准予在{place}设置大型户外广告，面积{area}平方米，设置期限一年",
    "municipal-greening": "准予在{place}实施“{matter}”，范围{area}平方米，工程：{project}",
}
DOCUMENT = {
    "construction-waste": (
        "城市建筑垃圾处置核准决定书",
        "核准",
        "城市建筑垃圾处置核准证",
        "云城管渣许字",
    ),
    "outdoor-advertising": ("户外广告设置许可决定书", "普通", "户外广告设置许可证", "云城管广许字"),
    "municipal-greening": ("市政园林行政许可决定书", "普通", "", "云城管园许字"),
}


def year(agency: Organisation, clerk: Actor, number: int, counts: dict[str, int]) -> Iterator[int]:
    """Register and publish `counts` licences a category; yields after each one."""
    random = Random(f"licences {number}")
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
        registered = actions.register(licence, actor=clerk, at=office_hour(random, decided))
        # most are published within days, a few after the limit of seven working days
        lag = random.choices([1, 2, 3, 5, 7, 9], [30, 30, 20, 12, 6, 2])[0]
        published = calendar(agency.region).add(decided, lag)
        actions.publish(registered, actor=clerk, at=office_hour(random, published))
        yield 1


def _licence(
    random: Random,
    agency: Organisation,
    matter: LicenceMatter,
    key: str,
    decided: date,
    serial: int,
) -> Licence:
    document, licence_type, certificate, code = DOCUMENT[key]
    months = random.choice([1, 2, 3, 6, 12])
    is_person = key == "municipal-greening" and random.random() < 0.06
    holder = words.person(random) if is_person else words.firm(random, key)
    return Licence(
        agency=agency,
        reference=f"{code}〔{decided.year}〕{serial}号",
        matter=matter,
        holder_name=holder,
        holder_kind=HolderKind.PERSON if is_person else HolderKind.ORGANISATION,
        holder_uscc="" if is_person else words.firm_code(random),
        representative="" if is_person else words.person(random),
        document_name=document,
        licence_type=licence_type,
        certificate_name=certificate,
        certificate_number=f"{code[-3:-2]}证{decided.year}{serial:04d}" if certificate else "",
        content=CONTENT[key].format(
            place=words.place(random),
            district=random.choice(words.DISTRICTS),
            volume=random.randrange(300, 60000, 100),
            area=random.randrange(12, 260),
            matter=matter.name.removesuffix("审批"),
            project=random.choice(words.ESTATES) + random.choice(words.PROJECTS),
        ),
        decided_on=decided,
        valid_from=decided,
        valid_to=decided + timedelta(days=30 * months),
        issuer=agency.name,
        issuer_uscc=agency.uscc,
        source=agency.name,
        source_uscc=agency.uscc,
    )
