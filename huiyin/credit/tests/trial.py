"""The tables of moves of repairs and objections: from where to where, by which right."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.credit.actions import objecting, register, workflow
from huiyin.credit.models import Evidence, Finding, Objection, Repair
from huiyin.files import intake as uploads
from huiyin.penalties import actions as penalties
from huiyin.penalties.models import Penalty
from huiyin.penalties.tests.trial import decision

RECEIVE, HANDLE = "credit.receive_repair", "credit.handle_repair"
DECIDE, VOID = "credit.decide_repair", "credit.void_repair"
SIGN = f"{DECIDE} & penalties.withdraw_publication"
REVOKE = f"{DECIDE} & penalties.publish_penalty"
DAY = date(2026, 3, 2)
AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LONG = timedelta(days=60)
UNDER_WAY = ("received", "correcting", "accepted", "proposed")
STANDING = ("granted", "done")
OVER = ("refused", "unaccepted", "withdrawn", "revoked")
PICTURE = ("信用修复承诺书.png", uploads.PNG, b"\x89PNG\r\n\x1a\ncommitted")
PAID = ("缴款票据.png", uploads.PNG, b"\x89PNG\r\n\x1a\npaid")
REASON = {"reason": "仍在倾倒建筑垃圾", "remedy": "可以自收到之日起六十日内申请行政复议"}
NOTIFY = {"lacking": "请提交信用修复承诺书", "correct_by": date(2026, 3, 13)}
FOUND = {
    "corrected": Finding.MET, "corrected_fact": "3月1日现场复查，已清运完毕",
    "performed": Finding.MET, "performed_fact": "罚款已缴，票据0012345678",
    "others_met": Finding.MET, "others_fact": "没有其他法定条件",
}  # fmt: skip


def published(bureau, at, **values):
    """A penalty on view."""
    who = {"actor": system("trial"), "at": at}
    return penalties.publish(penalties.register(decision(bureau, **values), **who), **who)


def repair(penalty, **values):
    return Repair(
        **{
            "agency": penalty.agency,
            "penalty_reference": penalty.reference,
            "holder_name": penalty.holder_name,
            "agent": "周示例",
            "contact": "13900000001",
            "materials": "信用修复申请书",
            "received_on": DAY,
            **values,
        }
    )


def begin(scene, actor):
    return register(repair(published(scene.bureau, scene.at)), actor=actor, at=scene.at)


def met(matter):
    """Every condition is met."""
    Repair.objects.filter(pk=matter.pk).update(**FOUND, verified_on=DAY)
    Evidence.objects.create(
        repair=matter, role="commitment", file=uploads.keep(*PICTURE), added_on=DAY
    )
    return Repair.objects.get(pk=matter.pk)


def granting(matter):
    """A grant was proposed, and holds."""
    Repair.objects.filter(pk=matter.pk).update(outcome="granted", reason="", remedy="")
    return met(matter)


def granting_too_soon(matter):
    """A grant was proposed, and a condition is met no more."""
    matter = granting(matter)
    Repair.objects.filter(pk=matter.pk).update(corrected=Finding.UNMET)
    return Repair.objects.get(pk=matter.pk)


def annulled(matter):
    """The penalty itself was annulled meanwhile."""
    Penalty.objects.filter(pk=matter.penalty_id).update(
        state="annulled", annulled_on=DAY, annulment="revoked"
    )
    return Repair.objects.get(pk=matter.pk)


TO_PROPOSED = ["register", "accept", "propose_refusal"]
TO_GRANTED = [*TO_PROPOSED, granting, "decide to granted"]
BY_ANOTHER = {"barred": ("accept", "propose_refusal")}
TOLD = {"told_on": AT.date(), "receipt": "第12批"}
FALSE = {"reason": "承诺书盖章虚假"}
TRIAL = Trial(
    workflow,
    starts={"register": Start(RECEIVE, make=begin)},
    ways={
        "received": ["register"],
        "correcting": ["register", "notify"],
        "accepted": ["register", "accept"],
        "proposed": TO_PROPOSED,
        "granted": TO_GRANTED,
        "done": [*TO_GRANTED, "tell"],
        "refused": [*TO_PROPOSED, "decide to refused"],
        "unaccepted": ["register", "refuse_acceptance"],
        "withdrawn": ["register", "withdraw"],
        "revoked": [*TO_GRANTED, "revoke"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(RECEIVE, to=stays("received", "correcting", "accepted"), arguments={"values": {"materials": "申请书、承诺书"}}),
        "add_file": Row(RECEIVE, to=stays(*UNDER_WAY), arguments={"role": "payment", "file": PAID}),
        "notify": (
            Row(HANDLE, to={"received": "correcting"}, arguments=NOTIFY),
            Row(HANDLE, unmet=("received",), before=("notify", "complete"), arguments=NOTIFY),
        ),
        "complete": Row(RECEIVE, to={"correcting": "received"}, arguments={"materials": "申请书\n承诺书"}),
        "accept": Row(HANDLE, to={"received": "accepted"}),
        "refuse_acceptance": (
            Row(HANDLE, to={"received": "unaccepted"}, arguments=REASON),
            Row(HANDLE, unmet=("correcting",), arguments=REASON),
            Row(HANDLE, to={"correcting": "unaccepted"}, after=LONG, arguments=REASON),
        ),
        "withdraw": Row(RECEIVE, to=dict.fromkeys(UNDER_WAY, "withdrawn"), arguments={"reason": "改日再办"}),
        "verify": Row(HANDLE, to=stays("accepted"), arguments=FOUND),
        "propose_grant": (
            Row(HANDLE, to={"accepted": "proposed"}, before=(met,), arguments={"lifted": "没有"}),
            Row(HANDLE, unmet=("accepted",), arguments={"lifted": "没有"}),
            Row(HANDLE, unmet=("accepted",), before=(met, annulled), arguments={"lifted": "没有"}),
        ),
        "propose_refusal": Row(HANDLE, to={"accepted": "proposed"}, arguments=REASON),
        "send_back": Row(DECIDE, to={"proposed": "accepted"}, arguments={"reason": "请复查现场"}),
        "decide": (
            Row(SIGN, **BY_ANOTHER, to={"proposed": "refused"}),
            Row(SIGN, **BY_ANOTHER, to={"proposed": "granted"}, before=(granting,)),
            Row(SIGN, **BY_ANOTHER, unmet=("proposed",), before=(granting_too_soon,)),
        ),
        "tell": Row(HANDLE, to={"granted": "done"}, arguments=TOLD),
        "revoke": (
            Row(REVOKE, **BY_ANOTHER, to=dict.fromkeys(STANDING, "revoked"), arguments=FALSE),
            Row(REVOKE, **BY_ANOTHER, unmet=STANDING, before=(annulled,), arguments=FALSE),
        ),
        "recount": Row(to=stays("received", "accepted", "proposed", "granted"), arguments={"because": "测试"}),
        "void": (
            Row(VOID, to=dict.fromkeys((*UNDER_WAY, *OVER), "voided"), arguments={"reason": "重复录入"}),
            Row(VOID, unmet=STANDING, arguments={"reason": "重复录入"}),
        ),
    },
)  # fmt: skip
TYPED = {
    "credit.repair.register": (
        "repairs",
        {
            "holder_name": "云溪市样例运输有限公司", "door": "window", "received_on": "2026-03-02",
            "materials": "信用修复申请书",
        },
        "materials",
    ),
    "credit.objection.register": (
        "objections",
        {
            "about_kind": "penalties.penalty", "holder_name": "云溪市样例运输有限公司",
            "door": "window", "received_on": "2026-03-02", "claim": "罚款已经减半",
        },
        "claim",
    ),
}  # fmt: skip
"""Start → room, what its form sends without the penalty's number, the field that is changed."""


def about_a_penalty(room, bureau):
    """The number of a published penalty, for the forms of these two rooms."""
    if room not in ("repairs", "objections"):
        return {}
    number = published(bureau, timezone.now()).reference
    return {"penalty_reference": number, "about_reference": number}


def objection(record, **values):
    return Objection(
        **{
            "agency": record.agency,
            "about_kind": record._meta.label_lower,
            "about_reference": record.reference,
            "holder_name": record.holder_name,
            "contact": "13900000001",
            "claim": "罚款已经减半，公示的仍是原数额",
            "received_on": DAY,
            **values,
        }
    )


def object_to(scene, actor):
    record = published(scene.bureau, scene.at)
    return objecting.register(objection(record), actor=actor, at=scene.at)


def to_correct(matter):
    """Proposed: the record is to be corrected; nobody has done it."""
    Objection.objects.filter(pk=matter.pk).update(outcome="corrected")
    return Objection.objects.get(pk=matter.pk)


def to_remove(matter):
    Objection.objects.filter(pk=matter.pk).update(outcome="removed")
    return Objection.objects.get(pk=matter.pk)


def amended(matter):
    record = Penalty.objects.get(pk=matter.about_pk)
    penalties.amend(record, values={"content": "罚款人民币壹仟元"}, actor=system("trial"), at=AT)
    return matter


def taken_down(matter):
    record = Penalty.objects.get(pk=matter.about_pk)
    penalties.withdraw(record, reason="有误", actor=system("trial"), at=AT)
    return matter


HANDLE_OBJECTION, ANSWER = "credit.handle_objection", "credit.answer_objection"
FINDING = {"outcome": "kept", "finding": "复议决定没有减半，公示数额与决定书一致"}
OTHER = {"barred": ("propose",)}
OBJECTIONS = Trial(
    objecting.workflow,
    starts={"register": Start(HANDLE_OBJECTION, make=object_to)},
    ways={
        "checking": ["register"],
        "proposed": ["register", "propose"],
        "answered": ["register", "propose", "answer"],
        "withdrawn": ["register", "withdraw"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(HANDLE_OBJECTION, to=stays("checking"), arguments={"values": {"claim": "数额有误"}}),
        "propose": Row(HANDLE_OBJECTION, to={"checking": "proposed"}, arguments=FINDING),
        "send_back": Row(ANSWER, to={"proposed": "checking"}, arguments={"reason": "请核对决定书"}),
        "answer": (
            Row(ANSWER, **OTHER, to={"proposed": "answered"}),
            Row(ANSWER, **OTHER, unmet=("proposed",), before=(to_correct,)),
            Row(ANSWER, **OTHER, to={"proposed": "answered"}, before=(to_correct, amended)),
            Row(ANSWER, **OTHER, unmet=("proposed",), before=(to_remove,)),
            Row(ANSWER, **OTHER, to={"proposed": "answered"}, before=(to_remove, taken_down)),
        ),
        "withdraw": Row(
            HANDLE_OBJECTION, to=dict.fromkeys(("checking", "proposed"), "withdrawn"), arguments={"reason": "已经弄清"}
        ),
        "recount": Row(to=stays("checking", "proposed"), arguments={"because": "测试"}),
        "void": Row(
            "credit.void_objection", to=dict.fromkeys(("checking", "proposed", "answered", "withdrawn"), "voided"),
            arguments={"reason": "重复录入"},
        ),
    },
)  # fmt: skip
