"""The workflow of manuscripts, and what several moves do."""

from datetime import date
from typing import Annotated

from django import forms
from wagtail.models import Page, Revision

from huiyin.accounts.models import User
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import Workflow
from huiyin.disclosure.models import DocumentPage
from huiyin.editorial.models import Manuscript, Outcome

State = Manuscript.State
Finding = Annotated[str, forms.CharField(widget=forms.HiddenInput, max_length=200)]
"""The key of a finding of the check: the button beside it sends it."""
workflow = Workflow(Manuscript)


def user_of(actor: Actor) -> User | None:
    """The account behind an actor, for Wagtail's own notes."""
    if not (actor.is_person and actor.key.isdecimal()):
        return None
    return User.objects.filter(pk=int(actor.key)).first()


def keep_revision(page: DocumentPage, actor: Actor) -> Revision:
    """A new revision of the draft, sanitised and checked like one from the editor.

    Raises:
        ValidationError: the draft cannot be saved so, by field name.
    """
    page.full_clean(exclude=["path", "depth", "slug", "url_path", "content_type", "owner"])
    revision: Revision = page.save_revision(user=user_of(actor), clean=False)
    return revision


def back_to_drafting(manuscript: Manuscript, outcome: Outcome, day: date) -> None:
    """The round ends; the next submission starts the chain from its beginning."""
    waiting = manuscript.reviews.filter(round=manuscript.round, outcome="")
    if outcome != Outcome.RETURNED:
        waiting.update(outcome=outcome)
    else:
        waiting.filter(order__gt=manuscript.step).delete()
    manuscript.state, manuscript.step, manuscript.step_kind = State.DRAFTING, 0, ""
    manuscript.release_at = None
    manuscript.start_clock(clock_start(manuscript, day))


def clock_start(manuscript: Manuscript, day: date) -> date:
    """自信息形成或者变更之日起 (条例第二十六条): formed once, changed from `day` on when public."""
    formed = manuscript.page.formed_on
    if manuscript.is_public or manuscript.page.first_published_at is not None or formed is None:
        return day
    return min(formed, day)


def as_it_is_public(page: Page, actor: Actor) -> None:
    """The draft is what the public reads again: what was being written is put aside."""
    live = DocumentPage.objects.get(pk=page.pk)
    revision = live.save_revision(user=user_of(actor), clean=False, changed=False)
    DocumentPage.objects.filter(pk=page.pk).update(
        has_unpublished_changes=False, live_revision=revision, draft_title=live.title
    )
    page.refresh_from_db()
