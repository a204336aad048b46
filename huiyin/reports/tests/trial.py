"""The table of moves of the plan: from where to where, by which right."""

from datetime import date

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.reports.actions import plans
from huiyin.reports.models import PlanItem
from huiyin.reports.rules import KEEP_PLANS

from .annual_trial import ANNUAL as ANNUAL

OPEN, ENDED = ("planned",), ("done", "dropped")


def item(bureau, **values):
    return PlanItem(
        **{
            "agency": bureau,
            "year": 2026,
            "text": "每季度通报一次超期工单",
            "problem": PlanItem.Problem.REQUESTS_LATE,
            "unit": "城管监督科",
            "due_on": date(2026, 12, 31),
            "basis": "2026年1月9日局长办公会",
            **values,
        }
    )


def begin(scene, actor):
    return plans.enter(item(scene.bureau), actor=actor, at=scene.at)


TRIAL = Trial(
    plans.workflow,
    starts={"enter": Start(KEEP_PLANS, make=begin)},
    ways={
        "planned": ["enter"],
        "done": ["enter", "finish"],
        "dropped": ["enter", "drop"],
        "voided": ["enter", "void"],
    },
    moves={
        "amend": Row(KEEP_PLANS, to=stays("planned"), arguments={"values": {"unit": "办公室"}}),
        "finish": Row(
            KEEP_PLANS,
            to={"planned": "done"},
            arguments={"done_on": date(2026, 3, 2), "result": "已通报"},
        ),
        "drop": Row(KEEP_PLANS, to={"planned": "dropped"}, arguments={"reason": "另有安排"}),
        "resume": Row(
            KEEP_PLANS, to=dict.fromkeys(ENDED, "planned"), arguments={"reason": "误登记"}
        ),
        "void": Row(
            KEEP_PLANS, to=dict.fromkeys((*OPEN, *ENDED), "voided"), arguments={"reason": "重复"}
        ),
    },
)
