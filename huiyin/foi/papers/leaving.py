"""发出的就是审查的: the answer letter as it will leave, and the digest that proves it unchanged.

Reviewers and signers read this, the signature freezes this; but for number and date nothing is
added between them.
"""

import hashlib
import json
from datetime import date, datetime

from django.utils import timezone

from huiyin.files import typeset, word
from huiyin.foi.models import Application
from huiyin.letters.actions import own_template

from . import attachments, values
from .drawing import needs
from .kinds import telling
from .source import Source
from .wording import Said

CHANGED_SINCE = (
    "审查通过以后，答复书、附件或者所用的记录有改动，前面的审查不能作数。请退回修改，重新审查"
)
LATER = frozenset({"文号", "成文日期", "答复期限"})
"""Given with the signature, or not said by an answer at all."""


def source_of_answer(application: Application, day: date) -> Source:
    """What the drafted answer is made from."""
    kind = telling(application.draft_decision)
    return Source(application, kind, application.draft_letter, day)


def asked(application: Application, decision: str) -> dict[str, tuple[str, Said]]:
    """What the drafter fills in for the letter of this result: name → (what it is, what is known)."""
    facts = {**application.draft_letter, "decision": decision}
    return needs(application, telling(decision).key, facts=facts)


def check(application: Application, day: date) -> None:
    """Refuse an answer whose letter could not be made.

    Raises:
        ValidationError: by the name of the placeholder, or of the field of the draft.
    """
    values.values(source_of_answer(application, day))


def digest(application: Application) -> str:
    """Of every word of the letter but number and date, of its template and of its attachments."""
    source = source_of_answer(application, date.min)
    said = {n: v for n, v in values.values(source).items() if n not in LATER}
    own = own_template(application.agency, source.kind.template_key)
    content = {
        "kind": source.kind.key,
        "said": said,
        "template": own.file.sha256 if own else source.kind.text.lines,
        "grounds": [[g.code, g.portion, g.reason] for g in source.grounds],
        "files": [[one.file.name, one.file.sha256] for one in attachments.given(application)],
    }
    canon = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canon.encode()).hexdigest()


def notice_source(application: Application, day: date) -> Source | None:
    """What the notice of an end without an answer is made from; None where none goes with it."""
    if application.entered_letter is None:
        return None
    facts = {**application.entered_letter, "decision": application.entered_decision}
    return Source(application, telling(application.entered_decision), facts, day)


def check_notice(application: Application, day: date) -> None:
    """Refuse an end whose notice could not be made.

    Raises:
        ValidationError: by the name of the placeholder.
    """
    source = notice_source(application, day)
    if source is not None:
        values.values(source)


def notice_lines(application: Application, *, at: datetime) -> list[str]:
    """The text of that notice; nothing where none goes with it."""
    source = notice_source(application, timezone.localdate(at))
    return word.body_lines(_filled(source, at)) if source is not None else []


def letter(application: Application, *, at: datetime) -> bytes:
    """The Word file that will leave, without its number."""
    return _filled(source_of_answer(application, timezone.localdate(at)), at)


def _filled(source: Source, at: datetime) -> bytes:
    template = source.kind.template(source.application.agency)
    return word.fill(template, values.values(source), title=source.title, at=at)


def printed(application: Application, *, at: datetime) -> bytes:
    """The PDF that will leave, without its number."""
    return typeset.to_pdf(letter(application, at=at), at=at)


def lines(application: Application, *, at: datetime) -> list[str]:
    """The letter's text, paragraph by paragraph, read from the very file."""
    return word.body_lines(letter(application, at=at))
