"""经办: who had a hand in what was done; whoever asks afterwards how it was is another one."""

from collections.abc import Iterable

from django.db import models

from huiyin.audit.actors import Actor


class Handled(models.Model):
    """`handlers` are the keys of persons; the software has no hand in anything."""

    handlers = models.JSONField("经办人", default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    def note_handler(self, actor: Actor) -> None:
        if actor.is_person:
            self.note_handlers([actor.key])

    def note_handlers(self, keys: Iterable[str]) -> None:
        self.handlers = list(dict.fromkeys([*self.handlers, *keys]))

    def is_handled_by(self, actor: Actor) -> bool:
        return actor.is_person and actor.key in self.handlers
