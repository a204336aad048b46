"""The table of moves of a bulletin: compiled by the timetable or a person, sent by who may draft."""

from datetime import date, timedelta

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.bulletins.actions import compile_week, workflow
from huiyin.bulletins.models import Bulletin
from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.disclosure.models import ColumnPage
from huiyin.editorial.models import Manuscript
from huiyin.editorial.tests import trial as manuscripts
from huiyin.licensing.actions import register
from huiyin.licensing.models import Licence
from huiyin.licensing.tests.trial import licence

SEND, DRAFT = "bulletins.send_bulletin", "editorial.draft"
MONDAY, WEEK = date(2026, 2, 23), timedelta(days=7)
"""Of the week before the morning of the tests."""


def decide(bureau, at, number="云城管许字〔2026〕1号", **values):
    """A licence of that week, not public yet."""
    record = licence(
        bureau,
        **{
            "reference": number,
            "decided_on": date(2026, 2, 25),
            "valid_to": date(2027, 3, 1),
            **values,
        },
    )
    return register(record, actor=system("trial"), at=at)


def bulletin(bureau, begins_on=MONDAY):
    return Bulletin(agency=bureau, begins_on=begins_on)


def begin(scene, actor):
    """Of a week that has none yet, with a decision of it."""
    monday = MONDAY - Bulletin.objects.count() * WEEK
    _decide(scene.bureau, monday, scene.at)
    return compile_week(bulletin(scene.bureau, monday), actor=actor, at=scene.at)


def _decide(bureau, monday, at):
    number = f"云城管许字〔2026〕{Licence.objects.count() + 5000}号"
    decide(bureau, at, number, decided_on=monday, valid_from=monday)


def _set(matter, **values):
    Bulletin.objects.filter(pk=matter.pk).update(**values)
    return Bulletin.objects.get(pk=matter.pk)


def without_decisions(matter):
    """As a week in which nothing was decided."""
    listed = matter.rows.values("about_pk")
    Licence.objects.filter(pk__in=listed).update(state="voided")
    matter.rows.all().delete()
    return _set(matter, state="nothing", due_on=None)


def with_another(matter):
    """Another decision of the week was entered since."""
    _decide(matter.agency, matter.begins_on, timezone.now())
    return matter


def manuscript_is(state):
    def step(matter):
        Manuscript.objects.filter(page=matter.document).update(state=state)
        return matter

    return step


def as_published(matter):
    return _set(
        manuscript_is("published")(matter), state="published", published_on=date(2026, 3, 4)
    )


def into_column(matter):
    return {"column": ColumnPage.objects.get(slug="tzgg")}


TRIAL = Trial(
    workflow,
    prepare=manuscripts.prepare,
    person=manuscripts.person,
    starts={"compile_week": Start(SEND, make=begin)},
    ways={
        "collected": ["compile_week"],
        "nothing": ["compile_week", without_decisions],
        "sent": ["compile_week", "send by begin"],
        "published": ["compile_week", "send by begin", as_published],
    },
    moves={
        "take_in": (
            Row(unmet=("collected",), system=True),
            Row(to=stays("collected"), before=(with_another,), system=True),
        ),
        "send": Row(
            f"{SEND} & {DRAFT}",
            to={"collected": "sent", "nothing": "sent"},
            arguments=into_column,
            system=False,
        ),
        "publish": (
            Row(unmet=("sent",), system=True),
            Row(to={"sent": "published"}, before=(manuscript_is("published"),), system=True),
        ),
        "begin_anew": (
            Row(unmet=("sent",), system=True),
            Row(to={"sent": "collected"}, before=(manuscript_is("voided"),), system=True),
        ),
        "recount": Row(to=stays("collected", "sent"), arguments={"because": "测试"}, system=True),
    },
)
