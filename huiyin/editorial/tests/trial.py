"""The table of moves of a manuscript: who may make them, and that each step is another person's."""

import io
from datetime import date, time, timedelta

import openpyxl

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor, ActorKind, system
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.disclosure.models import ColumnPage, ColumnType, DocumentAttachment, LegalItem
from huiyin.disclosure.tree.actions import add_column, agency_page, publish_document
from huiyin.editorial import checking, secrecy
from huiyin.editorial.actions import adopt, begin, bring_in, workflow
from huiyin.editorial.actions.flow import keep_revision
from huiyin.editorial.models import Manuscript
from huiyin.files import intake, keeping

OPEN = ("drafting", "reviewing", "releasable", "scheduled")
DRAFT, RELEASE = "editorial.draft", "editorial.release"
DEPARTMENT, SECRECY = "editorial.review_department", "editorial.review_secrecy"
PEOPLE = ("clerk", "begin", "head", "secrecy", "releaser", "publisher", "take_over")
REVIEWED = ("submit by begin", "approve by head", "approve by secrecy", "approve by releaser")
CLEAR = {point.name: "no" for point in secrecy.POINTS}
PUBLISHED = (*REVIEWED, "release by publisher")
VALUES = {
    "title": "关于开展市容环境整治的通知",
    "body": "<h2>一、总体要求</h2><p>为加强市容管理，现就有关事项通知如下。</p>",
    "formed_on": date(2026, 3, 2),
    "doc_number": "云城管〔2026〕5号",
}


def prepare(scene):
    """A column, and an account for each person: the editor notes accounts as writers.

    Once: other rooms that send manuscripts begin with them, too.
    """
    if ColumnPage.objects.filter(slug="tzgg").exists():
        return
    page = agency_page(scene.bureau, actor=system("trial"), at=scene.at)
    add_column(
        page, "通知公告", slug="tzgg", column_type=ColumnType.POLICY, legal_item=LegalItem.RULES,
        actor=system("trial"), at=scene.at,
    )  # fmt: skip
    page = type(page).objects.get(pk=page.pk)
    add_column(page, "工作动态", slug="gzdt", actor=system("trial"), at=scene.at)
    User.objects.bulk_create(User(pk=key(name), username=name, name=name) for name in PEOPLE)


def key(name):
    return 900 + PEOPLE.index(name) if name in PEOPLE else 999


def person(scene, name, grants):
    here = {scene.bureau.pk: grants}
    return Actor(ActorKind.PERSON, name, str(key(name)), "127.0.0.1", here)


def column():
    return ColumnPage.objects.get(slug="tzgg")


def began(scene, actor):
    return begin(column(), scene.bureau, VALUES, actor=actor, at=scene.at)


def brought_in(scene, actor):
    return bring_in(column(), scene.bureau, VALUES, actor=actor, at=scene.at)


def published_elsewhere(agency, at):
    """A public document that has no manuscript."""
    values = {**VALUES, "issuer": agency.name, "source": agency.name, "published_at": at}
    return publish_document(column(), agency, values, actor=system("trial"), at=at)


def adopted(scene, actor):
    return adopt(published_elsewhere(scene.bureau, scene.at), actor=actor, at=scene.at)


def approval(manuscript):
    """The secrecy review says whether and why the information is public at all."""
    if manuscript.step_kind != "secrecy":
        return {"opinion": "同意"}
    return {**CLEAR, "opinion": "同意", "attribute": "主动公开", "ground": "条例第二十条第（一）项"}


def rewritten(**values):
    """The draft is written anew by its drafter, in the editor."""

    def step(manuscript):
        page = checking.draft_of(manuscript)
        for name, value in values.items():
            setattr(page, name, value)
        keep_revision(page, Actor(ActorKind.PERSON, "begin", str(key("begin"))))
        return Manuscript.objects.get(pk=manuscript.pk)

    return step


def with_author(manuscript):
    """A workbook that says who made it is attached by its drafter."""
    workbook = openpyxl.Workbook()
    workbook.properties.creator = "王某"
    out = io.BytesIO()
    workbook.save(out)
    file = keeping.keep("名单.xlsx", intake.XLSX.media_type, out.getvalue())
    drafter = Actor(ActorKind.PERSON, "begin", str(key("begin")))
    page = checking.draft_of(manuscript)
    page.attachments.add(DocumentAttachment(name=file.name, file=file))
    keep_revision(page, drafter)
    return Manuscript.objects.get(pk=manuscript.pk)


def finding(manuscript):
    return {"key": checking.findings_in(manuscript)[0].key}


def another_column(manuscript):
    return {"column": ColumnPage.objects.get(slug="gzdt")}


def another_document(manuscript):
    """One that changed some of this one's articles."""
    new = published_elsewhere(manuscript.agency, manuscript.page.first_published_at)
    return {"by": new.index_number}


def mine(to, **more):
    """What only the drafter does."""
    return Row(DRAFT, only=("begin",), to=to, **more)


def review(barred, to, right, **more):
    return Row(right, barred=("begin", *barred), to=to, **more)


def in_review(target, **more):
    """A step of the review: three rights, and nobody who had a hand in it before."""
    steps = (("head", DEPARTMENT), ("secrecy", SECRECY), ("releaser", RELEASE))
    return tuple(
        review(
            [name for name, _ in steps[:number]],
            {"reviewing": target},
            right,
            before=tuple(f"approve by {name}" for name, _ in steps[:number]),
            **more,
        )
        for number, (_, right) in enumerate(steps)
    )


def released(to, **more):
    return Row(RELEASE, barred=("begin",), to=to, **more)


REASON = {"reason": "内容有误，正在核实"}
HELD = {
    **CLEAR,
    "third_party": "yes",
    "opinion": "含个人隐私",
    "attribute": "不予公开",
    "ground": "条例第十五条",
}
VALIDITY = {"validity": "废止", "on": date(2026, 3, 3)}
AFTER_CORRECTION = (*PUBLISHED, "correct by begin")

TRIAL = Trial(
    workflow,
    prepare=prepare,
    person=person,
    system=False,
    starts={
        "begin": Start(DRAFT, make=began),
        "bring_in": Start("disclosure.import_pages", make=brought_in),
        "adopt": Start(f"{DRAFT} | {RELEASE}", make=adopted),
    },
    ways={
        "drafting": ["begin"],
        "reviewing": ["begin", *REVIEWED[:1]],
        "releasable": ["begin", *REVIEWED],
        "scheduled": ["begin", *REVIEWED, "schedule by publisher"],
        "published": ["begin", *PUBLISHED],
        "withdrawn": ["begin", *PUBLISHED, "withdraw by publisher"],
        "held": ["begin", *REVIEWED[:2], "approve by secrecy to held"],
        "voided": ["begin", "void by begin"],
    },
    moves={
        # the drafter's
        "submit": mine({"drafting": "reviewing"}),
        "recall": mine({"reviewing": "drafting"}),
        "take_suggestion": (
            mine({}, unmet=("drafting",), arguments={"key": "none"}),
            mine(stays("drafting"), before=(rewritten(summary="身份证号341702199003074517"),), arguments=finding),
        ),
        "attach": mine(stays("drafting"), arguments=lambda m: {"file": keeping.keep("附件.txt", "text/plain", b"1")}),
        "detach": (
            mine({}, unmet=("drafting",), arguments={"number": 1}),
            mine(stays("drafting"), before=("attach by begin",), arguments={"number": 1}),
        ),
        "clean_files": (
            mine({}, unmet=("drafting",)),
            mine(stays("drafting"), before=(with_author,)),
        ),
        "give_up": (
            mine({}, unmet=("drafting",)),
            mine({"drafting": "published"}, before=AFTER_CORRECTION),
        ),
        "void": (
            mine(dict.fromkeys(("drafting", "held"), "voided"), arguments=REASON),
            mine({}, unmet=("drafting",), before=AFTER_CORRECTION, arguments=REASON),
        ),
        "take_over": Row(DRAFT, barred=("begin",), to=dict.fromkeys(("drafting", "reviewing"), "drafting")),
        "correct": Row(DRAFT, to=dict.fromkeys(("published", "withdrawn", "held"), "drafting"), arguments=REASON),
        # the reviews'
        "approve": (
            *in_review("reviewing", arguments=approval)[:2],
            *in_review("releasable", arguments=approval)[2:],
            review(["head"], {"reviewing": "held"}, SECRECY, before=("approve by head",), arguments=HELD),
        ),
        "return_": (
            *in_review("drafting", arguments=REASON),
            released(dict.fromkeys(("releasable", "scheduled"), "drafting"), arguments=REASON),
        ),
        "override": (
            review([], {}, DEPARTMENT, unmet=("reviewing",), arguments={"key": "none", **REASON}),
            review(
                [], stays("reviewing"), DEPARTMENT,
                before=("recall by begin", rewritten(body="<p>现将2026年2月30日的安排通知如下。</p>"), "submit by begin"),
                arguments=lambda m: {**finding(m), **REASON},
            ),
        ),
        # the releaser's
        "release": (
            released({"releasable": "published"}),
            released({"scheduled": "published"}, after=timedelta(days=8), system=True),
        ),
        "schedule": released({"releasable": "scheduled"}, arguments={"on": date(2026, 3, 10), "clock": time(9)}),
        "unschedule": released({"scheduled": "releasable"}),
        "set_expiry": released(stays("releasable", "scheduled", "published"), arguments={"until": date(2026, 12, 31)}),
        "withdraw": (
            Row(RELEASE, to={"published": "withdrawn"}, unmet=(*OPEN, "held"), arguments=REASON),
            Row(RELEASE, to={"drafting": "withdrawn"}, before=AFTER_CORRECTION, arguments=REASON),
        ),
        "place": (
            mine(stays("drafting"), arguments=another_column),
            Row(RELEASE, to=stays("published"), arguments=another_column),
            Row(RELEASE, to=stays("drafting"), before=AFTER_CORRECTION, arguments=another_column),
            Row(RELEASE, unmet=("published",), arguments=lambda m: {"column": column()}),
        ),
        "abolish": (
            Row(RELEASE, to=stays("published"), arguments=VALIDITY),
            Row(RELEASE, unmet=("published",), before=("abolish by publisher",), arguments=VALIDITY),
        ),
        "amend_partly": (
            Row(RELEASE, to=stays("published"), arguments=another_document),
            Row(RELEASE, unmet=("published",), before=("abolish by publisher",), arguments=another_document),
        ),
        "restore_validity": (
            Row(RELEASE, unmet=("published",), arguments=REASON),
            Row(RELEASE, to=stays("published"), before=("abolish by publisher",), arguments=REASON),
        ),
        # the clock's
        "hold_back": Row(to={"scheduled": "releasable"}, arguments=REASON, system=True),
        "recount": Row(to=stays(*sorted(Manuscript.OPEN)), arguments={"because": "测试"}, system=True),
        "expire": (
            Row(unmet=(*OPEN, "published", "held"), system=True),
            Row(to={"published": "withdrawn"}, before=("set_expiry by publisher",), after=timedelta(days=310), system=True),
        ),
    },
)  # fmt: skip
