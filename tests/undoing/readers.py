"""What has been queued for those who subscribed."""

from django.utils import timezone

from huiyin.audit.actors import visitor
from huiyin.notices import still
from huiyin.notices.models import Notice
from huiyin.subscriptions import actions as subscriptions
from huiyin.subscriptions import digest

from .documents import document, moves, released_again
from .world import NAME, WORD, Thing


def reader(world, **topic):
    subscription = subscriptions.ask("reader@example.cn", topic.get("page"), topic.get("query", ""),
                             actor=visitor(), at=world.now)  # fmt: skip
    subscriptions.confirm(subscription, actor=visitor(), at=world.now)
    return subscription


def queued(world):
    get = world.fixtures["request"].getfixturevalue
    get("column")
    subscription = reader(world, query=WORD)
    Notice.objects.all().delete()
    world.clock.shift(60)
    manuscript, *_ = document(world)
    assert digest.send(at=world.now) == 1
    return subscription, manuscript, {"digest in the outbox": lambda: NAME in _outbox()}


def _outbox():
    """What the letters would say if they left now."""
    kept = [one for one in Notice.objects.all() if still.brought_up_to_date(one, at=timezone.now())]
    return "".join(one.body for one in kept)


def digest_of_what_was_withdrawn(world):
    _, manuscript, places = queued(world)

    def redo():
        released_again(world, manuscript)
        digest.send(at=world.now)

    return Thing(places, lambda: moves(world, manuscript, ("withdraw", "releaser")), redo)


def subscription_ended(world):
    subscription, _, places = queued(world)
    return Thing(
        places, lambda: subscriptions.end(subscription.subscriber, actor=visitor(), at=world.now)
    )
