"""完成区分处理: the result is made, proved, kept and attached, or nothing is."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError, MoveRefusedError
from huiyin.common.folding import fold
from huiyin.files import intake, keeping, outgoing, plans, redaction
from huiyin.files.models import RedactionPlan, StoredFile
from huiyin.files.redaction.words import occurs
from huiyin.foi import rules
from huiyin.foi.models import Application, ApplicationFile, FileRole

from .grounds import caption, listing, released_plans

LIST_NAME = "区分处理依据清单.pdf"
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/tiff": "tif",
    "image/webp": "webp",
}
KINDS = frozenset({*EXTENSIONS, "image/heif", "image/heic"})
"""What the engine can handle."""


SETTLED = frozenset(
    {Application.State.REVIEWED, Application.State.SIGNED, Application.State.ENTERED}
)
"""What goes to the applicant was reviewed with the letter: it changes only before that."""


def may_redact(actor: Actor, application: Application) -> bool:
    """Whoever handles the application and may see what personal data its materials hold."""
    return rules.may_handle(actor, application) and rules.may_see_personal(actor, application)


def check_may(actor: Actor, application: Application) -> None:
    """Refuse who may not, and what is closed.

    Raises:
        MoveForbiddenError: the actor may not redact for this application.
        MoveRefusedError: it is answered or void; what was given is not changed any more.
    """
    if not may_redact(actor, application):
        raise MoveForbiddenError("您没有“区分处理”的权限")
    if application.state not in Application.OPEN:
        raise MoveRefusedError(
            f"{application} 当前为“{application.get_state_display()}”，不能再做区分处理"
        )


def check_unsettled(application: Application) -> None:
    """Refuse a change of what the applicant gets, after it was reviewed.

    Raises:
        MoveRefusedError: the answer has to be sent back first.
    """
    if application.state in SETTLED:
        raise MoveRefusedError(
            f"{application} 当前为“{application.get_state_display()}”，提供给申请人的文件已经审查，"
            "不能增减；需要更改的，请先退回修改"
        )


def _locked(application: Application, actor: Actor, *, changes_given: bool) -> Application:
    now = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    check_may(actor, now)
    if changes_given:
        check_unsettled(now)
    return now


Checked = tuple[str, intake.Kind, bytes]


def attach(
    application: Application,
    checked: Checked,
    *,
    for_applicant: bool,
    actor: Actor,
    at: datetime,
) -> ApplicationFile:
    """添加材料: a document of the office, to be redacted or to be given as its reader sees it.

    Raises:
        ValidationError: it carries what nobody sees, and no clean copy can be made.
    """
    check_may(actor, application)
    ready = given(checked) if for_applicant else checked
    return put(application, ready, for_applicant=for_applicant, actor=actor, at=at)


def given(checked: Checked) -> Checked:
    """What the applicant may get of a document; made before anything is locked.

    Raises:
        ValidationError: it carries what nobody sees, and no clean copy can be made.
    """
    name, kind, content = checked
    return name, kind, outgoing.plain(name, content)


@transaction.atomic
def put(
    application: Application, ready: Checked, *, for_applicant: bool, actor: Actor, at: datetime
) -> ApplicationFile:
    """The document on file; one for the applicant has come through `given`."""
    now = _locked(application, actor, changes_given=for_applicant)
    role = FileRole.ANSWER if for_applicant else FileRole.OTHER
    return _give(now, intake.keep(*ready), role, for_applicant, actor=actor, at=at)


def release(
    application: Application,
    plan: RedactionPlan,
    version: int,
    *,
    name: str,
    harmless: Sequence[str] = (),
    actor: Actor,
    at: datetime,
) -> tuple[ApplicationFile, tuple[str, ...]]:
    """完成区分处理: fails closed; the original is not touched.

    The result comes with what the proof has to say to the person: what it could not look at.

    Raises:
        Refused: the engine made nothing or cannot prove it; the message says what to do.
        StalePlanError: the plan is not the one that was previewed.
        ValidationError: name or reasons say what is covered.
    """
    check_may(actor, application)
    check_unsettled(application)
    if plan.version != version or plan.released_id:
        raise plans.StalePlanError(plan)
    boxes = plans.boxes_of(plan)
    content = keeping.content_of(plan.original)
    try:
        released = redaction.release(
            content,
            plan.original.media_type,
            [box.drawn(caption(box.code)) for box in boxes],
            harmless=harmless,
        )
    except redaction.NotProved as error:
        with transaction.atomic():
            log.record(actor, "files.redaction.refused", plan, at=at, version=version,
                       boxes=len(boxes), survivors=error.survivors)  # fmt: skip
        raise
    _check_words(name, [box.reason for box in boxes], released.proof.secrets)
    attached = _keep(application, plan, version, name, released, actor=actor, at=at)
    return attached, released.proof.notes


@transaction.atomic
def _keep(
    application: Application,
    plan: RedactionPlan,
    version: int,
    name: str,
    released: redaction.Released,
    *,
    actor: Actor,
    at: datetime,
) -> ApplicationFile:
    """What was proved, stored and given; both records are looked at once more under lock."""
    now = _locked(application, actor, changes_given=True)
    draft = plans.locked(plan, version)
    _take_back(now, draft, actor=actor, at=at)
    media_type = released.redacted.media_type
    kind = intake.Kind(EXTENSIONS[media_type], media_type)
    result = intake.keep(f"{name}.{kind.extension}", kind, released.redacted.content)
    plans.close(draft, result, actor=actor, at=at)
    attached = _give(now, result, FileRole.ANSWER, True, actor=actor, at=at)
    _renew_listing(now, actor=actor, at=at)
    counted = Counter(box.code for box in plans.boxes_of(draft))
    log.record(
        actor, "files.redaction.release", draft, at=at, version=version, boxes=counted.total(),
        grounds=dict(sorted(counted.items())), original=plan.original.sha256,
        result=result.sha256, left_behind=released.redacted.report, proof=released.proof.facts(),
    )  # fmt: skip
    articles = "、".join(dict.fromkeys(caption(code) for code in sorted(counted)))
    details = {"遮盖": f"{counted.total()} 处", "依据": articles}
    log.record(actor, "foi.redaction.release", now, at=at, details=details)
    return attached


def _check_words(name: str, reasons: Sequence[str], secrets: Sequence[str]) -> None:
    """Neither the name of the result nor the list of grounds may tell what was covered."""
    if f"{name}.pdf" == LIST_NAME:
        raise ValidationError({"name": "这个名称留给依据清单，请换一个"})
    if any(occurs(piece, fold(name)) for piece in secrets):
        raise ValidationError({"name": "文件名里有遮盖掉的内容，请换一个名称"})
    for reason in dict.fromkeys(reasons):
        if any(occurs(piece, fold(reason)) for piece in secrets):
            raise ValidationError(f"理由“{reason}”里有遮盖掉的内容，申请人会看到，请改写")


def _take_back(
    application: Application, draft: RedactionPlan, *, actor: Actor, at: datetime
) -> None:
    """An earlier result of the same original, and the unredacted original, are not given."""
    earlier = plans.of_subject(application).filter(original=draft.original_id)
    files = {plan.released_id for plan in earlier if plan.released_id} | {draft.original_id}
    given = application.files.filter(file__in=files, is_for_applicant=True)
    for attached in given:
        _stop_giving(attached, actor=actor, at=at)


def _renew_listing(application: Application, *, actor: Actor, at: datetime) -> None:
    """One list for all redacted files of the application; the former one is not given any more."""
    former = application.files.filter(file__name=LIST_NAME, role=FileRole.ANSWER)
    for attached in former.filter(is_for_applicant=True):
        _stop_giving(attached, actor=actor, at=at)
    pdf = listing(application, released_plans(application), at=at)
    _give(application, intake.keep(LIST_NAME, intake.PDF, pdf), FileRole.ANSWER, True,
          actor=actor, at=at)  # fmt: skip


def _stop_giving(attached: ApplicationFile, *, actor: Actor, at: datetime) -> None:
    attached.is_for_applicant = False
    attached.save(update_fields=["is_for_applicant"])
    log.record(actor, "foi.material.take-back", attached, at=at, file=attached.file_id)


def _give(
    application: Application,
    stored: StoredFile,
    role: str,
    for_applicant: bool,
    *,
    actor: Actor,
    at: datetime,
) -> ApplicationFile:
    attached = ApplicationFile.objects.create(
        application=application, role=role, file=stored, is_for_applicant=for_applicant,
        uploaded_at=at,
    )  # fmt: skip
    log.record(
        actor, "foi.material.attach", attached, at=at, file=stored.pk, sha256=stored.sha256,
        role=role, for_applicant=for_applicant,
    )  # fmt: skip
    return attached
