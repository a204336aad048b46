"""The table of moves of an inspection: who plans, who approves, what was found."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.enforcement.actions import register, workflow
from huiyin.enforcement.choices import Business, Mode, Result
from huiyin.enforcement.items_desk import BODIES, ITEMS
from huiyin.enforcement.models import Body, Inspection, Item
from huiyin.enforcement.rules import APPROVE, PLAN, VOID
from huiyin.organisations.models import Organisation
from huiyin.penalties import actions as penalties
from huiyin.penalties.tests.trial import penalty
from huiyin.registers.officers import actions as officers
from huiyin.registers.officers.models import Officer

LONG_AGO = datetime(2020, 1, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
DAY = date(2026, 3, 3)
LIVE = ("planned", "approved", "inspected", "closed", "cancelled")
NUMBERS = count(1)
USCC = "91341799MA2TEX01KJ"
STANDARDS = "门前责任区整洁，无乱堆乱放\n餐厨垃圾交有资质单位收运"


def item(bureau, code="SR-01", cap=2, since=LONG_AGO, **values):
    """An item with its cap, set as the office sets it."""
    said = {
        "name": f"市容环境卫生检查（{code}）",
        "targets": "临街经营单位",
        "standards": STANDARDS,
        "is_active": True,
        "basis": "《城市市容和环境卫生管理条例》第九条",
        **values,
    }
    return ITEMS.set(
        actor=system("trial"), at=since, agency=bureau, code=code, cap=cap,
        valid_from=since.date(), **said,
    )  # fmt: skip


def body(bureau, name="云溪市城市管理局"):
    return BODIES.set(
        actor=system("trial"), at=LONG_AGO, agency=bureau, name=name, sort="statutory",
        duties="市容环境卫生、市政公用、园林绿化", is_active=True, valid_from=LONG_AGO.date(),
        basis="云编〔2019〕12号",
    )  # fmt: skip


def officer(bureau, number, name):
    """Somebody with a certificate that is valid for long."""
    return officers.register(
        Officer(
            agency=bureau, reference=number, name=name, unit=bureau.name, scope="城市管理",
            issued_on=date(2019, 1, 2), valid_until=date(2035, 12, 31),
        ),
        actor=system("trial"), at=LONG_AGO,
    )  # fmt: skip


def ready(bureau):
    """One body, one item, two who may inspect; once for a bureau."""
    if not Item.objects.filter(agency=bureau).exists():
        item(bureau)
        body(bureau)
        officer(bureau, "341799000101", "周示例")
        officer(bureau, "341799000102", "郑样例")


def two(bureau):
    return list(Officer.objects.filter(agency=bureau, state="active").order_by("reference")[:2])


def inspection(bureau, **values):
    ready(bureau)
    return Inspection(
        **{
            "agency": bureau,
            "body": Body.objects.filter(agency=bureau).first(),
            "item": Item.objects.filter(agency=bureau).order_by("valid_from").first(),
            "mode": Mode.DAILY,
            "holder_name": "云溪市样例餐饮有限公司",
            "holder_kind": Business.ORGANISATION,
            "holder_uscc": USCC,
            "planned_on": DAY,
            **values,
        }
    )


def begin(scene, actor):
    """Each of an item of its own, so that no trial meets the cap."""
    ready(scene.bureau)
    own = item(scene.bureau, code=f"T-{next(NUMBERS)}")
    return register(inspection(scene.bureau, item=own), actor=actor, at=scene.at)


def appoint(matter):
    return {"officers": two(matter.agency)}


def case(matter):
    """A case that was filed for what was found."""
    filed = penalties.register(
        penalty(Organisation.objects.get(pk=matter.agency_id)), actor=system("trial"),
        at=LONG_AGO.replace(year=2026, month=3, day=3),
    )  # fmt: skip
    return {"case_number": filed.case_number}


FORM = {
    "mode": "daily", "way": "on-site", "holder_name": "云溪市样例餐饮有限公司",
    "holder_kind": "organisation", "holder_uscc": USCC, "planned_on": "2026-03-03",
    "purpose": "检查门前责任区",
}  # fmt: skip
"""What a clerk types, without body and item."""


def today(bureau):
    """What of the form depends on the day and on the rows of the agency."""
    ready(bureau)
    rows = {"body": Body.objects.get().pk, "item": Item.objects.get().pk}
    return {**rows, "planned_on": timezone.localdate().isoformat()}


CLEAN = {"inspected_on": DAY, "findings": "门前责任区整洁", "result": Result.CLEAN}
CORRECT = {
    "inspected_on": DAY, "findings": "餐厨垃圾没有交运", "result": Result.CORRECT,
    "correct_by": DAY + timedelta(days=10),
}  # fmt: skip
FILE = {"inspected_on": DAY, "findings": "擅自倾倒餐厨垃圾", "result": Result.FILED}
DONE = {"corrected_on": DAY, "correction": "已签订收运合同"}
REASON = {"reason": "企业已经停业"}


def filed(matter):
    """Found bad enough to be filed at once."""
    Inspection.objects.filter(pk=matter.pk).update(result=Result.FILED, correct_by=None)
    return Inspection.objects.get(pk=matter.pk)


TRIAL = Trial(
    workflow,
    starts={"register": Start(PLAN, make=begin)},
    ways={
        "planned": ["register"],
        "approved": ["register", "approve"],
        "inspected": ["register", "approve", "carry_out to inspected"],
        "closed": ["register", "approve", "carry_out to closed"],
        "cancelled": ["register", "cancel"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(PLAN, to=stays("planned"), arguments={"values": {"purpose": "（更正）"}}),
        "approve": (
            Row(APPROVE, to={"planned": "approved"}, barred=("register",), arguments=appoint),
            Row(
                APPROVE, unmet=("planned",), barred=("register",), after=timedelta(days=1),
                arguments=appoint,
            ),
        ),
        "carry_out": (
            Row(PLAN, to={"approved": "closed"}, arguments=CLEAN),
            Row(PLAN, to={"approved": "inspected"}, arguments=CORRECT),
            Row(PLAN, to={"approved": "inspected"}, arguments=FILE),
        ),
        "confirm": (
            Row(PLAN, to={"inspected": "closed"}, arguments=DONE),
            Row(PLAN, unmet=("inspected",), before=(filed,), arguments=DONE),
        ),
        "refer": (
            Row(PLAN, to={"inspected": "closed"}, arguments=case),
            Row(
                PLAN, to={"inspected": "closed"}, before=(filed,),
                arguments={"transferred_to": "云溪市市场监督管理局 云城管移〔2026〕3号"},
            ),
        ),
        "cancel": Row(
            PLAN, to=dict.fromkeys(("planned", "approved"), "cancelled"), arguments=REASON
        ),
        "void": Row(VOID, to=dict.fromkeys(LIVE, "voided"), arguments={"reason": "重复登记"}),
    },
)  # fmt: skip
