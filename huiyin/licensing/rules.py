"""Who may do what with licences."""

from huiyin.audit.actors import Actor

from .models import Licence


def may_register(actor: Actor) -> bool:
    return actor.may("licensing.register_licence")


def may_publish(actor: Actor, licence: Licence) -> bool:
    return actor.may("licensing.publish_licence")


def may_amend(actor: Actor, licence: Licence) -> bool:
    return actor.may("licensing.register_licence")


def may_void(actor: Actor, licence: Licence) -> bool:
    return actor.may("licensing.void_licence")
