"""Who may do what with service requests, where one right alone does not decide."""

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.casework.rights import Another
from huiyin.coordination.models import COORDINATE, HANDLE

from .models import ServiceRequest

REGISTER, ASSIGN = "hotline.register_request", "hotline.assign_request"
ANSWER, PUBLISH = "hotline.answer_request", "hotline.publish_answer"
CONFIDE, VOID = "hotline.confide_request", "hotline.void_request"
VISIT = "hotline.visit_request"
BY_ANOTHER = Another(ANSWER)
"""The office that answers, and in it nobody who had a hand in the text."""


def may_report(actor: Actor, where: Place) -> bool:
    """网站找错 is open to everyone."""
    return actor.kind is ActorKind.VISITOR or actor.may(REGISTER, where)


def may_answer_call(actor: Actor, where: Place) -> bool:
    """A call that is answered on the spot is registered and answered by one person."""
    return actor.may(REGISTER, where) and actor.may(ANSWER, where)


def may_withdraw(actor: Actor, request: ServiceRequest) -> bool:
    """Taking down what should not be public needs no second person."""
    return actor.may(ANSWER, request.agency_id) or actor.may(PUBLISH, request.agency_id)


def may_assign(actor: Actor, request: ServiceRequest) -> bool:
    """Who gives tasks of requests, and gives tasks at all."""
    return actor.may(ASSIGN, request.agency_id) and actor.may(COORDINATE, request.agency_id)


def may_draft(actor: Actor, request: ServiceRequest) -> bool:
    """The unit that leads, or the office that answers."""
    return _is_of_the_lead(actor, request) or actor.may(ANSWER, request.agency_id)


def may_ask_more_time(actor: Actor, request: ServiceRequest) -> bool:
    """Whoever handles it: the unit that leads, or the office."""
    return _is_of_the_lead(actor, request) or actor.may(ASSIGN, request.agency_id)


def may_give_more_time(actor: Actor, request: ServiceRequest) -> bool:
    """Another person than whoever asked for it."""
    asked_it = actor.is_person and actor.key == request.wanted_by
    return actor.may(ASSIGN, request.agency_id) and not asked_it


def may_give_pause(actor: Actor, request: ServiceRequest) -> bool:
    """Another person than whoever asked for it."""
    asked_it = actor.is_person and actor.key == request.pause_by
    return actor.may(ASSIGN, request.agency_id) and not asked_it


def may_review(actor: Actor, request: ServiceRequest) -> bool:
    """Another than the writers; where it is answered again, another than let out what did not do."""
    return BY_ANOTHER(actor, request) and not request.was_let_out_by(actor)


def may_contact(actor: Actor, request: ServiceRequest) -> bool:
    """Whoever handles it, in the unit that leads or in the office."""
    agency = request.agency_id
    in_office = actor.may(ASSIGN, agency) or actor.may(ANSWER, agency)
    return _is_of_the_lead(actor, request) or in_office


def may_set_urgency(actor: Actor, request: ServiceRequest) -> bool:
    """Whoever takes requests in, or gives them to units."""
    return actor.may(REGISTER, request.agency_id) or actor.may(ASSIGN, request.agency_id)


def may_visit(actor: Actor, request: ServiceRequest) -> bool:
    """Never whoever handled it: neither the lead task nor an answer."""
    return actor.may(VISIT, request.agency_id) and not request.is_handled_by(actor)


def may_uphold(actor: Actor, request: ServiceRequest) -> bool:
    """Whether an objection is right is not for those to say who handled it."""
    return actor.may(ANSWER, request.agency_id) and not request.is_handled_by(actor)


def may_evaluate(actor: Actor, request: ServiceRequest) -> bool:
    """The person whose request it is."""
    return request.is_asked_by(actor)


def _is_of_the_lead(actor: Actor, request: ServiceRequest) -> bool:
    return request.unit_id is not None and actor.may_in_unit(HANDLE, request.unit_id)
