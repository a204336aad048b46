"""Of the table of moves of a request: what all its parts use, and the moves of main cases, pauses and deferrals."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.hotline import actions
from huiyin.hotline.actions import deferring
from huiyin.hotline.models import Channel, Deferral, ServiceRequest

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LIVE = ("received", "dispatched", "assigned", "drafted", "answered", "joined", "suspended")
OPEN = LIVE[:4]
PAUSABLE = OPEN[:3]
SINGLE = (*LIVE[:5], "suspended")
"""Not joined to another one: only these may be confidential."""
REGISTER, ASSIGN = "hotline.register_request", "hotline.assign_request"
COORDINATE, HANDLE = "coordination.coordinate", "coordination.handle"
GIVE = f"{ASSIGN} & {COORDINATE}"
ANSWER, PUBLISH = "hotline.answer_request", "hotline.publish_answer"
CONFIDE = "hotline.confide_request"


def request(bureau, **values):
    return ServiceRequest(
        **{
            "agency": bureau, "channel": Channel.objects.get(key="mayor-hotline"), "request_kind": "help",
            "subject": "路灯不亮", "content": "云溪路路灯不亮三天", "received_on": MONDAY,
            "consents": True, **values,
        }
    )  # fmt: skip


def hang_on(matter):
    """As if this one were joined to a main case; another one that may be it is there."""
    return {"number": another(matter).reference}


def another(matter):
    """A request of the same agency, for which nobody has done anything yet."""
    main = request(matter.agency, subject="路灯都不亮")
    return actions.register(main, actor=system("trial"), at=AT)


def becomes_main(matter):
    actions.join(another(matter), actor=system("trial"), at=AT, main=matter)
    return matter


def answered_main(matter):
    """As if the main case had been answered, and this one not followed."""
    return main_is(matter, state="answered", answered_on=TUESDAY, answer_text="路灯已修复。")


def voided_main(matter):
    return main_is(matter, state="voided")


def main_is(matter, **values):
    ServiceRequest.objects.filter(pk=matter.main_id).update(**values)
    return ServiceRequest.objects.get(pk=matter.pk)


def was_joined(matter):
    main = another(matter)
    ServiceRequest.objects.filter(pk=matter.pk).update(main=main, joined_on=TUESDAY)
    return ServiceRequest.objects.get(pk=matter.pk)


def is_deferred(matter):
    ServiceRequest.objects.filter(pk=matter.pk).update(deferred_on=TUESDAY)
    return ServiceRequest.objects.get(pk=matter.pk)


PAUSE = {"cause": "procedure", "reason": "等待鉴定结论"}
GROUPED = {
    "join": (
        Row(ASSIGN, to=dict.fromkeys(OPEN, "joined"), arguments=hang_on),
        Row(ASSIGN, unmet=OPEN, before=(becomes_main,), arguments=hang_on),
    ),
    "part": Row(ASSIGN, to={"joined": "received"}, arguments={"reason": "不是同一件事"}),
    "follow_main": (
        Row(unmet=("joined",)),
        Row(to={"joined": "answered"}, before=(answered_main,)),
    ),
    "lose_main": (
        Row(unmet=("joined",)),
        Row(to={"joined": "received"}, before=(voided_main,)),
    ),
    "follow_correction": (
        Row(unmet=("answered",), arguments={"answer_text": "路灯昨日已修复。"}),
        Row(
            to=stays("answered"),
            before=(was_joined,),
            arguments={"answer_text": "路灯昨日已修复。"},
        ),
    ),
    "follow_clock": Row(
        to=stays("joined"), arguments={"events": [["extended", "5"]], "why": "需多部门会商"}
    ),
    "settle_with_deferral": (
        Row(unmet=LIVE, arguments={"text": "已解决。"}),
        Row(to=stays(*LIVE), before=(is_deferred,), arguments={"text": "已解决。"}),
    ),
    "ask_pause": (
        Row(ASSIGN, to=stays("received"), arguments=PAUSE),
        Row(f"{HANDLE} | {ASSIGN}", to=stays(*PAUSABLE[1:]), arguments=PAUSE),
        Row(ASSIGN, unmet=("received",), before=("ask_pause",), arguments=PAUSE),
        Row(f"{HANDLE} | {ASSIGN}", unmet=PAUSABLE[1:], after=timedelta(days=90), arguments=PAUSE),
    ),
    "suspend": (
        Row(ASSIGN, unmet=PAUSABLE),
        Row(
            ASSIGN,
            barred=("ask_pause",),
            to=dict.fromkeys(PAUSABLE, "suspended"),
            before=("ask_pause",),
        ),
        Row(
            ASSIGN,
            barred=("ask_pause",),
            unmet=PAUSABLE,
            before=("ask_pause",),
            after=timedelta(days=90),
        ),
    ),
    "refuse_pause": (
        Row(ASSIGN, unmet=PAUSABLE, arguments={"reason": "可以继续办理"}),
        Row(
            ASSIGN,
            barred=("ask_pause",),
            to=stays(*PAUSABLE),
            before=("ask_pause",),
            arguments={"reason": "可以继续办理"},
        ),
    ),
    "resume": Row(f"{HANDLE} | {ASSIGN}", to={"suspended": "assigned"}),
    "decline": Row(ANSWER, to={"received": "drafted"}, arguments={"end_reason": "outside"}),
    "convert": (
        Row(ANSWER, to={"received": "drafted"}, arguments={"way": "suggestion"}),
        Row(ANSWER, unmet=("received",), before=(becomes_main,), arguments={"way": "foi"}),
    ),
}


def deferral(scene, actor):
    """Answered, and not solved."""
    matter = request(scene.bureau, request_kind="enquiry")
    matter = actions.register(matter, actor=system("trial"), at=scene.at)
    matter = actions.answer_at_once(
        matter, actor=system("trial"), at=scene.at, answer_text="尚未移交。"
    )
    return actions.defer(
        Deferral(
            agency=scene.bureau, request=matter, deferred_on=scene.at.date(), reason="管线未移交",
            plan="年底前改造", due_on=scene.at.date() + timedelta(days=60),
        ),
        actor=actor, at=scene.at,
    )  # fmt: skip


SOON = {"note": "正在招标", "next_look_on": TUESDAY + timedelta(days=30)}
END = {"result": "solved", "end_text": "管线已改造。"}
DEFERRALS = Trial(
    deferring.workflow,
    starts={"defer": Start(ANSWER, make=deferral)},
    ways={
        "open": ["defer"],
        "ending": ["defer", "propose_end"],
        "settled": ["defer", "propose_end", "settle"],
    },
    moves={
        "look": Row(ANSWER, to=stays("open"), arguments=SOON),
        "propose_end": Row(ANSWER, to={"open": "ending"}, arguments=END),
        "keep_open": Row(
            ANSWER,
            barred=("propose_end",),
            to={"ending": "open"},
            arguments={"reason": "还没有验收"},
        ),
        "settle": Row(ANSWER, barred=("propose_end",), to={"ending": "settled"}),
    },
)
