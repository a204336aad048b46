"""The tables of moves of the plan and of its documents: by the office, by the unit, by another."""

from datetime import date, datetime
from itertools import count
from zoneinfo import ZoneInfo

from huiyin.casework.testing import Row, Start, Trial, of_the_unit, stays
from huiyin.coordination.models import Assignment
from huiyin.files import intake
from huiyin.organisations.models import Organisation
from huiyin.planning import actions
from huiyin.planning.actions.documents import workflow as document_flow
from huiyin.planning.models import KEEP, Document, PlanItem, Quarter
from huiyin.planning.reading import Found

HANDLE = "coordination.handle"
TUESDAY = date(2026, 3, 3)
AT = datetime(2026, 3, 3, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
PICTURE = ("现场.png", intake.PNG, b"\x89PNG\r\n\x1a\nplan")
WORD = ("方案.docx", intake.DOCX)
SERIAL = count()
OPEN, ENDED = ("planned", "issued", "reported"), ("done", "dropped")
REASON = {"reason": "另有安排"}


def item(bureau, **values):
    return PlanItem(
        **{
            "agency": bureau,
            "year": 2026,
            "text": "每季度通报一次超期工单",
            "problem": PlanItem.Problem.REQUESTS_LATE,
            "unit": bureau,
            "due_on": date(2026, 12, 31),
            "basis": "2026年1月9日局长办公会",
            **values,
        }
    )


def begin(scene, actor):
    return actions.enter(item(scene.bureau), actor=actor, at=scene.at)


def without_unit(matter):
    """As it was written before units were chosen."""
    PlanItem.objects.filter(pk=matter.pk).update(unit=None, unit_words="城管监督科")
    return PlanItem.objects.get(pk=matter.pk)


def past_due(matter):
    PlanItem.objects.filter(pk=matter.pk).update(due_on=date(2026, 1, 31))
    return PlanItem.objects.get(pk=matter.pk)


def all_reported(matter):
    Quarter.objects.filter(item=matter).update(reported_on=TUESDAY)
    return matter


def sent_back(matter):
    """The unit's task was called back, and nobody has told the plan."""
    tasks = Assignment.objects.of(matter).open()
    tasks.update(state="called-back", closed_on=TUESDAY)
    return matter


def passed_on(matter):
    """The unit's task is another unit's, and nobody has told the plan."""
    other = Organisation.objects.get(slug="duban")
    Assignment.objects.of(matter).open().update(unit=other)
    return matter


def led(matter):
    """A lead was given beside the plan, and nobody has told it."""
    task = Assignment(
        agency=matter.agency, unit=matter.unit, role="lead", reference="RW1", given_on=TUESDAY,
        due_on=date(2026, 12, 31),
    )  # fmt: skip
    task.put_beside(matter)
    task.save()
    return matter


REPORT = {"quarter": 1, "progress": "已通报一次", "reported_on": TUESDAY, "file": PICTURE}
DONE = {"claimed_on": TUESDAY, "result": "已印发制度", "file": PICTURE}
LATER = {"due_on": date(2027, 6, 30), **REASON}
PLANS = Trial(
    actions.workflow,
    starts={"enter": Start(KEEP, make=begin)},
    person=of_the_unit,
    ways={
        "planned": ["enter"],
        "issued": ["enter", "issue"],
        "reported": ["enter", "issue", "report_done"],
        "done": ["enter", "issue", "report_done", "confirm"],
        "dropped": ["enter", "drop"],
        "carried": ["enter", "carry"],
        "voided": ["enter", "void"],
    },
    moves={
        "amend": Row(KEEP, to=stays("planned"), arguments={"values": {"basis": "局务会"}}),
        "issue": (
            Row(KEEP, to={"planned": "issued"}),
            Row(KEEP, unmet=("planned",), before=(without_unit,)),
            Row(KEEP, unmet=("planned",), before=(past_due,)),
        ),
        "follow_task": (
            Row(unmet=("planned", "issued")),
            Row(to={"planned": "issued"}, before=(led,)),
            Row(to={"issued": "planned"}, before=(sent_back,)),
            Row(to=stays("issued"), before=(passed_on,)),
        ),
        "report": (
            Row(f"{HANDLE} | {KEEP}", to=stays("issued"), arguments=REPORT),
            Row(
                f"{HANDLE} | {KEEP}", unmet=("issued",), before=(all_reported,), arguments=REPORT
            ),
        ),
        "report_done": Row(f"{HANDLE} | {KEEP}", to={"issued": "reported"}, arguments=DONE),
        "confirm": Row(KEEP, barred=("report_done",), to={"reported": "done"}),
        "send_back": Row(KEEP, to={"reported": "issued"}, arguments=REASON),
        "finish": Row(
            KEEP, to={"planned": "done"}, arguments={"done_on": TUESDAY, "result": "已通报"}
        ),
        "drop": Row(KEEP, to=dict.fromkeys(OPEN, "dropped"), arguments=REASON),
        "resume": Row(KEEP, to=dict.fromkeys(ENDED, "planned"), arguments=REASON),
        "carry": (
            Row(KEEP, to=dict.fromkeys(("planned", "issued"), "carried"), arguments=LATER),
            Row(KEEP, unmet=("planned",), before=(without_unit,), arguments=LATER),
        ),
        "void": Row(
            KEEP, to=dict.fromkeys((*OPEN, *ENDED, "carried"), "voided"), arguments=REASON
        ),
    },
)  # fmt: skip

FOUND = (
    Found("一（一）", "规范占道经营。责任单位：督办科。完成时限：6月底前", "规范占道经营", ("督办科",), "6月底前"),
    Found("一（二）", "加强队伍建设，长期坚持", "加强队伍建设，长期坚持"),
)  # fmt: skip


def document(bureau, **values):
    one = Document(
        **{
            "agency": bureau, "name": "2026年城市管理工作要点", "number": "云政发〔2026〕1号",
            "issuer": "云川市人民政府", "issued_on": date(2026, 1, 20), "year": 2026, **values,
        }
    )  # fmt: skip
    one.upload, one.found = (*WORD, b"PK\x03\x04plan %d" % next(SERIAL)), FOUND
    return one


def begin_document(scene, actor):
    return actions.register(document(scene.bureau), actor=actor, at=scene.at)


def rows(matter):
    found = matter.items.first()
    return {"rows": [actions.Taking(found, found.task, matter.agency, date(2026, 6, 30))]}


def used(matter):
    """One of its items is in the plan."""
    return actions.take(matter, actor=actions.issuing.SELF, at=AT, **rows(matter))


DOCUMENTS = Trial(
    document_flow,
    starts={"register": Start(KEEP, make=begin_document)},
    ways={"registered": ["register"], "voided": ["register", "void"]},
    moves={
        "amend": Row(KEEP, to=stays("registered"), arguments={"values": {"issuer": "云川市政府"}}),
        "take": (
            Row(KEEP, to=stays("registered"), arguments=rows),
            Row(KEEP, unmet=("registered",), before=(used,), arguments=rows),
        ),
        "void": (
            Row(KEEP, to={"registered": "voided"}, arguments=REASON),
            Row(KEEP, unmet=("registered",), before=(used,), arguments=REASON),
        ),
    },
)
