"""The table of moves of a service request: from where to where, by which right."""

from datetime import date, timedelta
from functools import partial

from huiyin.accounts.models import User
from huiyin.casework.testing import VISITOR, Row, Start, Trial, stays
from huiyin.hotline.actions import Door, message, receive, register, report, workflow
from huiyin.hotline.models import Channel, ServiceRequest
from huiyin.organisations.models import Organisation

MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
LIVE = ("received", "assigned", "answered")
OPEN = LIVE[:2]
REGISTER, ASSIGN = "hotline.register_request", "hotline.assign_request"
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


def begin(start, scene, actor):
    return start(request(scene.bureau), actor=actor, at=scene.at)


def sent(scene, actor):
    """By another program, under a number of its own."""
    door = Door("platform", scene.bureau, Channel.objects.get(key="mayor-hotline"))
    payload = {"request_kind": "help", "subject": "路灯不亮", "content": "路灯不亮三天",
               "received_on": MONDAY, "consents": True}  # fmt: skip
    key = f"P{ServiceRequest.objects.count()}"
    return receive(door, key, payload, actor=actor, at=scene.at)


def unit(matter):
    return {"unit": Organisation.objects.get(slug="duban")}


def somebody(matter):
    return {"person": User.objects.get_or_create(username="zhang")[0]}


def by_another(**more):
    """Whoever answered or wrote the public text does not let it out."""
    return (
        Row(PUBLISH, barred=("answer",), unmet=("answered",), **more),
        Row(
            PUBLISH, barred=("answer", "propose"), to=stays("answered"), before=("propose",), **more
        ),
    )


def confidential(*before, **more):
    """Only where the request is confidential, and the right lets one know of it."""
    return (
        Row(CONFIDE, unmet=LIVE, **more),
        Row(CONFIDE, to=stays(*LIVE), before=("keep_confidential", *before), **more),
    )


def known(right, to, **more):
    """As ever, and where it is confidential only for whoever is named or may name others."""
    hidden = {"to": to, "before": ("keep_confidential",), **more}
    return (
        Row(right, to=to, **more),
        Row(f"{right} & {CONFIDE}", **hidden),
        Row(right, known_to=("keep_confidential",), **hidden),
    )


MORE_TIME = {"days": 5, "reason": "需多部门会商"}
TEXTS = {
    "public_subject": "路灯不亮",
    "public_content": "路灯坏了。",
    "public_answer": "路灯已修复。",
}
TRIAL = Trial(
    workflow,
    starts={
        "register": Start(REGISTER, make=partial(begin, register)),
        "report": Start(REGISTER, also=(VISITOR,), make=partial(begin, report)),
        "message": Start(REGISTER, also=(VISITOR,), make=partial(begin, message)),
        "take_in": Start(REGISTER, make=sent),
    },
    ways={
        "received": ["register"],
        "assigned": ["register", "assign"],
        "answered": ["register", "assign", "answer"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": known(REGISTER, stays(*LIVE), arguments={"values": {"place": "云溪路"}}),
        "assign": known(ASSIGN, dict.fromkeys(OPEN, "assigned"), arguments=unit),
        "extend": (
            *known(ASSIGN, stays(*OPEN), arguments=MORE_TIME),
            Row(ASSIGN, unmet=OPEN, before=("extend",), arguments=MORE_TIME),
            Row(ASSIGN, unmet=OPEN, after=timedelta(days=90), arguments=MORE_TIME),
        ),
        "answer": known(
            ANSWER, {"assigned": "answered"},
            arguments={"answer_text": "路灯已修复。", "answered_on": TUESDAY},
        ),
        "rate": known(ASSIGN, stays("answered"), arguments={"satisfaction": "satisfied"}),
        "propose": (
            Row(ANSWER, to=stays("answered"), arguments=TEXTS),
            Row(ANSWER, unmet=("answered",), before=("propose", "publish"), arguments=TEXTS),
        ),
        "publish": (
            *by_another(),
            Row(
                PUBLISH, barred=("answer", "propose"), unmet=("answered",),
                before=("propose", "send_back"),
            ),
        ),
        "send_back": by_another(arguments={"reason": "答复不够具体"}),
        "withdraw": (
            Row(f"{ANSWER} | {PUBLISH}", unmet=("answered",), arguments={"reason": "内容有误"}),
            Row(
                f"{ANSWER} | {PUBLISH}", to=stays("answered"), before=("propose", "publish"),
                arguments={"reason": "内容有误"},
            ),
        ),
        "keep_confidential": (
            Row(REGISTER, to=stays(*LIVE)),
            Row(f"{REGISTER} & {CONFIDE}", unmet=LIVE, before=("keep_confidential",)),
            Row(
                REGISTER, known_to=("keep_confidential",), unmet=LIVE,
                before=("keep_confidential",),
            ),
        ),
        "lift_confidence": confidential(arguments={"reason": "来电人同意"}),
        "confide": confidential(arguments=somebody),
        "unconfide": (
            *confidential("confide", arguments=somebody),
            Row(
                CONFIDE, unmet=LIVE, arguments=somebody,
                before=("keep_confidential", "confide", "lift_confidence"),
            ),
        ),
        "recount": Row(to=stays(*OPEN), arguments={"because": "测试"}),
        "void": known("hotline.void_request", dict.fromkeys(LIVE, "voided"), arguments={"reason": "重复录入"}),
    },
)  # fmt: skip
