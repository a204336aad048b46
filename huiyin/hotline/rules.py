"""Who may do what with service requests, where one right alone does not decide."""

from huiyin.audit.actors import Actor, ActorKind, Place

from .models import ServiceRequest

REGISTER, ASSIGN = "hotline.register_request", "hotline.assign_request"
ANSWER, PUBLISH = "hotline.answer_request", "hotline.publish_answer"
CONFIDE, VOID = "hotline.confide_request", "hotline.void_request"


def may_report(actor: Actor, where: Place) -> bool:
    """网站找错 is open to everyone."""
    return actor.kind is ActorKind.VISITOR or actor.may(REGISTER, where)


def may_withdraw(actor: Actor, request: ServiceRequest) -> bool:
    """Taking down what should not be public needs no second person."""
    return actor.may(ANSWER, request.agency_id) or actor.may(PUBLISH, request.agency_id)
