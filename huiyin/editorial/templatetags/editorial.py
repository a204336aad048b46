"""What stands on the page of a manuscript beside its fields."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import template

from huiyin.audit.actors import Actor
from huiyin.checks.files import UNSEEN
from huiyin.editorial import checking, leaving, rules
from huiyin.editorial.checking import DraftFinding
from huiyin.editorial.models import Manuscript, Review

register = template.Library()
TO_CLEAN = frozenset(rule.code for kind, rule in UNSEEN.items() if kind != "not-inspected")


@dataclass(frozen=True)
class DraftFile:
    """An attachment, and whether it carries what nobody sees."""

    item: Any
    is_to_clean: bool


@dataclass(frozen=True)
class Sheet:
    """A manuscript with its steps, findings and attachments, as this actor may act on them."""

    matter: Manuscript
    steps: list[Review]
    earlier: list[tuple[int, list[Review]]]
    findings: list[DraftFinding]
    files: list[DraftFile]
    leaving: leaving.Leaving
    is_drafter: bool
    is_reviewer: bool

    @property
    def errors(self) -> int:
        return sum(finding.is_error for finding in self.findings)

    @property
    def blocks(self) -> int:
        return sum(finding.blocks for finding in self.findings)

    @property
    def is_to_clean(self) -> bool:
        return any(file.is_to_clean for file in self.files)

    @property
    def may_edit(self) -> bool:
        return self.is_drafter and self.matter.state == Manuscript.State.DRAFTING


@register.simple_tag(takes_context=True)
def sheet(context: dict[str, Any], matter: Manuscript) -> Sheet:
    actor: Actor = context["request"].actor
    page = checking.draft_of(matter)
    reviews = list(matter.reviews.select_related("post"))
    rounds = {number: list(of_round) for number, of_round in groupby(reviews, lambda r: r.round)}
    findings = checking.findings_in(matter, page)
    to_clean = {
        finding.finding.where.block for finding in findings if finding.finding.code in TO_CLEAN
    }
    return Sheet(
        matter=matter,
        steps=rounds.pop(matter.round, []),
        earlier=sorted(rounds.items(), reverse=True),
        findings=findings,
        files=[DraftFile(item, at in to_clean) for at, item in enumerate(page.attachments.all())],
        leaving=leaving.shown(page),
        is_drafter=rules.is_drafter(actor, matter),
        is_reviewer=rules.may_review(actor, matter),
    )
