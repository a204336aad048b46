"""处罚文书: what the party was told in writing, frozen in the move that told it."""

import hashlib
from typing import Any, Final

from django.db import models

from huiyin.common import days
from huiyin.letters.models import DraftedPaper, Now, Standing

from .choices import Annulment

VOIDED: Final = "voided"
STANDING: Final = {
    Annulment.CHANGED: (Standing.CHANGED, "处罚决定已经变更"),
    Annulment.REVOKED: (Standing.WITHDRAWN, "处罚决定已经撤销"),
    Annulment.UNLAWFUL: (Standing.CHANGED, "处罚决定已经被确认违法"),
    Annulment.INVALID: (Standing.WITHDRAWN, "处罚决定已经被确认无效"),
}
"""Of a decision that is held unlawful only, the effect stays (行政诉讼法第七十四条)."""


SAID: Final = (
    "reference", "holder_name", "facts", "basis", "kinds", "content", "fine", "confiscated", "licence",
    "decided_on",
)  # fmt: skip
"""Columns of a penalty that its decision says."""


def digest_of(penalty: Any) -> str:
    """Of what the record says now: a decision says something else if it differs."""
    said = "\x1f".join(str(getattr(penalty, name)) for name in SAID)
    return hashlib.sha256(said.encode()).hexdigest()


class Paper(DraftedPaper):
    """处罚文书. `facts` keeps what the record said then, as a digest: never a person's data."""

    class Role(models.TextChoices):
        NOTICE = "notice", "行政处罚事先告知书"
        HEARING = "hearing", "行政处罚听证通知书"
        ON_SPOT = "on_spot", "当场行政处罚决定书"
        DECISION = "decision", "行政处罚决定书"
        SPARED = "spared", "不予行政处罚决定书"
        SURCHARGE = "surcharge", "加处罚款决定书"
        URGED = "urged", "履行行政处罚决定催告书"
        DEFERRED = "deferred", "延期（分期）缴纳罚款通知书"

    penalty = models.ForeignKey(
        "penalties.Penalty", models.PROTECT, related_name="papers", verbose_name="行政处罚"
    )
    role = models.CharField("文书种类", max_length=12, choices=Role.choices)
    given_number = models.CharField("决定书文号", max_length=80, blank=True)
    """Of a decision: it bears the number that was given with it."""

    class Meta(DraftedPaper.Meta):
        verbose_name = verbose_name_plural = "处罚文书"
        ordering = ["pk"]

    @property
    def agency_id(self) -> int:
        """Whose auditor reads what is done to it."""
        return int(self.penalty.agency_id)

    @property
    def document_number(self) -> str:
        return self.given_number or super().document_number

    @property
    def is_decision(self) -> bool:
        return self.role in (self.Role.DECISION, self.Role.ON_SPOT)

    def now(self) -> Now:
        """As its penalty stands."""
        penalty = self.penalty
        if penalty.state == VOIDED:
            return Now(Standing.WITHDRAWN, "这件案件的记录已经作废")
        if self.role in (self.Role.NOTICE, self.Role.HEARING):
            return self._of_a_notice()
        if penalty.annulment:
            standing, why = STANDING[Annulment(penalty.annulment)]
            return Now(standing, f"{days.written(penalty.annulled_on)}{why}")
        if self.is_decision and self.facts.get("digest") != digest_of(penalty):
            why = "案件记录后来有更正，请向发文机关核实"
            return Now(Standing.CHANGED, why)
        return Now(facts=self._named())

    def _named(self) -> tuple[tuple[str, str], ...]:
        """The party, where the website may tell of it and the paper still says what the record does."""
        if self.penalty.withheld or not self.is_decision:
            return ()
        return (("当事人", self.penalty.shown_holder),)

    def _of_a_notice(self) -> Now:
        """What was told anew replaces what was told before."""
        later = type(self)._default_manager.filter(
            penalty=self.penalty_id, role=self.role, pk__gt=self.pk
        )
        is_notice = self.role == self.Role.NOTICE
        day = self.penalty.notified_on if is_notice else self.penalty.hearing_set_on
        if day is None or later.exists():
            return Now(Standing.CHANGED, "后来重新告知，以重新告知的文书为准")
        return Now()
