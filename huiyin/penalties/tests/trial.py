"""The table of moves of a penalty: who investigates, reviews, decides, puts it up."""

from datetime import date
from decimal import Decimal

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.penalties.actions import register, workflow
from huiyin.penalties.models import Extension, Penalty
from huiyin.penalties.rules import DECIDE, HANDLE, PUBLISH, REVIEW, VOID, WITHDRAW
from huiyin.publicity.holders import HolderKind

DAY = date(2026, 3, 2)
INVESTIGATED = ("filed", "notified")
DECIDED = ("decided", "served", "closed")
LIVE = (*INVESTIGATED, *DECIDED, "ended", "annulled")
WROTE = ("register", "propose")


def penalty(bureau, **values):
    return Penalty(
        **{
            "agency": bureau,
            "offence": "擅自倾倒建筑垃圾",
            "filed_on": DAY,
            "holder_name": "云溪市样例运输有限公司",
            "holder_kind": HolderKind.ORGANISATION,
            "holder_uscc": "91341799MA2TEX01KJ",
            **values,
        }
    )


DECISION = {
    "facts": "在云溪大道倾倒建筑垃圾3立方米",
    "basis": "《城市建筑垃圾管理规定》第二十条",
    "kinds": "罚款",
    "content": "罚款人民币贰仟元",
    "fine": Decimal(2000),
}


def decision(bureau, **values):
    """What a table brings: decided, and nothing but its publicity owed."""
    number = f"云城管罚决字〔2020〕{Penalty.objects.count() + 1}号"
    taken = {"reference": number, "filed_on": None, "decided_on": date(2020, 5, 6), **DECISION}
    return penalty(bureau, **{**taken, **values})


def entered(bureau, number, *, actor, at):
    """One that a table brings on the day on which it was decided."""
    return register(decision(bureau, reference=number, decided_on=at.date()), actor=actor, at=at)


FORM = {
    "procedure": "ordinary", "filed_on": "2026-03-02", "offence": "擅自倾倒建筑垃圾",
    "holder_name": "云溪市样例运输有限公司", "holder_kind": "法人及非法人组织",
    "holder_uscc": "91341799MA2TEX01KJ",
}  # fmt: skip


def begin(scene, actor):
    return register(penalty(scene.bureau), actor=actor, at=scene.at)


def on_spot(case):
    Penalty.objects.filter(pk=case.pk).update(procedure="on-spot")
    return Penalty.objects.get(pk=case.pk)


def may_be_extended(case):
    Extension.objects.create(days=60, valid_from=date(2020, 1, 1), basis="本省行政执法条例（示例）")
    return case


def with_ground(case):
    Penalty.objects.filter(pk=case.pk).update(review_ground="complex")
    return Penalty.objects.get(pk=case.pk)


def with_offer(case):
    Penalty.objects.filter(pk=case.pk).update(offers_hearing=True)
    return Penalty.objects.get(pk=case.pk)


def asked(case):
    Penalty.objects.filter(pk=case.pk).update(offers_hearing=True, hearing_asked_on=DAY)
    return Penalty.objects.get(pk=case.pk)


def called(case):
    Penalty.objects.filter(pk=asked(case).pk).update(hearing_set_on=DAY)
    return Penalty.objects.get(pk=case.pk)


CALLED = {
    "called_on": DAY, "hearing_set_on": date(2026, 3, 16), "hour": "9时30分", "place": "二楼会议室",
    "chair": "何律",
}  # fmt: skip
EVIDENCE = {"sort": "inspection", "name": "现场检查笔录", "proves": "倾倒事实", "obtained_on": DAY}
PROPOSAL = {**DECISION, "kinds": ["罚款"], "grade_reason": "初次违法，及时清运"}
SPOT = {
    "decided_on": DAY, "facts": "占道堆放", "basis": "条例第十四条",
    "kinds": ["罚款"], "content": "罚款伍佰元", "fine": Decimal(500),
}  # fmt: skip


def numbered(case):
    return {"reference": f"云城管罚决字〔2026〕{case.pk}号", "decided_on": DAY}


def on_the_spot(case):
    return {**SPOT, "reference": f"云城管当罚〔2026〕{case.pk}号"}


SERVED = {"served_on": DAY, "service": "direct"}
PAID = {"amount": Decimal(2000), "paid_on": DAY, "receipt": "0012345678"}
REASON = {"reason": "文书有误"}
ANNULLED = {
    "annulment": "revoked", "annulled_on": DAY, "annulled_by": "云溪市人民政府复议决定", "reason": "事实不清",
}  # fmt: skip
CHANGED = {
    "annulled_on": DAY, "annulled_by": "云溪市人民政府复议决定", "kinds": ["罚款"],
    "content": "罚款人民币壹仟元", "fine": Decimal(1000), "reason": "裁量过重",
}  # fmt: skip
BY_DECISION = {"by_decision": "XF2026-00001"}
SPARED = {"outcome": "minor", **REASON}
TO_NOTIFIED = ["register", "add_evidence", "propose", "notify"]
TO_SERVED = [*TO_NOTIFIED, "decide", "serve"]
FREE = {"barred": WROTE}
TRIAL = Trial(
    workflow,
    starts={"register": Start(HANDLE, make=begin)},
    ways={
        "filed": ["register"],
        "notified": TO_NOTIFIED,
        "decided": [*TO_NOTIFIED, "decide"],
        "served": TO_SERVED,
        "closed": [*TO_SERVED, "pay", "close"],
        "ended": ["register", "end"],
        "annulled": [*TO_NOTIFIED, "decide", "annul"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(
            HANDLE, to=stays(*INVESTIGATED, *DECIDED), arguments={"values": {"remark": "更正"}}
        ),
        "add_evidence": Row(HANDLE, to=stays(*INVESTIGATED), arguments=EVIDENCE),
        "propose": (
            Row(HANDLE, unmet=("filed",), arguments=PROPOSAL),
            Row(HANDLE, to=stays("filed"), before=("add_evidence",), arguments=PROPOSAL),
            Row(HANDLE, to=stays("notified"), arguments=PROPOSAL),
        ),
        "notify": (
            Row(HANDLE, unmet=("filed",), arguments={"notified_on": DAY}),
            Row(
                HANDLE, to={"filed": "notified"}, before=("add_evidence", "propose"),
                arguments={"notified_on": DAY},
            ),
        ),
        "hear_party": Row(HANDLE, to=stays("notified"), arguments={"statement": "无异议"}),
        "note_hearing": (
            Row(HANDLE, unmet=("notified",), arguments={"wish": "asked", "said_on": DAY}),
            Row(
                HANDLE, to=stays("notified"), before=(with_offer,),
                arguments={"wish": "asked", "said_on": DAY},
            ),
            Row(
                HANDLE, unmet=("notified",), before=(asked,),
                arguments={"wish": "waived", "said_on": DAY},
            ),
        ),
        "call_hearing": (
            Row(HANDLE, unmet=("notified",), arguments=CALLED),
            Row(HANDLE, to=stays("notified"), before=(asked,), arguments=CALLED),
        ),
        "hold_hearing": (
            Row(HANDLE, unmet=("notified",), arguments={"hearing_on": DAY, "statement": "笔录"}),
            Row(
                HANDLE, unmet=("notified",), before=(asked,),
                arguments={"hearing_on": DAY, "statement": "笔录"},
            ),
            Row(
                HANDLE, to=stays("notified"), before=(called,),
                arguments={"hearing_on": DAY, "statement": "笔录"},
            ),
        ),
        "review": (
            Row(REVIEW, **FREE, unmet=("notified",), arguments={"opinion": "同意"}),
            Row(
                REVIEW, **FREE, to=stays("notified"), before=(with_ground,),
                arguments={"opinion": "同意"},
            ),
        ),
        "send_back": Row(REVIEW, **FREE, to={"notified": "filed"}, arguments=REASON),
        "extend": (
            Row(DECIDE, unmet=INVESTIGATED, arguments={"days": 30, **REASON}),
            Row(
                DECIDE, to=stays(*INVESTIGATED), before=(may_be_extended,),
                arguments={"days": 30, **REASON},
            ),
        ),
        "decide": (
            Row(DECIDE, **FREE, to={"notified": "decided"}, arguments=numbered),
            Row(DECIDE, **FREE, unmet=("notified",), before=(with_ground,), arguments=numbered),
            Row(DECIDE, **FREE, unmet=("notified",), before=(asked,), arguments=numbered),
            Row(DECIDE, **FREE, unmet=("notified",), before=(with_offer,), arguments=numbered),
        ),
        "decide_on_spot": (
            Row(HANDLE, unmet=("filed",), arguments=on_the_spot),
            Row(HANDLE, to={"filed": "served"}, before=(on_spot,), arguments=on_the_spot),
        ),
        "end": (
            Row(DECIDE, barred=("register",), to={"filed": "ended"}, arguments=SPARED),
            Row(DECIDE, **FREE, to={"notified": "ended"}, arguments=SPARED),
        ),
        "grade_credit": Row(
            DECIDE, to=stays(*DECIDED), arguments={"seriousness": "ordinary", **REASON}
        ),
        "serve": Row(HANDLE, to={"decided": "served"}, arguments=SERVED),
        "pay": (
            Row(HANDLE, to=stays("served"), arguments=PAID),
            Row(HANDLE, unmet=("served",), before=("pay",), arguments=PAID),
        ),
        "enforce": (
            Row(HANDLE, to=stays("served"), arguments={"measure": "urged", "enforced_on": DAY}),
            Row(
                HANDLE, unmet=("served",), before=("pay",),
                arguments={"measure": "urged", "enforced_on": DAY},
            ),
        ),
        "close": (
            Row(HANDLE, unmet=("served",), arguments={"result": "已履行"}),
            Row(HANDLE, to={"served": "closed"}, before=("pay",), arguments={"result": "已履行"}),
        ),
        "annul": Row(VOID, to=dict.fromkeys(DECIDED, "annulled"), arguments=ANNULLED),
        "change": Row(VOID, to=stays(*DECIDED), arguments=CHANGED),
        "publish": (
            Row(PUBLISH, **FREE, to=stays(*DECIDED)),
            Row(PUBLISH, **FREE, unmet=DECIDED, before=("publish",)),
        ),
        "withdraw": (
            Row(WITHDRAW, to=stays(*DECIDED), before=("publish",), arguments=REASON),
            Row(WITHDRAW, unmet=DECIDED, arguments=REASON),
        ),
        "republish": (
            Row(PUBLISH, **FREE, to=stays(*DECIDED), before=("publish", "withdraw")),
            Row(PUBLISH, **FREE, unmet=DECIDED),
            Row(PUBLISH, **FREE, unmet=DECIDED, before=("publish",)),
            Row(PUBLISH, **FREE, unmet=DECIDED, before=("publish", "repair")),
        ),
        "repair": (
            Row(WITHDRAW, to=stays(*DECIDED), before=("publish",), arguments=BY_DECISION),
            Row(WITHDRAW, to=stays(*DECIDED), before=("publish", "change"), arguments=BY_DECISION),
            Row(WITHDRAW, unmet=DECIDED, arguments=BY_DECISION),
            Row(WITHDRAW, unmet=DECIDED, before=("publish", "repair"), arguments=BY_DECISION),
        ),
        "undo_repair": (
            Row(PUBLISH, to=stays(*DECIDED), before=("publish", "repair"), arguments=BY_DECISION),
            Row(PUBLISH, unmet=DECIDED, before=("publish",), arguments=BY_DECISION),
        ),
        "explain": (
            Row(PUBLISH, unmet=(*DECIDED, "annulled"), arguments={"public_reason": "复议撤销"}),
            Row(
                PUBLISH, to=stays(*DECIDED), before=("publish", "change"),
                arguments={"public_reason": "复议变更"},
            ),
        ),
        "recount": (
            Row(to=stays(*INVESTIGATED, *DECIDED), arguments={"because": "测试"}),
            Row(unmet=("annulled",), arguments={"because": "测试"}),
        ),
        "void": Row(VOID, to=dict.fromkeys(LIVE, "voided"), arguments=REASON),
    },
)  # fmt: skip
QUIET = dict.fromkeys(
    (
        f"penalties.actions.{name}"
        for name in (
            "handling.add_evidence", "handling.propose", "handling.notify", "handling.extend",
            "handling.recount",
            "hearing.hear_party", "hearing.call_hearing", "hearing.note_hearing", "hearing.hold_hearing", "hearing.review",
            "hearing.send_back", "deciding.decide", "deciding.decide_on_spot", "deciding.end",
            "performing.serve", "performing.pay", "performing.enforce", "performing.close", "grading.grade_credit",
        )
    ),
    "a case is public when its decision is put up; how it is performed no page tells",
)  # fmt: skip
"""Moves that change nothing of what the public sees."""
