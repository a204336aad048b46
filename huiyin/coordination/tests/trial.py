"""The table of moves of a unit's task: from where to where, by the unit or by the coordinator."""

from datetime import date, datetime, timedelta
from importlib import import_module
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, of_the_unit, stays
from huiyin.coordination import actions
from huiyin.coordination.actions import assign, supervise, supervisions, workflow
from huiyin.coordination.models import Role, Supervision
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
        "ask_anew": Row(SUPERVISE, to={"answered": "asked"}, arguments=REASON),
        "release": Row(
            SUPERVISE, to=dict.fromkeys(("asked", "answered"), "released"), arguments=REASON
        ),
    },
)
