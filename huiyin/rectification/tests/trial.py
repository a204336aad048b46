"""The table of moves of what has to be mended: by the office, by the unit, by another person."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, of_the_unit, stays
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.rectification.actions import register, workflow
from huiyin.rectification.models import Rectification

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
DUE = date(2026, 3, 20)
KEEP, ISSUE = "rectification.keep_rectification", "rectification.issue_rectification"
CHECK, HANDLE = "rectification.check_rectification", "coordination.handle"
OPEN = ("registered", "issued", "mending", "reported", "checked")
REASON = {"reason": "涉及两个单位"}
PICTURE = ("整改后.png", intake.PNG, b"\x89PNG\r\n\x1a\nafter")
SHOWN = {"role": "cure", "file": PICTURE}
REPORT = {"measures": "已更新三个栏目", "reported_on": TUESDAY, "file": PICTURE}


def rectification(bureau, **values):
    return Rectification(
        **{
            "agency": bureau, "unit": bureau, "subject": "栏目更新不及时",
            "problem": "三个栏目超过一个月没有更新。", "demand": "补充更新，明确专人负责。",
            "received_on": MONDAY, "named_due_on": DUE, **values,
        }
    )  # fmt: skip


OUTSIDE = {
    "category": "opinion",
    "sender": "云川市司法局",
    "paper_number": "云司监〔2026〕3号",
}


def ours(scene, **values):
    Organisation.objects.filter(pk=scene.bureau.pk).update(document_code="云城管")
    return rectification(Organisation.objects.get(pk=scene.bureau.pk), **values)


def begin(scene, actor):
    return register(ours(scene), actor=actor, at=scene.at)


def outside(matter):
    """The same, had it come in as another organ's paper."""
    Rectification.objects.filter(pk=matter.pk).update(**OUTSIDE)
    return Rectification.objects.get(pk=matter.pk)


def without_code(matter):
    Organisation.objects.filter(pk=matter.agency_id).update(document_code="")
    return Rectification.objects.get(pk=matter.pk)


def asked_again(matter):
    """More time has been asked for, by the software."""
    at = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
    return workflow.moves["ask_more_time"].run(matter, actor=system("trial"), at=at, **LATER)


def other(matter):
    return {"unit": Organisation.objects.get(slug="duban"), **REASON}


LATER = {"until": date(2026, 4, 3), **REASON}
OPINION = {"opinion": "情况属实"}
MENDED = ["issue", "sign", "report"]
TRIAL = Trial(
    workflow,
    starts={"register": Start(KEEP, make=begin)},
    person=of_the_unit,
    ways={
        "registered": ["register"],
        "issued": ["register", "issue"],
        "mending": ["register", "issue", "sign"],
        "reported": ["register", *MENDED],
        "checked": ["register", outside, *MENDED, "pass_check to checked"],
        "closed": ["register", *MENDED, "pass_check to closed"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(KEEP, to=stays("registered"), arguments={"values": {"origin": "季度考核"}}),
        "amend_along": Row(to=stays("registered"), arguments={"values": {"origin": "季度考核"}}),
        "issue": (
            Row(ISSUE, to={"registered": "issued"}),
            Row(ISSUE, unmet=("registered",), before=(without_code,)),
        ),
        "sign": Row(HANDLE, to={"issued": "mending"}),
        "reassign": Row(ISSUE, to=dict.fromkeys(("issued", "mending"), "issued"), arguments=other),
        "pass_on": Row(to=stays(*OPEN)),
        "add_evidence": (
            Row(KEEP, to=stays("registered"), arguments=SHOWN),
            Row(f"{HANDLE} | {KEEP}", to=stays(*OPEN[1:]), arguments=SHOWN),
        ),
        "report": Row(f"{HANDLE} | {KEEP}", to={"mending": "reported"}, arguments=REPORT),
        "ask_more_time": (
            Row(HANDLE, to=stays("mending"), arguments=LATER),
            Row(HANDLE, unmet=("mending",), before=(asked_again,), arguments=LATER),
            Row(HANDLE, unmet=("mending",), after=timedelta(days=40), arguments=LATER),
        ),
        "extend": (
            Row(ISSUE, unmet=("mending",)),
            Row(ISSUE, to=stays("mending"), barred=("ask_more_time",), before=("ask_more_time",)),
        ),
        "refuse_more_time": (
            Row(ISSUE, unmet=("mending",), arguments=REASON),
            Row(
                ISSUE, to=stays("mending"), barred=("ask_more_time",), before=("ask_more_time",),
                arguments=REASON,
            ),
        ),
        "pass_check": (
            Row(CHECK, barred=("report",), to={"reported": "closed"}, arguments=OPINION),
            Row(
                CHECK, barred=("report",), to={"reported": "checked"}, before=(outside,),
                arguments=OPINION,
            ),
        ),
        "fail_check": Row(
            CHECK, barred=("report",), to={"reported": "mending"},
            arguments={"opinion": "仍有一个栏目没有更新", "due_on": date(2026, 4, 10)},
        ),
        "answer": (
            Row(ISSUE, to={"checked": "closed"}, arguments={"text": "已全部整改。"}),
            Row(ISSUE, unmet=("checked",), before=(without_code,), arguments={"text": "已整改。"}),
        ),
        "look_again": Row(ISSUE, to={"checked": "reported"}, arguments=REASON),
        "void": Row(
            "rectification.void_rectification",
            to=dict.fromkeys((*OPEN, "closed"), "voided"),
            arguments={"reason": "重复录入"},
        ),
        "recount": Row(to=stays(*OPEN), arguments={"because": "测试"}),
    },
)  # fmt: skip


def make(name, matter, actor, at, **changes):
    """Make a move with the arguments of its table."""
    arguments = {**TRIAL.rows(name)[0].arguments_for(matter), **changes}
    return workflow.moves[name].run(matter, actor=actor, at=at, **arguments)
