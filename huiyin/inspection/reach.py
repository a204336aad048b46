"""Who may inspect the whole site, and who the part of an agency."""

from huiyin.audit.actors import Actor
from huiyin.organisations.models import Organisation

VIEW = "inspection.view_inspection"
RUN = "inspection.run_inspection"
SET = "inspection.change_indicator"
SITE = "inspection.inspect_site"


def covers_site(actor: Actor, right: str) -> bool:
    """Whether this right reaches over the whole site: by a post that does, or since there is no more.

    On the site of a single agency its own people inspect all of it.
    """
    held, reaching = actor.agencies_with(right), actor.agencies_with(SITE)
    if held is None or reaching is None or held & reaching:
        return True
    return bool(held) and not Organisation.objects.agencies().exclude(pk__in=held).exists()


def covers(actor: Actor, right: str, agency: int | None) -> bool:
    """Whether it reaches over this part; None: the whole site."""
    return covers_site(actor, right) if agency is None else actor.may(right, agency)
