"""The table of moves of a place."""

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.hotline.models import Place
from huiyin.hotline.places import actions


def place(bureau, **values):
    return Place(**{"agency": bureau, "reference": "样板街", "place_kind": "road", **values})


def entered(scene, actor):
    name = f"样板街{Place.objects.count()}号"
    return actions.register(place(scene.bureau, reference=name), actor=actor, at=scene.at)


KEEP = "hotline.keep_places"
PLACES = Trial(
    actions.workflow,
    starts={"register": Start(KEEP, make=entered)},
    ways={
        "in-use": ["register"],
        "ended": ["register", "end"],
        "voided": ["register", "void"],
    },
    moves={
        "amend": Row(KEEP, to=stays("in-use"), arguments={"values": {"within": "城关街道"}}),
        "end": Row(KEEP, to={"in-use": "ended"}, arguments={"reason": "更名"}),
        "take_up": Row(KEEP, to={"ended": "in-use"}),
        "void": Row(
            "hotline.void_place", to=dict.fromkeys(("in-use", "ended"), "voided"),
            arguments={"reason": "重复"},
        ),
    },
)  # fmt: skip
