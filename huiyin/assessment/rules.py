"""Who may do what in an assessment."""

from huiyin.audit.actors import Actor

from .models import ANSWER, Assessment

ORGANISE = "assessment.organise_assessment"
REVIEW = "assessment.review_assessment"
CONFIRM = "assessment.confirm_assessment"
VIEW = "assessment.view_assessments"


def may_answer(actor: Actor, assessment: Assessment) -> bool:
    """Somebody with the post in the assessed unit itself."""
    return actor.may_in_unit(ANSWER, assessment.unit_id)


def may_review(actor: Actor, assessment: Assessment) -> bool:
    """复核: by another than those who gave the unit's own scores."""
    return actor.may(REVIEW, assessment.agency_id) and not assessment.is_written_by(actor)


def may_confirm(actor: Actor, assessment: Assessment) -> bool:
    """确认: by another than those who scored or reviewed."""
    return (
        actor.may(CONFIRM, assessment.agency_id)
        and not assessment.is_written_by(actor)
        and not assessment.is_reviewed_by(actor)
    )
