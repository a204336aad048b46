"""The table of moves of an annual report, and a report that lacks nothing."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.casework.testing import Row, Start, Trial
from huiyin.disclosure.models import ColumnType
from huiyin.disclosure.tree.actions import add_column, agency_page
from huiyin.editorial import actions as editorial
from huiyin.editorial.models import Manuscript
from huiyin.foi.models import Application
from huiyin.national_forms.forms import form_of
from huiyin.reports.actions import annual, annual_writing
from huiyin.reports.annual import outline, sources
from huiyin.reports.models import AnnualReport
from huiyin.reports.rules import CHECK_ANNUAL, WRITE_ANNUAL

AT = datetime(2026, 3, 3, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROBOT = system("trial")
PEOPLE = ("clerk", "begin", "submit", "check", "freeze")
REASON = {"reason": "有一处要改"}
SOURCE = "执法办案系统12月31日导出"


def prepare(scene):
    """A column for the reports, and an account for each person: a manuscript notes accounts."""
    column_for(scene.bureau, scene.at)
    User.objects.bulk_create(
        User(pk=key(name), username=f"annual-{name}", name=name) for name in PEOPLE
    )


def column_for(agency, at):
    page = agency_page(agency, actor=ROBOT, at=at)
    add_column(
        page, "信息公开年报", slug="nianbao", column_type=ColumnType.ANNUAL_REPORT,
        actor=ROBOT, at=at,
    )  # fmt: skip


def key(name):
    return 950 + PEOPLE.index(name) if name in PEOPLE else 998


def person(scene, name, grants):
    here = {scene.bureau.pk: grants}
    return Actor(ActorKind.PERSON, name, str(key(name)), "127.0.0.1", here)


def begun(agency, year=2025, *, actor=ROBOT, at=AT):
    return annual.begin(AnnualReport(agency=agency, year=year), actor=actor, at=at)


def another(scene, actor):
    """Of the latest year that has none yet: an agency has one a year."""
    taken = AnnualReport.objects.valid().filter(agency=scene.bureau).values_list("year", flat=True)
    year = next(year for year in range(2025, 2008, -1) if year not in taken)
    return begun(scene.bureau, year, actor=actor)


def complete(report, *, actor=ROBOT, at=AT, value=0):
    """The office writes what no record can supply, and states what no register holds."""
    for part in outline.OVERVIEW:
        slot = f"{part.key}/own"
        annual_writing.write(
            report, slot, f"{part.titled(())}工作按要求开展。", actor=actor, at=at, seen=0
        )
    for cell in sources.stated(form_of(report.year)):
        annual_writing.state(report, cell, Decimal(value), SOURCE, actor=actor, at=at, seen=0)
    return AnnualReport.objects.get(pk=report.pk)


def emptied(report):
    """One of the five blocks is taken out again."""
    slot = "annual/platform/own"
    annual_writing.write(report, slot, "", actor=ROBOT, at=AT, seen=1)
    return AnnualReport.objects.get(pk=report.pk)


def late_entry(report):
    """An application of the year is entered after the report was submitted."""
    Application.objects.create(
        agency=report.agency, reference=f"SQ{report.year}-9", channel="online", applicant_kind="person",
        applicant_name="甲", description="乙", received_on=date(report.year, 12, 31), state="received",
    )  # fmt: skip
    return report


def given_up(report):
    """Its manuscript is recalled and given up by its drafter."""
    manuscript = Manuscript.objects.get(page__published_report__annual=report)
    drafter = Actor(
        ActorKind.PERSON, "freeze", manuscript.drafter_key, "",
        {report.agency_id: frozenset({"editorial.draft"})},
    )  # fmt: skip
    recalled = editorial.recall(manuscript, actor=drafter, at=AT)
    editorial.void(recalled, actor=drafter, at=AT, reason="数据有误")
    return AnnualReport.objects.get(pk=report.pk)


ANNUAL = Trial(
    annual.workflow,
    prepare=prepare,
    person=person,
    starts={"begin": Start(WRITE_ANNUAL, make=another)},
    ways={
        "drafting": ["begin", complete],
        "checking": ["begin", complete, "submit"],
        "checked": ["begin", complete, "submit", "check"],
        "frozen": ["begin", complete, "submit", "check", "freeze"],
        "voided": ["begin", "void"],
    },
    moves={
        "submit": (
            Row(WRITE_ANNUAL, to={"drafting": "checking"}),
            Row(WRITE_ANNUAL, unmet=("drafting",), before=(emptied,)),
        ),
        "check": (
            Row(CHECK_ANNUAL, barred=("begin", "submit"), to={"checking": "checked"}),
            Row(
                CHECK_ANNUAL, barred=("begin", "submit"), unmet=("checking",), before=(late_entry,)
            ),
        ),
        "send_back": Row(CHECK_ANNUAL, to={"checking": "drafting"}, arguments=REASON),
        "take_back": Row(
            WRITE_ANNUAL, to=dict.fromkeys(("checking", "checked"), "drafting"), arguments=REASON
        ),
        "freeze": (
            Row(f"{WRITE_ANNUAL} & editorial.draft", system=False, to={"checked": "frozen"}),
            Row(
                f"{WRITE_ANNUAL} & editorial.draft", system=False, unmet=("checked",),
                before=(late_entry,),
            ),
        ),
        "begin_anew": (
            Row(WRITE_ANNUAL, to={"frozen": "drafting"}, before=(given_up,), arguments=REASON),
            Row(WRITE_ANNUAL, unmet=("frozen",), arguments=REASON),
        ),
        "void": Row(
            CHECK_ANNUAL,
            to=dict.fromkeys(("drafting", "checking", "checked"), "voided"),
            arguments=REASON,
        ),
    },
)  # fmt: skip
