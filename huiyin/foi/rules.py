"""Who may do what with applications for information."""

from huiyin.audit.actors import Actor, ActorKind

from .models import Application


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


def may_review(actor: Actor, application: Application) -> bool:
    """Never the one who drafted it."""
    is_drafter = actor.is_person and actor.key == application.drafter_key
    return actor.may("foi.review_answer") and not is_drafter


def may_sign(actor: Actor, application: Application) -> bool:
    return actor.may("foi.sign_answer")


def may_return(actor: Actor, application: Application) -> bool:
    """Whoever reviews or signs may also send it back."""
    return may_review(actor, application) or may_sign(actor, application)


def may_void(actor: Actor, application: Application) -> bool:
    return actor.may("foi.void_application")


def may_see_personal(actor: Actor, application: Application) -> bool:
    return actor.may("foi.see_personal")
