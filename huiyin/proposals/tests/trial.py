"""The table of moves of a proposal: from where to where, by which right."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.coordination import actions as tasks
from huiyin.coordination.models import Assignment
from huiyin.organisations.models import Organisation
from huiyin.proposals.actions import register, workflow
from huiyin.proposals.models import Proposal, ReplyClass

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
TUESDAY = date(2026, 3, 3)
OPEN = ("received", "handling", "drafted")
LIVE = (*OPEN, "replied")
GIVE = "coordination.coordinate"
REGISTER, ASSIGN = "proposals.register_proposal", "proposals.assign_proposal"
HANDLE, SIGN = "proposals.handle_proposal", "proposals.sign_reply"
PUBLISH = "proposals.publish_reply"


def proposal(bureau, **values):
    return Proposal(
        **{
            "agency": bureau, "category": "suggestion", "session": "市五届人大四次会议", "number": "023",
            "subject": "增加老旧小区停车位", "proposer": "张某某", "received_on": MONDAY, **values,
        }
    )  # fmt: skip


def begin(scene, actor):
    number = f"{Proposal.objects.count() + 1:03d}"
    return register(proposal(scene.bureau, number=number), actor=actor, at=scene.at)


def unit(matter):
    """The unit inside the agency, and beside it another agency."""
    taken = Assignment.objects.of(matter).values("unit")
    free = Organisation.objects.exclude(pk=matter.agency_id).exclude(pk__in=taken)
    role = "assist" if taken.exists() else "lead"
    return {"unit": free.order_by("-slug").first(), "role": role, "due_on": date(2026, 4, 2)}


def reported(matter, at=datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)):
    """Each unit has said its opinion: then the answer can be drafted."""
    report = {"opinion": "同意。", "reported_on": at.date()}
    for task in Assignment.objects.of(matter).unreported():
        tasks.contribute(task, actor=system("trial"), at=at, **report)
    return matter


def written(matter):
    """Class B: the letter promises something."""
    kind = ReplyClass.objects.get(letter="B")
    return {"text": "年内新增停车位80个。", "reply_class": kind, "promise": "年内新增停车位80个"}


def kept(matter):
    """What was promised is done: nothing is owed any more."""
    at = datetime(2026, 3, 3, 9, tzinfo=SHANGHAI)
    progress = {"way": "call", "note": "已建成", "is_kept": True}
    return workflow.moves["follow_up"].run(matter, actor=system("trial"), at=at, **progress)


def by_another(**more):
    """Whoever proposed the public text does not let it out; nobody lets it out twice."""
    return (
        Row(PUBLISH, unmet=("replied",), **more),
        Row(
            PUBLISH,
            barred=("propose",),
            unmet=("replied",),
            before=("propose", "publish"),
            **more,
        ),
        Row(PUBLISH, barred=("propose",), to=stays("replied"), before=("propose",), **more),
    )


TRIAL = Trial(
    workflow,
    starts={"register": Start(REGISTER, make=begin)},
    ways={
        "received": ["register"],
        "handling": ["register", "assign", reported],
        "drafted": ["register", "assign", reported, "draft"],
        "replied": ["register", "assign", reported, "draft", "sign"],
        "returned": ["register", "send_back"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(REGISTER, to=stays(*LIVE), arguments={"values": {"content": "增加车位"}}),
        "assign": Row(GIVE, to=dict.fromkeys(OPEN[:2], "handling"), arguments=unit),
        "send_back": (Row(ASSIGN, to=dict.fromkeys(OPEN[:2], "returned"), arguments={"reason": "属市交通局职责"}),
            Row(ASSIGN, unmet=OPEN[:2], after=timedelta(days=30), arguments={"reason": "属市交通局职责"}),
        ),
        "extend": (Row(
            ASSIGN, to=stays(*OPEN),
            arguments={"months": 3, "consented_on": TUESDAY, "reason": "涉及多个部门"},
        ),
            Row(ASSIGN, unmet=OPEN, after=timedelta(days=120), arguments={"months": 3, "consented_on": TUESDAY, "reason": "再延"}),
        ),
        "contact": Row(
            HANDLE, to=stays(*LIVE[1:]),
            arguments={"stage": "during", "way": "visit", "day": TUESDAY, "note": "上门听取意见"},
        ),
        "draft": (Row(HANDLE, to=dict.fromkeys(OPEN[1:], "drafted"), arguments=written),
            Row(HANDLE, unmet=("handling",), before=("assign",), arguments=written),
        ),
        "revise": Row(SIGN, to={"drafted": "handling"}, arguments={"reason": "措施不具体"}),
        "sign": Row(SIGN, barred=("draft",), to={"drafted": "replied"}),
        "rate": (Row(HANDLE, to=stays("replied"), arguments={"satisfaction": "satisfied"}),
            Row(HANDLE, unmet=("replied",), before=("rate",), arguments={"satisfaction": "fair"}),
        ),
        "follow_up": (Row(HANDLE, to=stays("replied"), arguments={"way": "call", "note": "已建成40个车位"}),
            Row(HANDLE, unmet=("replied",), before=(kept,), arguments={"way": "call", "note": "已建成"}),
        ),
        "propose": (Row(HANDLE, to=stays("replied"), arguments={"publication": "full"}),
            Row(HANDLE, unmet=("replied",), before=("propose", "publish"), arguments={"publication": "full"}),
        ),
        "publish": by_another(),
        "keep_back": by_another(arguments={"reason": "先征求代表意见"}),
        "withdraw": (
            Row(PUBLISH, unmet=LIVE, arguments={"reason": "内容有误"}),
            Row(PUBLISH, to=stays("replied"), before=("propose", "publish"), arguments={"reason": "内容有误"}),
        ),
        "recount": Row(to=stays(*OPEN), arguments={"because": "测试"}),
        "void": (Row("proposals.void_proposal", to=dict.fromkeys((*LIVE, "returned"), "voided"), arguments={"reason": "重复录入"}),
            Row("proposals.void_proposal", unmet=("handling",), before=("assign",), arguments={"reason": "重复录入"}),
        ),
    },
)  # fmt: skip


def make(name, proposal, actor, at, **changes):
    """Make a move with the arguments of its table."""
    arguments = {**TRIAL.rows(name)[0].arguments_for(proposal), **changes}
    return workflow.moves[name].run(proposal, actor=actor, at=at, **arguments)
