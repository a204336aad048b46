"""The table of moves of a service request: from where to where, by which right."""

from datetime import timedelta
from functools import partial

from huiyin.accounts.models import User
from huiyin.audit.actors import system
from huiyin.casework.testing import VISITOR, Row, Start, Trial, of_the_unit, stays
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment, Role
from huiyin.hotline import actions
from huiyin.hotline.actions import Door, message, receive, register, report, workflow
from huiyin.hotline.categories import actions as categories
from huiyin.hotline.models import Category, CategoryScheme, Channel, Round, ServiceRequest
from huiyin.hotline.rounds import actions as rounds
from huiyin.organisations.models import Organisation

from . import trial_parts, visit_rows
from .trial_parts import (
    ANSWER,
    ASSIGN,
    AT,
    CONFIDE,
    GIVE,
    GROUPED,
    HANDLE,
    LIVE,
    MONDAY,
    OPEN,
    PUBLISH,
    REGISTER,
    SINGLE,
    TUESDAY,
    becomes_main,
    request,
)
from .trial_places import PLACES
from .trial_platforms import PLATFORMS

__all__ = ["CATEGORIES", "DEFERRALS", "PLACES", "PLATFORMS", "ROUNDS", "TRIAL"]


def begin(start, scene, actor):
    return start(request(scene.bureau), actor=actor, at=scene.at)


def sent(scene, actor):
    """By another program, under a number of its own."""
    door = Door("platform", scene.bureau, Channel.objects.get(key="mayor-hotline"))
    payload = {"request_kind": "help", "subject": "路灯不亮", "content": "路灯不亮三天",
               "received_on": MONDAY, "consents": True}  # fmt: skip
    key = f"P{ServiceRequest.objects.count()}"
    return receive(door, key, payload, actor=actor, at=scene.at)


def called(scene, actor):
    """A question that is answered while its asker listens."""
    asked = request(scene.bureau, request_kind="enquiry")
    return actions.answer_call(asked, answer_text="工作日上午九点开门。", actor=actor, at=scene.at)


def unit(matter):
    """The agency itself, in which everybody of the trial has a post."""
    return {"unit": matter.agency}


def assistants(matter):
    return {"assistants": [Organisation.objects.get(slug="duban")]}


def lead_of(matter):
    return Assignment.objects.of(matter).get(role=Role.LEAD)


def signed(matter, at=None):
    """The request after its lead has signed."""
    tasks.sign(lead_of(matter), actor=system("trial"), at=at or AT)
    return ServiceRequest.objects.get(pk=matter.pk)


def answered(matter, actor, at, text="路灯已修复。", unit=None):
    """Given to a unit, signed, answered by it, and let out by another."""
    who = {"actor": actor, "at": at}
    matter = actions.assign(matter, unit=unit or matter.agency, **who)
    matter = actions.draft(signed(matter, at), draft_text=text, **who)
    return actions.approve(matter, **who)


def asks_an_assistant(matter):
    """Somebody is asked, and has not reported."""
    give_beside(matter, Role.ASSIST)
    return matter


def give_beside(matter, role=Role.LEAD):
    unit = Organisation.objects.get(slug="duban")
    due = matter.due_on
    return tasks.assign(matter, unit, role, due_on=due, actor=system("trial"), at=AT)


def has_a_lead(matter):
    give_beside(matter)
    return matter


def lead_is(**values):
    """As if the lead had moved, and the request not followed."""

    def put(matter):
        Assignment.objects.filter(pk=lead_of(matter).pk).update(**values)
        return matter

    return put


def an_enquiry(matter):
    ServiceRequest.objects.filter(pk=matter.pk).update(request_kind="enquiry")
    return ServiceRequest.objects.get(pk=matter.pk)


def a_mistake(matter):
    ServiceRequest.objects.filter(pk=matter.pk).update(request_kind="mistake")
    return ServiceRequest.objects.get(pk=matter.pk)


def somebody(matter):
    return {"person": User.objects.get_or_create(username="zhang")[0]}


def by_another(**more):
    """Whoever answered or wrote the public text does not let it out."""
    return (
        Row(PUBLISH, barred=("draft",), unmet=("answered",), **more),
        Row(
            PUBLISH, barred=("draft", "propose"), to=stays("answered"), before=("propose",), **more
        ),
    )


def confidential(*before, **more):
    """Only where the request is confidential, and the right lets one know of it."""
    return (
        Row(CONFIDE, unmet=LIVE, **more),
        Row(CONFIDE, to=stays(*SINGLE), before=("keep_confidential", *before), **more),
    )


def known(right, to, **more):
    """As ever, and where it is confidential only for whoever is named or may name others."""
    single = {state: after for state, after in to.items() if state != "joined"}
    hidden = {"to": single, "before": ("keep_confidential",), **more}
    return (
        Row(right, to=to, **more),
        Row(f"{right} & {CONFIDE}", **hidden),
        Row(right, known_to=("keep_confidential",), **hidden),
    )


def decided(*more, **said):
    """Only where more time was asked for, and by another than whoever asked."""
    return (
        Row(ASSIGN, unmet=OPEN, **said),
        Row(ASSIGN, barred=("ask_more_time",), to=stays(*OPEN), before=("ask_more_time",), **said),
        *more,
    )


WORKED = ("assigned", "drafted")
DRAFT, SAID = {"draft_text": "路灯已修复。"}, {"answer_text": "工作日上午九点开门。"}
MORE_TIME = {"days": 5, "reason": "需多部门会商"}
TEXTS = {
    "public_subject": "路灯不亮",
    "public_content": "路灯坏了。",
    "public_answer": "路灯已修复。",
}
TRIAL = Trial(
    workflow,
    person=of_the_unit,
    people={"asker": visit_rows.asker},
    starts={
        "register": Start(REGISTER, make=partial(begin, register)),
        "report": Start(REGISTER, also=(VISITOR,), make=partial(begin, report)),
        "message": Start(REGISTER, also=(VISITOR,), make=partial(begin, message)),
        "take_in": Start(REGISTER, make=sent),
        "answer_call": Start(f"{REGISTER} & {ANSWER}", make=called),
    },
    ways={
        "received": ["register"],
        "dispatched": ["register", "assign"],
        "assigned": ["register", "assign", signed],
        "drafted": ["register", "assign", signed, "draft"],
        "answered": ["register", "assign", signed, "draft", "approve"],
        "joined": ["register", "join"],
        "suspended": ["register", "assign", signed, "ask_pause", "suspend"],
        "voided": ["register", "void"],
    },
    moves={
        **GROUPED,
        **visit_rows.ROWS,
        "amend": known(REGISTER, stays(*LIVE), arguments={"values": {"place": "云溪路"}}),
        "amend_by_table": known(REGISTER, stays(*LIVE), arguments={"values": {"place": "云溪路"}}),
        "categorise": (
            *known(
                REGISTER, stays(*LIVE), arguments=lambda matter: {"category": of_another(matter)}
            ),
            Row(
                REGISTER, unmet=LIVE, before=(a_mistake,),
                arguments=lambda matter: {"category": of_another(matter)},
            ),
        ),
        "assign": known(GIVE, {"received": "dispatched"}, arguments=unit),
        "add_assistants": known(GIVE, stays("dispatched", "assigned"), arguments=assistants),
        "follow_lead": (
            Row(unmet=OPEN),
            Row(to={"received": "dispatched"}, before=(has_a_lead,)),
            Row(to={"dispatched": "assigned"}, before=(lead_is(state="signed"),)),
            Row(
                to=dict.fromkeys(("assigned", "drafted"), "received"),
                before=(lead_is(state="called-back", closed_on=TUESDAY),),
            ),
        ),
        "draft": (
            Row(f"{HANDLE} | {ANSWER}", to=dict.fromkeys(WORKED, "drafted"), arguments=DRAFT),
            Row(f"{HANDLE} | {ANSWER}", unmet=WORKED, before=(asks_an_assistant,), arguments=DRAFT),
        ),
        "revise": Row(
            ANSWER, barred=("draft",), to={"drafted": "assigned"}, arguments={"reason": "没有写明时间"}
        ),
        "approve": Row(ANSWER, barred=("draft",), to={"drafted": "answered"}),
        "correct": Row(ANSWER, to=stays("answered"), arguments=DRAFT),
        "approve_correction": (
            Row(ANSWER, barred=("draft",), unmet=("answered",)),
            Row(ANSWER, barred=("draft", "correct"), to=stays("answered"), before=("correct",)),
        ),
        "answer_at_once": (
            Row(ANSWER, unmet=("received",), arguments=SAID),
            Row(ANSWER, to={"received": "answered"}, before=(an_enquiry,), arguments=SAID),
        ),
        "ask_more_time": (
            Row(ASSIGN, to=stays("received"), arguments=MORE_TIME),
            Row(f"{HANDLE} | {ASSIGN}", to=stays(*OPEN[1:]), arguments=MORE_TIME),
            Row(ASSIGN, unmet=("received",), before=("ask_more_time",), arguments=MORE_TIME),
            Row(
                f"{HANDLE} | {ASSIGN}", unmet=OPEN[1:], after=timedelta(days=90), arguments=MORE_TIME
            ),
        ),
        "extend": decided(
            Row(ASSIGN, unmet=OPEN, before=("ask_more_time", "extend")),
            Row(
                ASSIGN, barred=("ask_more_time",), unmet=OPEN, before=("ask_more_time",),
                after=timedelta(days=90),
            ),
        ),
        "refuse_more_time": decided(arguments={"reason": "期限内可以办结"}),
        "propose": (
            Row(ANSWER, to=stays("answered"), arguments=TEXTS),
            Row(ANSWER, unmet=("answered",), before=("propose", "publish"), arguments=TEXTS),
        ),
        "publish": (
            *by_another(),
            Row(
                PUBLISH, barred=("draft", "propose"), unmet=("answered",),
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
            Row(REGISTER, to=stays(*SINGLE)),
            Row(REGISTER, unmet=("joined",)),
            Row(REGISTER, unmet=OPEN, before=(becomes_main,)),
            Row(f"{REGISTER} & {CONFIDE}", unmet=SINGLE, before=("keep_confidential",)),
            Row(
                REGISTER, known_to=("keep_confidential",), unmet=SINGLE,
                before=("keep_confidential",),
            ),
        ),
        "lift_confidence": confidential(arguments={"reason": "来电人同意"}),
        "confide": confidential(arguments=somebody),
        "unconfide": (
            *confidential("confide", arguments=somebody),
            Row(
                CONFIDE, unmet=SINGLE, arguments=somebody,
                before=("keep_confidential", "confide", "lift_confidence"),
            ),
        ),
        "recount": Row(to=stays(*OPEN, "joined", "suspended"), arguments={"because": "测试"}),
        "void": known("hotline.void_request", dict.fromkeys(LIVE, "voided"), arguments={"reason": "重复录入"}),
    },
)  # fmt: skip


def node(bureau, code, **values):
    """A category of the bureau's only scheme."""
    scheme, _ = CategoryScheme.objects.get_or_create(
        agency=bureau, defaults={"name": "分类", "basis": "试验", "valid_from": MONDAY}
    )
    return Category(agency=bureau, scheme=scheme, code=code, **{"name": f"第{code}类", **values})


def planted(scene, actor):
    code = f"{Category.objects.count() + 1:04d}"
    return categories.register(node(scene.bureau, code), actor=actor, at=scene.at)


def renewed(scene, actor):
    code = f"{Category.objects.count() + 1:04d}"
    return categories.renew(node(scene.bureau, code), actor=actor, at=scene.at)


def of_another(matter):
    """A category of the same scheme, beside the one that is moved."""
    return categories.register(node(matter.agency, "Z"), actor=system("trial"), at=AT)


def ended(matter):
    Category.objects.filter(pk=matter.pk).update(valid_until=AT.date() + timedelta(days=30))
    return Category.objects.get(pk=matter.pk)


def has_one_below(matter):
    below = node(matter.agency, "Y", parent=matter)
    categories.register(below, actor=system("trial"), at=AT)
    return matter


def in_use_only(**said):
    """Once: what is ended is not ended again."""
    return (
        Row(KEEP_CATEGORIES, to=stays("valid"), **said),
        Row(KEEP_CATEGORIES, unmet=("valid",), before=(ended,), **said),
    )


KEEP_CATEGORIES = "hotline.keep_categories"
LATER = {"valid_from": AT.date() + timedelta(days=30)}
CATEGORIES = Trial(
    categories.workflow,
    starts={
        "register": Start(KEEP_CATEGORIES, make=planted),
        "renew": Start(KEEP_CATEGORIES, make=renewed),
    },
    ways={"valid": ["register"], "voided": ["register", "void"]},
    moves={
        "amend": Row(KEEP_CATEGORIES, to=stays("valid"), arguments={"values": {"words": "摆摊"}}),
        "rename": in_use_only(arguments={"name": "占道", **LATER}),
        "end": in_use_only(arguments={"valid_until": LATER["valid_from"]}),
        "take_over": in_use_only(arguments=lambda matter: {"successor": of_another(matter)}),
        "void": (
            Row(KEEP_CATEGORIES, to={"valid": "voided"}, arguments={"reason": "重复"}),
            Row(
                KEEP_CATEGORIES, unmet=("valid",), before=(has_one_below,),
                arguments={"reason": "重复"},
            ),
        ),
    },
)  # fmt: skip
DEFERRALS = trial_parts.DEFERRALS


def look(bureau, **values):
    """A look at two doors."""
    counts = {"mayor-hotline": 3, "interaction": 0}
    return Round(**{"agency": bureau, "counts": counts, **values})


def looked(scene, actor):
    return rounds.register(look(scene.bureau), actor=actor, at=scene.at)


COLLECT = "hotline.collect_round"
ROUNDS = Trial(
    rounds.workflow,
    starts={"register": Start(COLLECT, make=looked)},
    ways={"valid": ["register"], "voided": ["register", "void"]},
    moves={
        "amend": Row(
            COLLECT, to=stays("valid"), arguments={"values": {"remark": "平台 9:10 恢复"}}
        ),
        "void": Row("hotline.void_round", to={"valid": "voided"}, arguments={"reason": "重复"}),
    },
)
