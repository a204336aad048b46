"""Two agencies with all posts, and at the first one record of each kind, in each state that is wanted."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from PIL import Image

from huiyin.accounts.models import User
from huiyin.assessment import actions as assess
from huiyin.assessment.models import Assessment
from huiyin.assessment.tests.trial import COPY
from huiyin.audit.actors import system
from huiyin.casework.models import SavedFilter
from huiyin.casework.rooms import Room, of_model, rooms
from huiyin.casework.testing import Stage, Trial
from huiyin.commitments.tests.trial import PICTURE
from huiyin.coordination.actions import issue_notice
from huiyin.desk.models import BulkRun
from huiyin.disclosure.models import ColumnPage, DocumentAttachment
from huiyin.disclosure.tree.actions import agency_page
from huiyin.editorial.checking import draft_of
from huiyin.editorial.models import Manuscript, Picture
from huiyin.editorial.tests.trial import published_elsewhere
from huiyin.files import intake, keeping, plans
from huiyin.foi.models import Application
from huiyin.foi.papers.drawing import draw
from huiyin.foi.redacting.work import attach
from huiyin.hotline.actions import add_files
from huiyin.hotline.models import Half, HalfDay, Place, ServiceRequest, Surge
from huiyin.inspection import running
from huiyin.inspection.models import ColumnReminder
from huiyin.licensing import certificates
from huiyin.notices.models import Notice
from huiyin.organisations.actors import actor_of
from huiyin.organisations.models import Membership, Organisation
from huiyin.organisations.roles import ensure_posts, usual
from huiyin.proofreading.models import Term
from huiyin.subjects import statements
from tests.architecture.test_trials import trials

from .asking import Person

SINCE = date(2019, 1, 1)
ELSEWHERE, BOTH, NO_POST, ADMINISTRATOR, VISITOR = (
    "elsewhere",
    "both",
    "no post",
    "admin",
    "visitor",
)
"""Somebody with all posts of the second agency; the same with one post of the first, that of its
auditor; an account without a post; a superuser; nobody."""
LEAST = "审计岗"


@dataclass
class World:
    """What is asked for, and who asks."""

    bureau: Organisation
    water: Organisation
    at: datetime
    people: list[Person] = field(default_factory=list)
    stages: dict[str, Stage[Any]] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    """What an argument `@name` of an address stands for."""

    def matter(self, kind: str, state: str) -> Any:
        return self.stages[kind].matters[state][0]


def build(bureau: Organisation, at: datetime) -> World:
    """Accounts by appointments as they are, records by real moves."""
    water = Organisation.objects.create(
        name="云溪市水务局", short_name="市水务局", slug="swj", is_agency=True
    )
    world = World(bureau, water, at)
    for agency in (bureau, water):
        agency_page(agency, actor=system("matrix"), at=at)
    for trial in _trials():
        stage = Stage(trial, bureau, at)
        world.stages[_room(trial).key] = stage
    world.people = list(_people(world))
    world.keys = dict(_keys(world))
    for room in rooms():
        if room.key in world.stages:
            first = next(iter(world.stages[room.key].matters.values()))[0]
            world.keys.setdefault(room.key, first.pk)
    return world


def _trials() -> Iterator[Trial[Any]]:
    yield from {trial.workflow.model: trial for _, trial in trials()}.values()


def _room(trial: Trial[Any]) -> Room:
    room = of_model(trial.workflow.model)
    assert room is not None, trial
    return room


def _people(world: World) -> Iterator[Person]:
    here, there = ensure_posts(world.bureau), ensure_posts(world.water)
    own = [post for name, post in there.items() if not name.startswith("全站")]
    holders = {name: [here[name]] for name in usual()}
    holders |= {ELSEWHERE: own, BOTH: [*own, here[LEAST]], NO_POST: []}
    for name, posts in holders.items():
        user = User.objects.create(username=name, name="陈示例")
        Membership.objects.bulk_create(Membership(user=user, post=p, since=SINCE) for p in posts)
        yield Person(name, user, actor_of(user))
    boss = User.objects.create(username=ADMINISTRATOR, name="秦示例", is_superuser=True)
    yield Person(ADMINISTRATOR, boss, actor_of(boss))
    yield Person(VISITOR, AnonymousUser())


def stands_out(agency: Organisation, day: date) -> Surge:
    """A week at a place, though nothing was asked there."""
    where = Place.objects.create(
        agency=agency, reference="青枫路", place_kind="road", entered_on=day
    )
    return Surge.objects.create(
        agency=agency, week=day, place=where, number=3, usual=0.2, chance=0.001, weeks=[0, 3]
    )


def _keys(world: World) -> Iterator[tuple[str, Any]]:
    yield from _of_applications(world)
    yield from _of_documents(world)
    robot, at, bureau = system("matrix"), world.at, world.bureau
    yield "bureau", bureau.slug
    request: ServiceRequest = world.matter("hotline", "assigned")
    add_files(request, [intake.keep("现场.png", intake.PNG, _picture())], at=at)
    yield "hotline", request.pk
    yield "photograph", request.files.get().pk
    half_day = HalfDay.objects.create(
        reference=f"{at.date()} 上午", agency=bureau, day=at.date(), half=Half.MORNING,
        opens_at=at, closes_at=at + timedelta(hours=3), owed={"mayor-hotline": 1},
    )  # fmt: skip
    yield "half-days", half_day.pk
    yield "surges", stands_out(bureau, at.date()).pk
    supervised = world.matter("supervisions", "asked")
    issue_notice(supervised, actor=robot, at=at)
    yield "supervised", supervised.pk
    yield from _of_papers(world)
    yield "term", Term.objects.create(agency=bureau, wrong="错词", right="对词").pk
    notice = Notice.objects.create(
        agency=bureau, channel="email", recipient="a@example.org", subject="通知", body="正文",
        subject_type="hotline.servicerequest", subject_key=str(request.pk), created_at=at,
    )  # fmt: skip
    yield "notice", notice.pk
    inspection = running.start(actor=robot, at=at, agency=bureau)
    yield "inspection", inspection.pk
    yield "indicator", inspection.results.filter(indicator__mark="U").first().indicator.code
    clerk = User.objects.get(username="handler")
    yield "account", clerk.pk
    yield "membership", clerk.memberships.get().pk
    yield "deputy", _deputy(bureau, clerk).pk
    kept = SavedFilter.objects.create(user=clerk, room="foi", name="在办", query="when=open")
    yield "filter", kept.pk
    run = BulkRun.objects.create(user=clerk, room="licences", move="publish", created_at=at)
    yield "run", run.pk


def _of_subject(world: World, subject: Any) -> Iterator[tuple[str, Any]]:
    yield "subject", subject.pk
    asked = {"asked_by": "样例公司", "purpose": "投标", "actor": system("matrix"), "at": world.at}
    yield "statement", statements.issue(subject, world.bureau, **asked).pk


def _of_penalty(world: World) -> Iterator[tuple[str, Any]]:
    punished = world.matter("penalties", "notified")
    yield "punished", punished.pk
    proof = punished.evidence.get()
    proof.file = intake.keep(*PICTURE)
    proof.save()
    yield "penalty_proof", proof.pk
    yield "penalty_notice", punished.papers.get().pk


def _of_papers(world: World) -> Iterator[tuple[str, Any]]:
    broken = world.matter("commitments", "breached")
    yield "commitments", broken.pk
    yield "breach", broken.evidence.get().pk
    repaired = world.matter("repairs", "granted")
    yield "repairs", repaired.pk
    yield "repair_proof", repaired.evidence.get().pk
    yield "notice_of_repair", repaired.notices.get().pk
    objected = world.matter("objections", "answered")
    yield "objections", objected.pk
    yield "told", objected.notices.get().pk
    inspected = world.matter("inspections", "approved")
    yield "inspections", inspected.pk
    yield "inspection_notice", inspected.papers.get().pk
    yield from _of_penalty(world)
    certified = world.matter("licences", "valid")
    yield "certified", certified.pk
    yield from _of_subject(world, certified.subject)
    yield "certificate", certificates.issue(certified, at=world.at).pk
    granted = world.matter("approvals", "decided")
    yield "granted", granted.pk
    yield "notice_of_grant", granted.papers.last().pk
    mended = world.matter("rectifications", "reported")
    yield "rectifications", mended.pk
    yield "order", mended.papers.get().pk
    yield "evidence", mended.evidence.get().pk
    claimed = world.matter("plans", "reported")
    yield "plans", claimed.pk
    yield "plan_evidence", claimed.evidence.get().pk
    yield "plan-documents", world.matter("plan-documents", "registered").pk
    replied = world.matter("proposals", "replied")
    yield "proposals", replied.pk
    yield "reply", replied.replies.get().pk
    yield "drafted_reply", world.matter("proposals", "drafted").pk
    yield from _of_assessments(world)


def _deputy(bureau: Organisation, clerk: User) -> Membership:
    """Who will stand in for somebody, later than anything is asked here."""
    away = Membership.objects.get(post__organisation=bureau, post__name="信息起草岗")
    later = {"since": date(2098, 1, 6), "until": date(2098, 1, 10)}
    return Membership.objects.create(user=clerk, post=away.post, stands_for=away, **later)


def _of_assessments(world: World) -> Iterator[tuple[str, Any]]:
    world.matter("rubric", "draft")
    assessment: Assessment = world.matter("assessments", "scoring")
    line = assessment.scores.first()
    who = {"actor": system("matrix"), "at": world.at}
    assess.attach(assessment, item=line, copy=COPY, **who)
    yield "assessments", assessment.pk
    yield "line", line.pk
    yield "proof", line.proofs.get().pk


def _of_applications(world: World) -> Iterator[tuple[str, Any]]:
    robot, at = system("matrix"), world.at
    received: Application = world.matter("foi", "received")
    yield "foi", received.pk
    yield "drafted", world.matter("foi", "drafted").pk
    yield "answered", world.matter("foi", "answered").pk
    yield "paper", draw(received, "receipt", actor=robot, at=at, facts={}).pk
    given = attach(
        received, ("示意图.png", intake.PNG, _picture()), for_applicant=False, actor=robot, at=at
    )
    yield "material", given.pk
    content = keeping.content_of(given.file)
    plans.open_draft(given.file, received, content, actor=robot, at=at)


def _of_documents(world: World) -> Iterator[tuple[str, Any]]:
    at, bureau = world.at, world.bureau
    drafting: Manuscript = world.matter("manuscripts", "drafting")
    page = draft_of(drafting)
    page.attachments.add(
        DocumentAttachment(name="附件.txt", file=keeping.keep("附件.txt", "text/plain", b"1"))
    )
    page.save_revision(clean=False)
    yield "manuscripts", drafting.pk
    yield "page", drafting.page_id
    stored = keeping.keep("插图.png", "image/png", _picture())
    picture = Picture.objects.create(document=drafting.page, file=stored, alternative="图")
    yield "picture", picture.pk
    yield "digest", stored.sha256[: Picture.DIGITS]
    document = published_elsewhere(bureau, at)
    yield "document", document.pk
    yield "disclosure", document.pk
    column = ColumnPage.objects.get(slug="tzgg")
    yield "column", column.pk
    reminder = ColumnReminder.objects.create(
        reference="TX1", agency=bureau, column=column, due_on=SINCE, latest_on=SINCE, reminded_at=at
    )
    yield "reminders", reminder.pk


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "PNG")
    return out.getvalue()
