"""审的就是发的: which text was reviewed, by whom it was written, and that each step was another's."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from huiyin.audit.actors import Actor
from huiyin.disclosure.models import Attribute

from . import secrecy as points
from .models import Manuscript, Outcome, Review, StepKind, check_steps
from .models.chains import Step

REVIEWED = (
    "title", "body", "summary", "doc_number", "issuer", "source", "author", "formed_on",
    "category", "theme", "genre", "effective_on", "keywords", "interprets",
)  # fmt: skip
"""What reviewers read. The rest of a document is set by moves, each with its own entry."""


def fingerprint(revision: Revision) -> str:
    """The digest of all that reviewers read in this revision, attachments included."""
    content: dict[str, Any] = revision.content
    values = {name: content.get(name) for name in REVIEWED}
    values["attachments"] = [
        [item.get("name"), item.get("file")] for item in content.get("attachments", [])
    ]
    canon = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canon.encode()).hexdigest()


def unchanged(manuscript: Manuscript) -> Revision:
    """The revision under review, proved to be the last one and to say what it said.

    Raises:
        ValidationError: the text was changed after it was submitted.
    """
    revision = manuscript.revision
    newest = manuscript.page.latest_revision_id
    if revision is None or revision.pk != newest or fingerprint(revision) != manuscript.fingerprint:
        raise ValidationError("送审以后稿件内容有改动，前面的审核不能作数。请退回起草人重新送审")
    return revision


def writers(manuscript: Manuscript) -> set[str]:
    """Accounts that had a hand in the text of this round: the drafter, and whoever saved it."""
    cached: set[str] | None = manuscript.__dict__.get("_writers")
    return _writers([manuscript])[manuscript.pk] if cached is None else cached


def know_writers(manuscripts: list[Manuscript]) -> None:
    """Read the revisions once for a list; its rows then answer `writers` without them."""
    known = _writers(manuscripts)
    for manuscript in manuscripts:
        manuscript.__dict__["_writers"] = known[manuscript.pk]


def _writers(manuscripts: list[Manuscript]) -> dict[int, set[str]]:
    pages = {str(manuscript.page_id): manuscript for manuscript in manuscripts}
    writers = {manuscript.pk: {manuscript.drafter_key} for manuscript in manuscripts}
    saved = Revision.objects.page_revisions().filter(object_id__in=list(pages), user__isnull=False)
    for page, pk, user in saved.values_list("object_id", "pk", "user"):
        manuscript = pages[page]
        if pk > manuscript.since_revision:
            writers[manuscript.pk].add(str(user))
    return writers


def involved(manuscript: Manuscript) -> set[str]:
    """Accounts that may take no further step: the writers, and who reviewed in this round."""
    approved = (manuscript.round, Outcome.APPROVED)
    reviews = (r for r in manuscript.reviews.all() if (r.round, r.outcome) == approved)
    return writers(manuscript) | {review.person_key for review in reviews}


def is_another(actor: Actor, manuscript: Manuscript) -> bool:
    """A person who neither wrote this text nor reviewed it yet."""
    return actor.is_person and bool(actor.key) and actor.key not in involved(manuscript)


def completed(manuscript: Manuscript) -> Review:
    """The secrecy review of a chain that was completed for just this text.

    Raises:
        ValidationError: a step is missing, was of another text, or two were of one person.
    """
    reviews = list(manuscript.reviews.filter(round=manuscript.round))
    check_steps([Step(r.name, r.kind, r.days) for r in reviews])
    for review in reviews:
        if review.outcome != Outcome.APPROVED or review.fingerprint != manuscript.fingerprint:
            raise ValidationError(f"“{review.name}”没有通过，不能发布")
    persons = [review.person_key for review in reviews]
    if len(set(persons)) < len(persons) or set(persons) & writers(manuscript):
        raise ValidationError("起草和各环节审核不是不同的人，不能发布。请退回重新送审")
    secrecy = [r for r in reviews if r.kind == StepKind.SECRECY]
    for review in secrecy:
        if review.attribute != Attribute.PROACTIVE or not review.ground:
            raise ValidationError("没有主动公开的审查结论和依据（条例第十七条），不能发布")
        if not points.is_complete(review.answers):
            raise ValidationError("保密审查没有逐项作出结论，不能发布。请退回重新送审")
    return secrecy[-1]
