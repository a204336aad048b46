"""The table of moves of a platform that sends requests."""

from huiyin.casework.testing import Row, Start, Trial, stays
from huiyin.hotline.models import Channel, Platform
from huiyin.hotline.platforms import actions


def platform(bureau, **values):
    channel = Channel.objects.get(key="mayor-hotline")
    return Platform(**{"agency": bureau, "reference": "市热线平台", "channel": channel, **values})


def linked(scene, actor):
    name = f"平台{Platform.objects.count()}"
    return actions.register(platform(scene.bureau, reference=name), actor=actor, at=scene.at)


PLATFORM = "hotline.keep_platforms"
PLATFORMS = Trial(
    actions.workflow,
    starts={"register": Start(PLATFORM, make=linked)},
    ways={"open": ["register"], "closed": ["register", "close"]},
    moves={
        "amend": Row(PLATFORM, to=stays("open"), arguments={"values": {"tells_code": True}}),
        "issue_key": (
            Row(PLATFORM, to=stays("open")),
            Row(PLATFORM, unmet=("open",), before=("issue_key", "issue_key")),
        ),
        "end_key": (
            Row(PLATFORM, unmet=("open",), before=("issue_key",)),
            Row(PLATFORM, to=stays("open"), before=("issue_key", "issue_key")),
        ),
        "close": Row(PLATFORM, to={"open": "closed"}, arguments={"reason": "合同到期"}),
        "reopen": Row(PLATFORM, to={"closed": "open"}),
    },
)
