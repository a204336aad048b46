"""An office's own wording: download, edit in Word, upload."""

from datetime import datetime

from huiyin.audit.actors import Actor
from huiyin.letters import actions, checks
from huiyin.letters.models import LetterTemplate
from huiyin.organisations.models import Organisation

from .drawing import kind_of
from .kinds import template_key


def upload_template(
    agency: Organisation, kind: str, content: bytes, name: str, *, actor: Actor, at: datetime
) -> LetterTemplate:
    """From now on this kind is written from the uploaded file.

    Raises:
        PermissionDenied, ValidationError: as `huiyin.letters.actions.upload`.
    """
    known = kind_of(kind)
    return actions.upload(
        agency, template_key(known), content, name,
        vocabulary=known.vocabulary, actor=actor, at=at,
    )  # fmt: skip


def restore_template(agency: Organisation, kind: str, *, actor: Actor, at: datetime) -> None:
    """Back to the built-in wording."""
    actions.restore(agency, template_key(kind_of(kind)), actor=actor, at=at)


def template_faults(kind: str, content: bytes) -> list[str]:
    """What must be changed in a file before it can be uploaded."""
    return checks.faults(content, kind_of(kind).vocabulary)
