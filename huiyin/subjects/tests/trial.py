"""The table of moves of a unification: from where to where, by which right."""

from datetime import UTC, datetime
from importlib import import_module

from django.utils import timezone

from huiyin.audit.actors import system
from huiyin.casework.testing import Row, Start, Trial
from huiyin.common import uscc
from huiyin.subjects.models import Subject, Unification
from huiyin.subjects.unifying import register, workflow

licensing = import_module("huiyin.licensing.actions")
licences = import_module("huiyin.licensing.tests.trial")
PROPOSE, CONFIRM = "subjects.propose_unification", "subjects.confirm_unification"
CODE = "91341799MA2TEX01KJ"
MORNING = datetime(2020, 6, 1, 1, tzinfo=UTC)
REASON = {"reason": "登记机关证明是两个单位"}
FORM = {"kept_code": CODE, "grounds": "登记机关通知书载明换发新代码"}
"""What a clerk types, without the other code."""


def another_code():
    """A code that no licence has yet."""
    plain = f"91341799MA{licences.Licence.objects.count():06d}T"
    return plain + uscc.check_character(plain)


def a_record(bureau, at, **values):
    """A licence, whose holder is in the register."""
    return licensing.register(licences.licence(bureau, **values), actor=system("trial"), at=at)


def pair(bureau, at):
    """The codes of two organisations of which this bureau has records."""
    joined = another_code()
    if not Subject.objects.filter(uscc=CODE).exists():
        a_record(bureau, at)
    a_record(bureau, at, holder_uscc=joined, holder_name="云溪市样例建材厂")
    return {"kept_code": CODE, "joined_code": joined}


TYPED = {"subjects.unification.register": ("unifications", FORM, "grounds")}


def codes(room, bureau):
    """The codes that the form of this room asks for besides."""
    return pair(bureau, timezone.now()) if room == "unifications" else {}


def unification(bureau, at, **values):
    return Unification(
        **{"agency": bureau, "grounds": FORM["grounds"], **pair(bureau, at), **values}
    )


def begin(scene, actor):
    return register(unification(scene.bureau, scene.at), actor=actor, at=scene.at)


def joined_elsewhere(matter):
    """Meanwhile another unification has joined it."""
    other = a_record(matter.agency, MORNING, holder_uscc=another_code()).subject
    Subject.objects.filter(pk=matter.joined_id).update(held_by=other)
    return Unification.objects.get(pk=matter.pk)


BY_ANOTHER = {"barred": ("register",)}
TRIAL = Trial(
    workflow,
    starts={"register": Start(PROPOSE, make=begin)},
    ways={
        "proposed": ["register"],
        "joined": ["register", "confirm"],
        "refused": ["register", "decline"],
        "parted": ["register", "confirm", "part"],
        "voided": ["register", "void"],
    },
    moves={
        "confirm": (
            Row(CONFIRM, **BY_ANOTHER, to={"proposed": "joined"}),
            Row(CONFIRM, **BY_ANOTHER, unmet=("proposed",), before=(joined_elsewhere,)),
        ),
        "decline": Row(CONFIRM, **BY_ANOTHER, to={"proposed": "refused"}, arguments=REASON),
        "part": Row(CONFIRM, **BY_ANOTHER, to={"joined": "parted"}, arguments=REASON),
        "void": Row(
            PROPOSE,
            to=dict.fromkeys(("proposed", "refused"), "voided"),
            arguments={"reason": "重复"},
        ),
    },
)
