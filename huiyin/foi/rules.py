"""Who may do what with applications for information."""

from typing import TYPE_CHECKING

from django.db.models import Q

from huiyin.audit.actors import Actor, ActorKind
from huiyin.audit.models import Entry
from huiyin.files import plans
from huiyin.files.models import RedactionPlan

from .models import Application, ApplicationFile, FileRole, Paper

if TYPE_CHECKING:
    from django.db.models import QuerySet


def may_submit(actor: Actor) -> bool:
    """Anybody may apply (条例第二十七条)."""
    return True


def may_register(actor: Actor) -> bool:
    return actor.may("foi.register_application")


def may_amend(actor: Actor, application: Application) -> bool:
    return actor.may("foi.register_application")


def may_assign(actor: Actor, application: Application) -> bool:
    return actor.may("foi.assign_application")


def may_handle(actor: Actor, application: Application) -> bool:
    return actor.may("foi.handle_application")


def may_split(actor: Actor, application: Application) -> bool:
    return may_register(actor) and may_handle(actor, application)


def is_applicant(actor: Actor, application: Application) -> bool:
    """Somebody who showed number and query code of just this application."""
    return actor.kind is ActorKind.VISITOR and actor.key == f"applicant:{application.pk}"


def may_handle_or_applied(actor: Actor, application: Application) -> bool:
    """What the applicant does on the tracking page the office enters for a letter."""
    return is_applicant(actor, application) or may_handle(actor, application)


def may_give_code(actor: Actor, application: Application) -> bool:
    return actor.may("foi.register_application")


def may_extend(actor: Actor, application: Application) -> bool:
    """政府信息公开工作机构负责人, whose consent an extension needs (条例第三十三条第二款)."""
    return actor.may("foi.approve_extension") and not any(
        name == "extended" for name, _ in application.clock_events
    )


def wrote(actor: Actor, application: Application) -> bool:
    """Whether this person had a hand in what leaves: saved the text, or gave or covered a file.

    Everybody who ever saved is a writer, not the last one alone; the log knows them all.
    """
    return actor.is_person and _done_by(actor, application).filter(_IS_WRITING).exists()


_IS_WRITING = Q(
    verb__in=(
        "foi.application.draft_answer",
        "foi.application.refuse_reasons",
        "foi.application.answer",
        "foi.redaction.release",
        "foi.material.attach",
        "files.redaction.draft",
    )
)
_IS_OF_A_SUPERIOR = Q(
    verb__in=[
        f"foi.application.{name}"
        for name in ("assign", "extend", "delay", "return_answer", "return_draft")
    ]
)


def _done_by(actor: Actor, application: Application) -> "QuerySet[Entry]":
    """What this person did on the application, its files and the plans of their redaction."""
    files = application.files.filter(role=FileRole.ANSWER).values_list("pk", flat=True)
    redactions = plans.of_subject(application).values_list("pk", flat=True)
    about = Q()
    for model, keys in (
        (Application, [application.pk]),
        (ApplicationFile, files),
        (RedactionPlan, redactions),
    ):
        about |= Q(subject_type=model._meta.label_lower, subject_key__in=[str(key) for key in keys])
    return Entry.objects.filter(about, actor_kind=actor.kind.value, actor_key=actor.key)


def may_review(actor: Actor, application: Application) -> bool:
    """Never one of its writers."""
    return actor.may("foi.review_answer") and not wrote(actor, application)


def may_sign(actor: Actor, application: Application) -> bool:
    """Never one of its writers; who reviewed it may sign it (条例第十七条 asks for a review only)."""
    return actor.may("foi.sign_answer") and not wrote(actor, application)


def may_return(actor: Actor, application: Application) -> bool:
    """Whoever reviews or signs may also send it back, a text of one's own as well."""
    return actor.may("foi.review_answer") or actor.may("foi.sign_answer")


def may_record(actor: Actor, application: Application) -> bool:
    """直接登记: enter an answer that exists on paper."""
    return actor.may("foi.record_answer")


def may_confirm(actor: Actor, application: Application) -> bool:
    """核对: somebody else, who has handled nothing of this application."""
    if not actor.may("foi.confirm_answer"):
        return False
    moves = Q(verb__startswith="foi.application.") & ~_IS_OF_A_SUPERIOR
    return not (actor.is_person and _done_by(actor, application).filter(moves).exists())


def may_return_entry(actor: Actor, application: Application) -> bool:
    """Whoever enters or compares answers may send an entry back."""
    return actor.may("foi.record_answer") or actor.may("foi.confirm_answer")


def may_freeze_decision(actor: Actor, paper: Paper) -> bool:
    """A decision told to a third party: by the post that signs, never by who drew the letter."""
    if not actor.may("foi.sign_answer"):
        return False
    about = Q(subject_type=Paper._meta.label_lower, subject_key=str(paper.pk))
    drew = Entry.objects.filter(about, actor_kind=actor.kind.value, actor_key=actor.key)
    return not (actor.is_person and drew.exists())


def may_void(actor: Actor, application: Application) -> bool:
    return actor.may("foi.void_application")


def may_see_personal(actor: Actor, application: Application) -> bool:
    return actor.may("foi.see_personal")


def may_read_letters(actor: Actor, application: Application) -> bool:
    """Whoever reviews or signs reads what will leave; it names the applicant, as the letter must."""
    return may_see_personal(actor, application) or may_return(actor, application)


def may_read_file(actor: Actor, application: Application, role: str) -> bool:
    """Materials of the case; a proof of identity says nothing about the answer."""
    if role in (FileRole.IDENTITY, FileRole.PAYMENT):
        return may_see_personal(actor, application)
    return may_read_letters(actor, application)
