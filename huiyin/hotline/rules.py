"""Who may do what with service requests."""

from huiyin.audit.actors import Actor, ActorKind

from .models import ServiceRequest


def may_register(actor: Actor) -> bool:
    return actor.may("hotline.register_request")


def may_report(actor: Actor) -> bool:
    """网站找错 is open to everyone."""
    return actor.kind is ActorKind.VISITOR or may_register(actor)


def may_amend(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.register_request")


def may_assign(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.assign_request")


def may_answer(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.answer_request")


def may_publish(actor: Actor, request: ServiceRequest) -> bool:
    """Another person than those who wrote the answer or its public text."""
    return actor.may("hotline.publish_answer") and not request.is_written_by(actor)


def may_withdraw(actor: Actor, request: ServiceRequest) -> bool:
    """Taking down what should not be public needs no second person."""
    return may_answer(actor, request) or actor.may("hotline.publish_answer")


def may_confide(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.confide_request")


def may_void(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.void_request")


def may_see_caller(actor: Actor, request: ServiceRequest) -> bool:
    return actor.may("hotline.see_caller")
