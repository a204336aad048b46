"""The table of moves of a unit's task: from where to where, by the unit or by the coordinator."""

from datetime import date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, of_the_unit, stays
from huiyin.coordination import actions
from huiyin.coordination.actions import assign, escalations, supervise, supervisions, workflow
from huiyin.coordination.models import Escalation, Role, Rung, Supervision
from huiyin.organisations.models import Organisation

COORDINATE, HANDLE = "coordination.coordinate", "coordination.handle"
SUPERVISE = "coordination.supervise"
DUE = date(2026, 3, 20)
MORNING = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
UNREPORTED, OPEN = ("given", "signed"), ("given", "signed", "reported")
REPORT = {"opinion": "没有不同意见", "reported_on": date(2026, 3, 3)}
REASON = {"reason": "不是本单位的职责"}
BACK = {**REASON, "basis": "市机构职能规定第四条"}
hotline = import_module("huiyin.hotline.actions")
requests = import_module("huiyin.hotline.tests.trial")


def matter(bureau, at, **values):
    """A matter of some kind that waits for nobody itself, beside which tasks are given."""
    answered = {"answered_on": requests.TUESDAY, "answer_text": "已修复"}
    request = requests.request(bureau, **answered, **values)
    return hotline.register(request, actor=system("trial"), at=at)


def give(scene, actor):
    about = matter(scene.bureau, scene.at)
    return assign(about, scene.bureau, Role.ASSIST, due_on=DUE, actor=actor, at=scene.at)


def asked(about, unit, **values):
    supervision = Supervision(
        **{"agency": about.agency, "unit": unit, "subject": "限期办结", "due_on": DUE, **values}
    )
    supervision.put_beside(about)
    return supervision


def ask(scene, actor):
    about = matter(scene.bureau, scene.at)
    return supervise(asked(about, scene.bureau), actor=actor, at=scene.at)


def with_code(asked):
    Organisation.objects.filter(pk=asked.agency_id).update(document_code="云城管")
    return Supervision.objects.get(pk=asked.pk)


def without_code(asked):
    Organisation.objects.filter(pk=asked.agency_id).update(document_code="")
    return Supervision.objects.get(pk=asked.pk)


def rung_of(about, unit, **values):
    rung = Escalation(
        **{"agency": about.agency, "unit": unit, "term_key": "hotline.servicerequest",
           "label": "办理热线留言", "term_pk": about.pk, "rung": Rung.UNIT, "rule": "到期即升级",
           "basis": "测试", "due_on": date(2026, 3, 2), "holders": 1, **values}
    )  # fmt: skip
    rung.put_beside(about)
    return rung


def raise_rung(scene, actor):
    about = matter(scene.bureau, scene.at)
    return actions.escalate(rung_of(about, scene.bureau), actor=actor, at=scene.at)


def unheld(escalation):
    """Nobody stood on the rung when it was reached."""
    Escalation.objects.filter(pk=escalation.pk).update(state="unheld", holders=0)
    escalation.refresh_from_db()
    return escalation


def on_rung(rung):
    """The same, reported to somebody higher."""

    def put(escalation):
        Escalation.objects.filter(pk=escalation.pk).update(rung=rung)
        escalation.refresh_from_db()
        return escalation

    return put


def succeeded(task):
    """The unit has a successor."""
    heir = Organisation.objects.get(slug="duban")
    Organisation.objects.filter(pk=task.unit_id).update(successor=heir)
    return task


def instead(task):
    return {"unit": Organisation.objects.get(slug="duban"), "due_on": DUE, **REASON}


def _again(task, **who):
    """The unit sends it back and gets it once more, by decision."""
    back = actions.send_back(task, **BACK, **who)
    actions.designate(back, unit=task.unit, due_on=DUE, **REASON, **who)
    new = back.successors.get()
    return actions.sign(new, **who) if task.state == "signed" else new


def designated(task):
    return _again(task, actor=system("trial"), at=MORNING)


def followed(task):
    return actions.reassign(task, actor=system("trial"), at=MORNING, **instead(task))


TRIAL = Trial(
    workflow,
    starts={"give": Start(COORDINATE, make=give)},
    person=of_the_unit,
    ways={
        "given": ["give"],
        "signed": ["give", "sign"],
        "reported": ["give", "sign", "contribute"],
        "accepted": ["give", "sign", "contribute", "accept"],
        "returned": ["give", "send_back"],
        "called-back": ["give", "call_back"],
    },
    moves={
        "sign": Row(HANDLE, to={"given": "signed"}),
        "send_back": (
            Row(HANDLE, to=dict.fromkeys(UNREPORTED, "returned"), arguments=BACK),
            Row(HANDLE, unmet=UNREPORTED, before=(designated,), arguments=BACK),
            Row(HANDLE, unmet=UNREPORTED, after=timedelta(days=2), arguments=BACK),
        ),
        "designate": (
            Row(COORDINATE, to=stays("returned"), arguments=instead),
            Row(COORDINATE, unmet=("returned",), before=(followed,), arguments=instead),
        ),
        "reassign": (
            Row(
                COORDINATE, to={**dict.fromkeys(OPEN, "called-back"), **stays("returned")},
                arguments=instead,
            ),
            Row(COORDINATE, unmet=("returned",), before=(followed,), arguments=instead),
        ),
        "extend": Row(
            COORDINATE, to=stays(*UNREPORTED), arguments={"due_on": date(2026, 4, 1), **REASON}
        ),
        "contribute": Row(
            f"{HANDLE} | {COORDINATE}", to=dict.fromkeys(UNREPORTED, "reported"), arguments=REPORT
        ),
        "ask_again": Row(COORDINATE, to={"reported": "signed"}, arguments=REASON),
        "accept": Row(COORDINATE, to={"reported": "accepted"}),
        "call_back": Row(COORDINATE, to=dict.fromkeys(OPEN, "called-back"), arguments=REASON),
        "pass_task_on": (
            Row(to=dict.fromkeys(UNREPORTED, "returned")),
            Row(to=dict.fromkeys(UNREPORTED, "called-back"), before=(succeeded,)),
        ),
    },
)  # fmt: skip

SUPERVISIONS = Trial(
    supervisions,
    starts={"supervise": Start(SUPERVISE, make=ask)},
    person=of_the_unit,
    ways={
        "asked": ["supervise"],
        "answered": ["supervise", "answer_supervision"],
        "released": ["supervise", "release"],
    },
    moves={
        "answer_supervision": Row(
            f"{HANDLE} | {SUPERVISE}",
            to={"asked": "answered"},
            arguments={"answer": "已约谈承办人", "answered_on": date(2026, 3, 3)},
        ),
        "issue_notice": (
            Row(SUPERVISE, to=stays("asked"), before=(with_code,)),
            Row(SUPERVISE, unmet=("asked",), before=(without_code,)),
            Row(SUPERVISE, unmet=("asked",), before=(with_code, "issue_notice")),
        ),
        "ask_anew": Row(SUPERVISE, to={"answered": "asked"}, arguments=REASON),
        "release": (
            Row(SUPERVISE, to={"asked": "released"}, arguments=REASON),
            Row(
                SUPERVISE, barred=("answer_supervision",), to={"answered": "released"},
                arguments=REASON,
            ),
        ),
        "pass_supervision_on": (
            Row(to=stays("asked", "answered")),
            Row(to=stays("asked", "answered"), before=(succeeded,)),
        ),
    },
)  # fmt: skip
LEAD_UNIT, LEADER, HEAD = (
    "coordination.lead_unit", "organisations.lead", "coordination.head_agency",
)  # fmt: skip
WAITS, UNSETTLED = ("raised", "unheld"), ("raised", "unheld", "attended")
WORD = {"instruction": "请今天办结并报告原因"}
ESCALATIONS = Trial(
    escalations,
    starts={"escalate": Start(make=raise_rung)},
    person=of_the_unit,
    ways={
        "raised": ["escalate"],
        "unheld": ["escalate", unheld],
        "attended": ["escalate", "attend"],
        "settled": ["escalate", "settle"],
    },
    moves={
        "attend": (
            Row(LEAD_UNIT, to=dict.fromkeys(WAITS, "attended"), arguments=WORD),
            Row(
                LEADER, to=dict.fromkeys(WAITS, "attended"), arguments=WORD,
                before=(on_rung(Rung.LEADER),),
            ),
            Row(
                HEAD, to=dict.fromkeys(WAITS, "attended"), arguments=WORD,
                before=(on_rung(Rung.HEAD),),
            ),
        ),
        "settle": Row(to=dict.fromkeys(UNSETTLED, "settled")),
        "pass_on": Row(to=stays(*UNSETTLED)),
    },
)  # fmt: skip
