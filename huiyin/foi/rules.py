"""Who may do what with applications for information."""

from huiyin.audit.actors import Actor

from .models import Application


def may_register(actor: Actor) -> bool:
    return actor.may("foi.register_application")


def may_amend(actor: Actor, application: Application) -> bool:
    return actor.may("foi.register_application")


def may_handle(actor: Actor, application: Application) -> bool:
    return actor.may("foi.handle_application")


def may_extend(actor: Actor, application: Application) -> bool:
    """政府信息公开工作机构负责人, whose consent an extension needs (条例第三十三条第二款)."""
    return actor.may("foi.approve_extension") and not any(
        name == "extended" for name, _ in application.clock_events
    )


def may_void(actor: Actor, application: Application) -> bool:
    return actor.may("foi.void_application")


def may_see_personal(actor: Actor, application: Application) -> bool:
    return actor.may("foi.see_personal")
