"""What the rows of undoing act with, and how a place is looked at."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

NAME, WORD, INSIDE = "关于麒麟路灯的通知", "貔貅", "饕餮"
"""Words that stand in nothing else: title, body, text of the attachment."""
REVIEWS = [("submit", "drafter"), ("approve", "head"), ("approve", "secrecy"), ("approve", "releaser"),
           ("release", "releaser")]  # fmt: skip


@dataclass
class World:
    """What the rows act with."""

    client: Any
    clock: Any
    robot: Any
    bureau: Any
    fixtures: dict[str, Any]
    """Fixtures that make a record, by name."""

    @property
    def now(self):
        return timezone.localtime()

    @property
    def who(self):
        return {"actor": self.robot, "at": self.now}

    def text(self, address, **headers):
        """The status, and what is read there."""
        answer = self.client.get(address, follow=True, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return answer, body.decode("utf-8", "replace")


@dataclass
class Thing:
    """Something public: where it is seen, how it is undone, how that is undone."""

    places: dict[str, Callable[[], bool]]
    undo: Callable[[], Any]
    redo: Callable[[], Any] | None = None
    elsewhere: dict[str, Callable[[], bool]] = field(default_factory=dict)
    """Where it is seen only after the undoing: under its new name, at its new place."""

    def seen(self):
        return {name for name, is_seen in self.places.items() if is_seen()}


def page(world, address, *marks):
    """A place: this address answers, and says one of these."""

    def is_seen():
        answer, text = world.text(address)
        return answer.status_code == 200 and (not marks or any(mark in text for mark in marks))

    return is_seen


def pages(world, marks, **addresses):
    return {
        name.replace("_", " "): page(world, address, *marks) for name, address in addresses.items()
    }
