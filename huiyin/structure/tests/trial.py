"""The table of moves of changes: from where to where, by which right, and never by one person."""

from datetime import date

from huiyin.casework.testing import Row, Start, Trial
from huiyin.structure import actions
from huiyin.structure.models import KEEP, Change

ENDED = ("confirmed", "declined")


def change(bureau, **values):
    number = Change.objects.count()
    return Change(
        **{
            "agency": bureau,
            "what": Change.What.SET_UP,
            "name": f"法制{number}科",
            "slug": f"fazhi-{number}",
            "day": date(2026, 1, 5),
            "basis": "云编〔2026〕1号",
            **values,
        }
    )


def begin(scene, actor):
    return actions.propose(change(scene.bureau), actor=actor, at=scene.at)


TRIAL = Trial(
    actions.workflow,
    starts={"propose": Start(KEEP, make=begin)},
    ways={
        "proposed": ["propose"],
        "confirmed": ["propose", "confirm"],
        "declined": ["propose", "decline"],
    },
    moves={
        "confirm": Row(KEEP, to={"proposed": "confirmed"}, barred=("propose",)),
        "decline": Row(KEEP, to={"proposed": "declined"}, arguments={"reason": "另行研究"}),
    },
)
