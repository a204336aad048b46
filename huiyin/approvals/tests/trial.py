"""The table of moves of a licence application: from where to where, by which right."""

from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from huiyin.approvals import actions
from huiyin.approvals.actions import register, workflow
from huiyin.approvals.models import LicenceApplication
from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.licensing import actions as licensing
from huiyin.licensing.models import Licence, LicenceMatter
from huiyin.licensing.tests.trial import licence
from huiyin.organisations.models import Organisation
from huiyin.publicity.holders import HolderKind

AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
MONDAY = date(2026, 3, 2)
RECEIVE, HANDLE = "approvals.receive_application", "approvals.handle_application"
DECIDE, VOID = "approvals.decide_application", "approvals.void_application"
SIGN = f"{DECIDE} & licensing.register_licence"
UNDECIDED = ("received", "correcting", "accepted", "proposed")
NUMBERS = count(100)
LONG = timedelta(days=60)
REASON = {
    "reason": "占用盲道，不符合城市道路管理条例",
    "remedy": "可以自收到之日起六十日内申请行政复议",
}


TYPED = {
    "purpose": "new", "holder_name": "云溪市样例建设有限公司", "holder_kind": "法人及非法人组织",
    "holder_uscc": "91341799MA2TEX01KJ", "content": "占用人行道12平方米",
    "materials": "行政许可申请表", "received_on": "2026-03-02",
}  # fmt: skip
"""As the form of 登记 sends it, without the matter."""


def road():
    """占用城市道路审批."""
    return LicenceMatter.objects.get(name="占用城市道路审批")


def application(bureau, **values):
    return LicenceApplication(
        **{
            "agency": bureau,
            "matter": road(),
            "holder_name": "云溪市样例建设有限公司",
            "holder_kind": HolderKind.ORGANISATION,
            "holder_uscc": "91341799MA2TEX01KJ",
            "content": "占用人行道12平方米，一个月",
            "materials": "行政许可申请表",
            "received_on": MONDAY,
            **values,
        }
    )


def begin(scene, actor):
    return register(application(scene.bureau), actor=actor, at=scene.at)


def take_over(scene, actor):
    """As a table of another system tells of it: accepted, and not decided."""
    told = application(scene.bureau, reference=f"旧{next(NUMBERS)}", accepted_on=MONDAY)
    return actions.take_over(told, actor=actor, at=scene.at)


def grant(matter):
    number = f"云城管许字〔2026〕{next(NUMBERS)}号"
    return {"reference": number, "content": "准予占用12平方米", "valid_from": date(2026, 3, 4),
            "valid_until": date(2026, 4, 3)}  # fmt: skip


def voided_licence(matter):
    """What was granted is no licence any more."""
    Licence.objects.filter(pk=matter.licence_id).update(state=Licence.State.VOIDED)
    return LicenceApplication.objects.get(pk=matter.pk)


def lapsed(matter):
    """A refusal was proposed of a renewal in time, and the old licence has expired meanwhile."""
    old = licence(
        Organisation.objects.get(pk=matter.agency_id), reference=f"云城管许字〔2025〕{next(NUMBERS)}号",
        decided_on=date(2025, 3, 3), valid_from=date(2025, 3, 3), valid_to=MONDAY,
    )  # fmt: skip
    former = licensing.register(old, actor=system("trial"), at=AT)
    LicenceApplication.objects.filter(pk=matter.pk).update(
        purpose="renewal", former=former, former_reference=old.reference, outcome="refused",
        received_on=date(2026, 1, 5), renew_by=date(2026, 1, 12), **REASON,
    )  # fmt: skip
    return LicenceApplication.objects.get(pk=matter.pk)


SUSPEND = {"kind": "review", "told_until": date(2026, 3, 20)}
NOTIFY = {"lacking": "请提交现场位置图", "correct_by": date(2026, 3, 13)}
TRIAL = Trial(
    workflow,
    starts={"register": Start(RECEIVE, make=begin), "take_over": Start(HANDLE, make=take_over)},
    ways={
        "received": ["register"],
        "correcting": ["register", "notify"],
        "accepted": ["register", "accept"],
        "proposed": ["register", "accept", "propose_grant"],
        "decided": ["register", "accept", "propose_grant", "decide"],
        "delivered": ["register", "accept", "propose_grant", "decide", "deliver"],
        "unaccepted": ["register", "refuse_acceptance"],
        "withdrawn": ["register", "withdraw"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(RECEIVE, to=stays("received", "correcting", "accepted"), arguments={"values": {"content": "占用10平方米"}}),
        "notify": (
            Row(HANDLE, to={"received": "correcting"}, arguments=NOTIFY),
            Row(HANDLE, unmet=("received",), before=("notify", "correct"), arguments=NOTIFY),
            Row(HANDLE, unmet=("received",), after=LONG, arguments=NOTIFY),
        ),
        "correct": Row(RECEIVE, to={"correcting": "received"}, arguments={"materials": "行政许可申请表\n现场位置图"}),
        "accept": Row(HANDLE, to={"received": "accepted"}),
        "deem": (
            Row(to={"received": "accepted"}, after=LONG),
            Row(unmet=("received",)),
        ),
        "refuse_acceptance": (
            Row(HANDLE, to={"received": "unaccepted"}, arguments=REASON),
            Row(HANDLE, unmet=("correcting",), arguments=REASON),
            Row(HANDLE, to={"correcting": "unaccepted"}, unmet=("received",), after=LONG, arguments=REASON),
        ),
        "withdraw": Row(RECEIVE, to=dict.fromkeys(UNDECIDED, "withdrawn"), arguments={"reason": "不再占用"}),
        "suspend": (
            Row(HANDLE, to=stays("accepted"), arguments=SUSPEND),
            Row(HANDLE, unmet=("accepted",), before=("suspend",), arguments=SUSPEND),
            Row(HANDLE, unmet=("accepted",), after=LONG, arguments=SUSPEND),
        ),
        "resume": (
            Row(HANDLE, to=stays("accepted"), before=("suspend",)),
            Row(HANDLE, unmet=("accepted",)),
        ),
        "extend": tuple(
            Row(DECIDE, barred=by, arguments={"days": 10, "reason": "情况复杂"}, **more)
            for state, by in {"accepted": ("accept",), "proposed": ("accept", "propose_grant")}.items()
            for more in (
                {"to": stays(state)},
                {"unmet": (state,), "before": ("extend",)},
                {"unmet": (state,), "after": LONG},
            )
        ),
        "propose_grant": (
            Row(HANDLE, to={"accepted": "proposed"}, arguments=grant),
            Row(HANDLE, unmet=("accepted",), before=("suspend",), arguments=grant),
        ),
        "propose_refusal": (
            Row(HANDLE, to={"accepted": "proposed"}, arguments=REASON),
            Row(HANDLE, unmet=("accepted",), before=("suspend",), arguments=REASON),
        ),
        "send_back": Row(DECIDE, to={"proposed": "accepted"}, arguments={"reason": "面积不符"}),
        "decide": (
            Row(SIGN, barred=("accept", "propose_grant"), to={"proposed": "decided"}),
            Row(SIGN, barred=("accept", "propose_grant"), unmet=("proposed",), before=(lapsed,)),
        ),
        "deliver": Row(RECEIVE, to={"decided": "delivered"}, arguments={"day": date(2026, 3, 3), "way": "hand"}),
        "recount": Row(to=stays("received", "accepted", "proposed", "decided"), arguments={"because": "测试"}),
        "void": (
            Row(VOID, to=dict.fromkeys((*UNDECIDED, "unaccepted", "withdrawn"), "voided"), arguments={"reason": "重复录入"}),
            Row(VOID, to=dict.fromkeys(("decided", "delivered"), "voided"), before=(voided_licence,), arguments={"reason": "重复录入"}),
            Row(VOID, unmet=("decided", "delivered"), arguments={"reason": "重复录入"}),
        ),
    },
)  # fmt: skip
