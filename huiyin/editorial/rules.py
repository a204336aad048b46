"""Who may do what with manuscripts."""

from django.utils import timezone

from huiyin.audit.actors import Actor, ActorKind, Place
from huiyin.organisations.models import Membership

from . import proof
from .models import Manuscript, Review

State = Manuscript.State


def may_begin(actor: Actor, where: Place) -> bool:
    return actor.is_person and actor.may("editorial.draft", where)


def may_bring_in(actor: Actor, where: Place) -> bool:
    """Whoever imports pages of an old portal makes drafts of them, and no more."""
    return actor.is_person and actor.may("disclosure.import_pages", where)


def may_adopt(actor: Actor, where: Place) -> bool:
    """Old documents come under the desk's care by whoever drafts or releases."""
    return actor.is_person and (
        actor.may("editorial.draft", where) or actor.may("editorial.release", where)
    )


def is_drafter(actor: Actor, manuscript: Manuscript) -> bool:
    return may_begin(actor, manuscript.agency_id) and actor.key == manuscript.drafter_key


def may_take_over(actor: Actor, manuscript: Manuscript) -> bool:
    """Another drafter, when the first one is away."""
    return may_begin(actor, manuscript.agency_id) and actor.key != manuscript.drafter_key


def may_correct(actor: Actor, manuscript: Manuscript) -> bool:
    return may_begin(actor, manuscript.agency_id)


def may_review(actor: Actor, manuscript: Manuscript) -> bool:
    """The step's right, its post where one is named, and nobody who was at this text before."""
    review = manuscript.current_review
    return (
        review is not None
        and actor.may(manuscript.step_permission, manuscript.agency_id)
        and holds_post(actor, review)
        and proof.is_another(actor, manuscript)
    )


def holds_post(actor: Actor, review: Review) -> bool:
    """True where the step names no post, or this actor holds it today."""
    if review.post_id is None:
        return True
    cached: tuple[str, set[int]] = review.__dict__.get("_posts", ("", set()))
    return review.post_id in (cached[1] if cached[0] == actor.key else _posts(actor))


def _posts(actor: Actor) -> set[int]:
    """Posts that this person holds today."""
    if not (actor.is_person and actor.key.isdecimal()):
        return set()
    memberships = Membership.objects.on(timezone.localdate()).filter(user=int(actor.key))
    return set(memberships.values_list("post", flat=True))


def know_hands(actor: Actor, manuscripts: list[Manuscript]) -> None:
    """Read once for a list whose `reviews` are prefetched what the rules ask of each row."""
    proof.know_writers(manuscripts)
    posts = (actor.key, _posts(actor))
    for manuscript in manuscripts:
        for review in manuscript.reviews.all():
            review.__dict__["_posts"] = posts


def may_release(actor: Actor, manuscript: Manuscript) -> bool:
    """The releaser, who had no hand in the text; the clock, when the set time has come."""
    if actor.kind is ActorKind.SYSTEM:
        return manuscript.state == State.SCHEDULED
    return may_publish(actor, manuscript)


def may_publish(actor: Actor, manuscript: Manuscript) -> bool:
    return (
        actor.is_person
        and actor.may("editorial.release", manuscript.agency_id)
        and actor.key not in proof.writers(manuscript)
    )


def may_return(actor: Actor, manuscript: Manuscript) -> bool:
    """Whoever has the step at hand; once all steps are done, whoever may publish."""
    if manuscript.state == State.REVIEWING:
        return may_review(actor, manuscript)
    return may_publish(actor, manuscript)


def may_withdraw(actor: Actor, manuscript: Manuscript) -> bool:
    return actor.is_person and actor.may("editorial.release", manuscript.agency_id)


def may_place(actor: Actor, manuscript: Manuscript) -> bool:
    """Its drafter, before anybody reads it there; once it is public, whoever takes it down too."""
    if manuscript.is_public:
        return may_withdraw(actor, manuscript)
    return manuscript.state == State.DRAFTING and is_drafter(actor, manuscript)
