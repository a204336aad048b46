"""The table of moves of a commitment: from where to where, by which right."""

from datetime import date

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.commitments.actions import BREACH, PUBLISH, REGISTER, VOID, WITHDRAW, register, workflow
from huiyin.commitments.models import Commitment, Type
from huiyin.files import intake
from huiyin.publicity.holders import HolderKind

ALL = ("performing", "fulfilled", "unfulfilled", "breached")
OWED = ("performing", "unfulfilled")
LATER = date(2030, 1, 1)


def commitment(bureau, **values):
    return Commitment(
        **{
            "agency": bureau,
            "reference": f"云城管诺〔2020〕{Commitment.objects.count() + 1}号",
            "holder_name": "云溪市样例建设有限公司",
            "holder_kind": HolderKind.ORGANISATION,
            "holder_uscc": "91341799MA2TEX01KJ",
            "type": Type.APPROVAL,
            "matter": "城市建筑垃圾处置核准告知承诺",
            "content": "所提交材料真实、合法、有效",
            "committed_on": date(2020, 5, 6),
            "valid_to": date(2099, 12, 31),
            "perform_by": date(2020, 8, 6),
            "accepted_by": bureau.name,
            "accepted_by_uscc": bureau.uscc,
            "may_be_public": True,
            **values,
        }
    )


def begin(scene, actor):
    return register(commitment(scene.bureau), actor=actor, at=scene.at)


def without_consent(matter):
    Commitment.objects.filter(pk=matter.pk).update(may_be_public=False)
    return Commitment.objects.get(pk=matter.pk)


FORM = {
    "reference": "云城管诺〔2026〕901号", "holder_name": "云溪市样例建设有限公司",
    "holder_kind": "法人及非法人组织", "holder_uscc": "91341799MA2TEX01KJ", "type": "approval",
    "matter": "告知承诺", "content": "材料真实", "committed_on": "2026-03-02",
    "valid_to": "2027-03-01", "accepted_by": "云溪市城市管理局",
    "accepted_by_uscc": "11341799MB1Q00017E",
}  # fmt: skip
"""What a person types to register one."""
PICTURE = ("现场照片.png", intake.PNG, b"\x89PNG\r\n\x1a\nbreach")
REASON = {"reason": "核对后有误"}
CHECKED = {"result": "材料已补交一部分", "check_on": LATER}
DONE = {"performed_on": date(2020, 7, 1), "result": "材料已补齐"}
BROKEN = {"breach": "核准的路线以外倾倒", "consequence": "撤销许可", "file": PICTURE}
TRIAL = Trial(
    workflow,
    starts={"register": Start(REGISTER, make=begin)},
    ways={
        "performing": ["register"],
        "fulfilled": ["register", "fulfil"],
        "unfulfilled": ["register", "miss"],
        "breached": ["register", "find_breach"],
        "voided": ["register", "void"],
    },
    moves={
        "publish": (
            Row(PUBLISH, to=stays(*ALL), barred=("register",)),
            Row(PUBLISH, unmet=ALL, barred=("register",), before=("publish by head",)),
            Row(PUBLISH, unmet=ALL, barred=("register",), before=(without_consent,)),
        ),
        "withdraw": (
            Row(WITHDRAW, to=stays(*ALL), before=("publish by head",), arguments=REASON),
            Row(WITHDRAW, unmet=ALL, arguments=REASON),
        ),
        "republish": (
            Row(
                PUBLISH, to=stays(*ALL), barred=("register",),
                before=("publish by head", "withdraw"),
            ),
            Row(PUBLISH, unmet=ALL, barred=("register",)),
            Row(PUBLISH, unmet=ALL, barred=("register",), before=("publish by head",)),
        ),
        "amend": Row(REGISTER, to=stays(*ALL), arguments={"values": {"matter": "（更正）"}}),
        "follow_up": Row(REGISTER, to=dict.fromkeys(OWED, "performing"), arguments=CHECKED),
        "fulfil": Row(REGISTER, to=dict.fromkeys(OWED, "fulfilled"), arguments=DONE),
        "miss": Row(REGISTER, to={"performing": "unfulfilled"}, arguments=CHECKED),
        "find_breach": Row(
            BREACH, to=dict.fromkeys(ALL[:3], "breached"), arguments=BROKEN
        ),
        "clear_breach": Row(BREACH, to={"breached": "performing"}, arguments=REASON),
        "add_file": Row(
            REGISTER, to=stays(*ALL), arguments={"role": "paper", "file": PICTURE}
        ),
        "recount": Row(to=stays(*ALL), arguments={"because": "测试"}),
        "void": Row(VOID, to=dict.fromkeys(ALL, "voided"), arguments=REASON),
    },
)  # fmt: skip
