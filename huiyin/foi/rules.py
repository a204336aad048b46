"""Who may do what with applications for information."""

from django.db.models import Model, Q

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.audit.models import Entry
from huiyin.files.models import RedactionPlan

from . import deadlines
from .models import Application, ApplicationFile, FileRole, Paper

REGISTER, ASSIGN = "foi.register_application", "foi.assign_application"
HANDLE, RECORD, CONFIRM = "foi.handle_application", "foi.record_answer", "foi.confirm_answer"
REVIEW, SIGN = "foi.review_answer", "foi.sign_answer"
VIEW = "foi.view_register"
"""The right that opens the register; what else one may there has rights of its own."""


def may_submit(actor: Actor, where: Place) -> bool:
    """Anybody may apply (条例第二十七条)."""
    return True


def may_handle(actor: Actor, application: Application) -> bool:
    """For the doors beside the moves: letters, materials, redaction."""
    return actor.may(HANDLE, application.agency_id)


def may_split(actor: Actor, application: Application) -> bool:
    """What is split off is registered, too."""
    return actor.may(REGISTER, application.agency_id) and may_handle(actor, application)


def is_applicant(actor: Actor, application: Application) -> bool:
    """Somebody who showed number and query code of just this application."""
    return actor.kind is ActorKind.VISITOR and actor.key == f"applicant:{application.pk}"


def may_handle_or_applied(actor: Actor, application: Application) -> bool:
    """What the applicant does on the tracking page the office enters for a letter."""
    return is_applicant(actor, application) or may_handle(actor, application)


def may_extend(actor: Actor, application: Application) -> bool:
    """政府信息公开工作机构负责人, whose consent an extension needs (条例第三十三条第二款)."""
    return (
        actor.may("foi.approve_extension", application.agency_id)
        and deadlines.extension_of(application.events()) is None
    )


def wrote(actor: Actor, application: Application) -> bool:
    """Whether this person had a hand in what leaves: saved the text, or gave or covered a file.

    Everybody who ever saved is a writer, not the last one alone; the log knows them all.
    """
    return actor.is_person and not _WRITING.isdisjoint(_done_by(actor, application))


_WRITING = frozenset(
    {
        "foi.application.draft_answer",
        "foi.application.refuse_reasons",
        "foi.application.answer",
        "foi.redaction.release",
        "foi.material.attach",
        "files.redaction.draft",
    }
)
_OF_A_SUPERIOR = frozenset(
    f"foi.application.{name}"
    for name in ("assign", "extend", "delay", "return_answer", "return_draft")
)


def know_hands(actor: Actor, applications: list[Application]) -> None:
    """Read the log once for a list; the rows then answer for this actor without it."""
    by_application = _verbs(actor, applications)
    for application in applications:
        application.__dict__["_hands"] = (actor.key, by_application[application.pk])


def _done_by(actor: Actor, application: Application) -> set[str]:
    """Verbs of what this person did on the application, its files and their redaction."""
    key, verbs = application.__dict__.get("_hands", ("", set()))
    return verbs if key and key == actor.key else _verbs(actor, [application])[application.pk]


def _verbs(actor: Actor, applications: list[Application]) -> dict[int, set[str]]:
    """Three queries, however many they are."""
    pks = [application.pk for application in applications]
    files = ApplicationFile.objects.filter(application__in=pks, role=FileRole.ANSWER)
    redactions = RedactionPlan.objects.filter(
        subject_type=Application._meta.label_lower, subject_key__in=[str(pk) for pk in pks]
    )
    subjects: dict[type[Model], dict[str, int]] = {
        Application: {str(pk): pk for pk in pks},
        ApplicationFile: {str(pk): of for pk, of in files.values_list("pk", "application")},
        RedactionPlan: {str(pk): int(of) for pk, of in redactions.values_list("pk", "subject_key")},
    }
    about = Q()
    for model, keys in subjects.items():
        about |= Q(subject_type=model._meta.label_lower, subject_key__in=list(keys))
    entries = Entry.objects.filter(about, actor_kind=actor.kind.value, actor_key=actor.key)
    owners = {model._meta.label_lower: keys for model, keys in subjects.items()}
    verbs: dict[int, set[str]] = {pk: set() for pk in pks}
    for kind, key, verb in entries.values_list("subject_type", "subject_key", "verb"):
        verbs[owners[kind][key]].add(verb)
    return verbs


def may_review(actor: Actor, application: Application) -> bool:
    """Never one of its writers."""
    return actor.may(REVIEW, application.agency_id) and not wrote(actor, application)


def may_sign(actor: Actor, application: Application) -> bool:
    """Never one of its writers; who reviewed it may sign it (条例第十七条 asks for a review only)."""
    return actor.may(SIGN, application.agency_id) and not wrote(actor, application)


def may_return(actor: Actor, application: Application) -> bool:
    """Whoever reviews or signs may also send it back, a text of one's own as well."""
    where = application.agency_id
    return actor.may(REVIEW, where) or actor.may(SIGN, where)


def may_confirm(actor: Actor, application: Application) -> bool:
    """核对: somebody else, who has handled nothing of this application."""
    return actor.may(CONFIRM, application.agency_id) and not has_handled(actor, application)


def has_handled(actor: Actor, application: Application) -> bool:
    """Whether this person made a move on it; what a superior does is none."""
    own = _done_by(actor, application) - _OF_A_SUPERIOR if actor.is_person else set()
    return any(verb.startswith("foi.application.") for verb in own)


def may_return_entry(actor: Actor, application: Application) -> bool:
    """Whoever enters or compares answers may send an entry back."""
    where = application.agency_id
    return actor.may(RECORD, where) or actor.may(CONFIRM, where)


def may_freeze_decision(actor: Actor, paper: Paper) -> bool:
    """A decision for a third party is sent by the post that signs, never by who drew the letter."""
    if not actor.may(SIGN, paper.application.agency_id):
        return False
    about = Q(subject_type=Paper._meta.label_lower, subject_key=str(paper.pk))
    drew = Entry.objects.filter(about, actor_kind=actor.kind.value, actor_key=actor.key)
    return not (actor.is_person and drew.exists())


def may_void(actor: Actor, application: Application) -> bool:
    """An error of entry is judged by somebody who has neither entered nor handled it."""
    right = "foi.void_application"
    return actor.may(right, application.agency_id) and not has_handled(actor, application)


def may_see_personal(actor: Actor, application: Application) -> bool:
    return actor.may("foi.see_personal", application.agency_id)


def may_read_letters(actor: Actor, application: Application) -> bool:
    """Whoever reviews or signs reads what will leave; it names the applicant, as the letter must."""
    return may_see_personal(actor, application) or may_return(actor, application)


def may_read_file(actor: Actor, application: Application, role: str) -> bool:
    """Materials of the case; a proof of identity says nothing about the answer."""
    if role in (FileRole.IDENTITY, FileRole.PAYMENT):
        return may_see_personal(actor, application)
    return may_read_letters(actor, application)
