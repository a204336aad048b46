"""What only who runs the site can settle; it stands on the desk until then."""

from django.conf import settings

from huiyin.audit.actors import Actor


def warnings(actor: Actor) -> list[str]:
    """For administrators of the whole site; nobody else can change it, or needs to know."""
    return list(settings.WARNINGS) if actor.all_grants else []
