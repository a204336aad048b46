"""先拟后核: what a register says changes when another person has let the change out."""

from datetime import date
from typing import Any, ClassVar

from django.db import models

from huiyin.audit import log
from huiyin.casework.models import Matter, Written
from huiyin.workdays.due import counted
from huiyin.workdays.load import calendar

RELEASED_IN = 20
"""自该政府信息形成或者变更之日起 20 个工作日内 (条例第二十六条)."""
PROPOSED = "proposed"
ARGUMENTS = {"since": "生效日期", "reason": "原因和依据文件"}
"""What moves ask beside the columns."""


class Proposed(Written, Matter):
    """A record whose next change waits: which move it is, and with what."""

    proposal = models.JSONField("待核准的变更", null=True, blank=True, editable=False)
    release_due_on = models.DateField("应核准日期", null=True, blank=True, editable=False)
    approved_on = models.DateField("核准公开日期", null=True, blank=True, editable=False)
    """Empty where the system read it from an old list."""
    unlogged: ClassVar[frozenset[str]] = frozenset({"proposal"})
    """It has an audit entry of its own, in words."""
    due_field: ClassVar[str] = "release_due_on"
    public_names: ClassVar[tuple[str, ...]]
    """The columns that everybody reads."""

    class Meta:
        abstract = True

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has to approve it as a whole, or a change of it."""
        return self.state == PROPOSED or bool(self.proposal)

    @property
    def may_move(self) -> bool:
        day = self.release_due_on
        return day is not None and counted(day, self.agency.region).provisional

    def wait_from(self, day: date) -> None:
        self.release_due_on = calendar(self.agency.region).add(day, RELEASED_IN)

    def put_aside(self) -> None:
        """Nothing waits any more; the next change has its own writers."""
        self.proposal, self.writers, self.release_due_on = None, [], None

    def proposed_rows(self) -> list[tuple[str, Any, Any]]:
        """(what, now, then) of what waits, as the office calls it."""
        if not self.proposal:
            names = self.public_names if self.state == PROPOSED else ()
            return [(self._label(name), "", getattr(self, name)) for name in names]
        values = dict(self.proposal["details"])
        values |= values.pop("values", {})
        rows = [(name, log.plain(getattr(self, name, "")), then) for name, then in values.items()]
        return [(self._label(name), now, then) for name, now, then in rows]

    def _label(self, name: str) -> str:
        columns = {field.name: str(field.verbose_name) for field in self._meta.concrete_fields}
        return columns[name] if name in columns else ARGUMENTS[name]
