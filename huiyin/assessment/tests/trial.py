"""The tables of moves of an item of a rubric, and of an assessment."""

from datetime import timedelta
from decimal import Decimal

from huiyin.assessment import actions
from huiyin.assessment.actions.appealing import open_appeals
from huiyin.assessment.freezing import Copy
from huiyin.assessment.models import Assessment, Item
from huiyin.assessment.rules import ORGANISE, REVIEW
from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial, of_the_unit, stays

ANSWER = "assessment.answer_assessment"
CONFIRM = "assessment.confirm_assessment"
OPEN = ("scoring", "reviewing", "open", "appealed")
OWN = ("score_rest", "submit")
REVIEWED = ("agree", "announce")
REASON = {"reason": "录入有误"}
COPY = Copy("file", "会议记录", "", "会议记录.txt", "text/plain", "2025年培训记录".encode())


def item(bureau, **values):
    return Item(
        **{
            "agency": bureau, "year": 2025, "code": "A-01", "part": "一、主动公开（100分）",
            "topic": "制度公开", "text": "公开指南没有更新的，扣0.5分", **values,
        }
    )  # fmt: skip


def enter(scene, actor):
    number = Item.objects.count() + 1
    return actions.register(item(scene.bureau, code=f"A-{number:02d}"), actor=actor, at=scene.at)


def short(matter):
    """The headings of the rubric no longer add up."""
    Item.objects.filter(pk=matter.pk).update(part_points=Decimal(60))
    return Item.objects.get(pk=matter.pk)


RUBRIC = Trial(
    actions.rubric_flow,
    starts={"register": Start(ORGANISE, make=enter)},
    ways={
        "draft": ["register"],
        "in-force": ["register", "enforce"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(ORGANISE, to=stays("draft"), arguments={"values": {"topic": "公开制度"}}),
        "enforce": (
            Row(ORGANISE, to={"draft": "in-force"}),
            Row(ORGANISE, unmet=("draft",), before=(short,)),
        ),
        "void": Row(ORGANISE, to={"draft": "voided"}, arguments=REASON),
    },
)


def rubric(bureau, year, at, *, lines=2):
    """A rubric in force."""
    robot = system("trial")
    for number in range(1, lines + 1):
        new = item(bureau, year=year, code=f"A-{number:02d}", number=number)
        actions.register(new, actor=robot, at=at)
    actions.enforce_year(bureau, year, actor=robot, at=at)
    return bureau


def begin(scene, actor):
    year = 2001 + Assessment.objects.count()
    rubric(scene.bureau, year, scene.at)
    new = Assessment(agency=scene.bureau, unit=scene.bureau, year=year, group="市直部门")
    return actions.begin(new, actor=actor, at=scene.at)


def line(matter):
    return {"item": matter.scores.first(), "deducted": Decimal("0.5"), "said": "有一项没有更新"}


def free(matter):
    """A line that nobody has appealed against."""
    return {"item": matter.scores.filter(appeals__isnull=True).first(), "reason": "已经更新"}


def answered(matter):
    appeal = open_appeals(matter).first()
    return {"appealed": appeal, "deducted": Decimal(0), "answer": "经核实，同意"}


ASSESSMENT = Trial(
    actions.workflow,
    starts={"begin": Start(ORGANISE, make=begin)},
    ways={
        "scoring": ["begin"],
        "reviewing": ["begin", *OWN],
        "open": ["begin", *OWN, *REVIEWED],
        "appealed": ["begin", *OWN, *REVIEWED, "appeal"],
        "confirmed": ["begin", *OWN, *REVIEWED, "accept", "confirm"],
        "voided": ["begin", "void"],
    },
    moves={
        "compute": Row(ANSWER, to=stays("scoring"), arguments={"results": {}}),
        "score": Row(ANSWER, to=stays("scoring"), arguments=line),
        "score_rest": (
            Row(ANSWER, to=stays("scoring"), arguments={"said": "均已公开"}),
            Row(ANSWER, unmet=("scoring",), before=("score_rest",), arguments={"said": "均已公开"}),
        ),
        "attach": Row(
            ANSWER, to=stays("scoring", "open"),
            arguments=lambda matter: {"item": matter.scores.first(), "copy": COPY},
        ),
        "submit": (
            Row(ANSWER, to={"scoring": "reviewing"}, before=("score_rest",)),
            Row(ANSWER, unmet=("scoring",)),
        ),
        "send_back": Row(REVIEW, barred=OWN, to={"reviewing": "scoring"}, arguments=REASON),
        "review": Row(REVIEW, barred=OWN, to=stays("reviewing"), arguments=line),
        "agree": (
            Row(REVIEW, barred=OWN, to=stays("reviewing")),
            Row(REVIEW, barred=OWN, unmet=("reviewing",), before=("agree",)),
        ),
        "announce": (
            Row(REVIEW, barred=OWN, to={"reviewing": "open"}, before=("agree",)),
            Row(REVIEW, barred=OWN, unmet=("reviewing",)),
        ),
        "appeal": (
            Row(ANSWER, to=dict.fromkeys(("open", "appealed"), "appealed"), arguments=free),
            Row(ANSWER, unmet=("open",), after=timedelta(days=30), arguments=free),
            Row(ANSWER, unmet=("open",), before=("accept",), arguments=free),
            Row(
                ANSWER, unmet=("appealed",), before=("appeal",),
                arguments=lambda matter: {**free(matter), "item": matter.scores.first()},
            ),
        ),
        "answer_appeal": Row(REVIEW, barred=OWN, to={"appealed": "open"}, arguments=answered),
        "accept": (
            Row(ANSWER, to=stays("open")),
            Row(ANSWER, unmet=("open",), before=("accept",)),
        ),
        "confirm": (
            Row(CONFIRM, barred=(*OWN, *REVIEWED), to={"open": "confirmed"}, before=("accept",)),
            Row(CONFIRM, barred=(*OWN, *REVIEWED), unmet=("open",)),
        ),
        "recount": Row(to=stays(*OPEN), arguments={"because": "测试"}),
        "pass_on": Row(to=stays(*OPEN)),
        "void": Row(
            ORGANISE, to=dict.fromkeys((*OPEN, "confirmed"), "voided"), arguments=REASON
        ),
    },
    person=of_the_unit,
)  # fmt: skip
