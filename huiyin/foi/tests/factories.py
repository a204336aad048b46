"""Answers by the real moves: drafted with all that their letter needs, or entered from paper."""

from django.utils import timezone

from huiyin.audit.actors import Actor, ActorKind
from huiyin.files import intake
from huiyin.files.tests import redaction_samples as samples
from huiyin.foi import actions, redacting

LETTER = {"提供方式": "在本机关网站查阅。"}
"""What the letter of 予以公开 asks."""
DRAFT = {"decision": "r3_1", "text": "予以公开", "letter": LETTER}
TEXT = "经检索，名录共三份，内容如下：\n一、渣土运输企业名录（2025年）。\n二、共 12 家"
OPINIONS = {"secrecy": "不涉密", "legal": "合法"}
PAPER = ("答复书.pdf", intake.PDF, b"%PDF-1.4 invented %%EOF")


RIGHTS = frozenset(
    f"foi.{name}"
    for name in ("handle_application", "register_application", "review_answer", "sign_answer",
                 "record_answer", "confirm_answer", "see_personal")
)  # fmt: skip


def somebody(bureau, name):
    """A person of the bureau with every right of the room: only what they did tells them apart."""
    return Actor(ActorKind.PERSON, name, f"p-{name}", "", {bureau.pk: RIGHTS})


def served(application, *, actor, at, day=None):
    """The notice of its state was handed over; its time runs."""
    day = day or timezone.localdate(at)
    details = {"method": "direct", "received_on": day, "receipt": "回证 1 号"}
    return actions.note_notice_served(application, actor=actor, at=at, **details)


def give(application, *, actor, at, name="名录.pdf"):
    """A file that goes to the applicant."""
    document = (name, intake.PDF, samples.plain("名录"))
    return redacting.attach(application, document, for_applicant=True, actor=actor, at=at)


def draft(application, actor, at, text=TEXT, **changes):
    details = {**DRAFT, "text": text, **changes}
    return actions.draft_answer(application, actor=actor, at=at, **details)


def reviewed(application, *, actor, at, **draft):
    """Drafted and reviewed."""
    drafted = actions.draft_answer(application, actor=actor, at=at, **{**DRAFT, **draft})
    return actions.review(drafted, actor=actor, at=at, **OPINIONS)


def signed(application, *, actor, at, **draft):
    return actions.sign(reviewed(application, actor=actor, at=at, **draft), actor=actor, at=at)


def on_paper(application, day, **changes):
    """What is entered of an answer that exists on paper."""
    usual = {"decision": "r3_1", "answered_on": day, "method": "direct", "receipt": "回证 3 号", "paper": PAPER,
             "number": f"云城管公复〔{day.year}〕{1000 + application.pk}号"}  # fmt: skip
    return {**usual, **changes}


def answered(application, *, actor, at, answered_on=None, **changes):
    """Answered on paper, entered and confirmed."""
    day = answered_on or timezone.localdate(at)
    details = on_paper(application, day, **changes)
    entered = actions.answer(application, actor=actor, at=at, **details)
    return actions.confirm_answer(entered, actor=actor, at=at)
