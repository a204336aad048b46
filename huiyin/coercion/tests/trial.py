"""The table of moves of a 行政强制: who enters, extends, lifts."""

from datetime import date

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.coercion.actions import register, workflow
from huiyin.coercion.choices import Lifted, Type
from huiyin.coercion.models import Coercion
from huiyin.coercion.rules import APPROVE, KEEP, VOID
from huiyin.publicity.holders import HolderKind

DAY = date(2026, 3, 2)
ENDED = {"ended_on": date(2026, 3, 3), "outcome": "已经退还当事人"}


def coercion(bureau, **values):
    return Coercion(
        **{
            "agency": bureau,
            "type": Type.SEIZURE,
            "holder_name": "云溪市样例餐饮有限公司",
            "holder_kind": HolderKind.ORGANISATION,
            "holder_uscc": "91341799MA2TEX01KJ",
            "cause": "占用道路经营，拒不改正",
            "basis": "《安徽省城市市容和环境卫生管理条例》第四十七条",
            "target": "遮阳伞2把、烧烤炉1个",
            "approved_by": "样例局长",
            "officers": "周示例、郑样例",
            "decided_on": DAY,
            **values,
        }
    )


FORM = {
    "type": "seizure", "decided_on": "2026-03-02", "cause": "占用道路经营，拒不改正",
    "basis": "《安徽省城市市容和环境卫生管理条例》第四十七条", "target": "遮阳伞2把",
    "approved_by": "样例局长", "officers": "周示例、郑样例",
    "holder_name": "云溪市样例餐饮有限公司", "holder_kind": "法人及非法人组织",
    "holder_uscc": "91341799MA2TEX01KJ",
}  # fmt: skip
"""What a clerk types."""
TYPED = {"coercion.coercion.register": ("coercions", FORM, "cause")}


def begin(scene, actor):
    return register(coercion(scene.bureau), actor=actor, at=scene.at)


def executed(matter):
    """An execution has no last day, and is not lifted."""
    Coercion.objects.filter(pk=matter.pk).update(type=Type.RESTORATION, due_on=None)
    return Coercion.objects.get(pk=matter.pk)


def extended(matter):
    """Extended before."""
    Coercion.objects.filter(pk=matter.pk).update(extended_days=10)
    return Coercion.objects.get(pk=matter.pk)


MORE = {"days": 20, "reason": "案情复杂"}
TRIAL = Trial(
    workflow,
    starts={"register": Start(KEEP, make=begin)},
    ways={
        "running": ["register"],
        "ended": ["register", "lift"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(KEEP, to=stays("running"), arguments={"values": {"cause": "（更正）"}}),
        "extend": (
            Row(APPROVE, to=stays("running"), barred=("register",), arguments=MORE),
            *(
                Row(APPROVE, unmet=("running",), barred=("register",), before=(one,), arguments=MORE)
                for one in (executed, extended)
            ),
        ),
        "leave_out": (
            Row(KEEP, to=stays("running"), arguments={"days": 7}),
            Row(KEEP, unmet=("running",), before=(executed,), arguments={"days": 7}),
        ),
        "lift": (
            Row(KEEP, to={"running": "ended"}, arguments={**ENDED, "lifted": Lifted.INNOCENT}),
            Row(
                KEEP, unmet=("running",), before=(executed,),
                arguments={**ENDED, "lifted": Lifted.INNOCENT},
            ),
        ),
        "complete": (
            Row(KEEP, to={"running": "ended"}, before=(executed,), arguments=ENDED),
            Row(KEEP, unmet=("running",), arguments=ENDED),
        ),
        "void": Row(
            VOID, to=dict.fromkeys(("running", "ended"), "voided"),
            arguments={"reason": "重复登记"},
        ),
    },
)  # fmt: skip
