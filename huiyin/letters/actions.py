"""Every write to the templates of letters."""

import re
from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.files import keeping, word
from huiyin.organisations.models import Organisation

from .checks import Vocabulary, faults
from .models import LetterTemplate, LetterTemplateQuerySet, SeriesWord

EDIT, APPROVE = "letters.edit_template", "letters.approve_template"


@transaction.atomic
def upload(
    agency: Organisation,
    kind: str,
    content: bytes,
    name: str,
    *,
    vocabulary: Vocabulary,
    actor: Actor,
    at: datetime,
) -> LetterTemplate:
    """上传模板: it waits for the approval of a second person; a waiting one is replaced.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the file cannot be a template; every fault is named.
    """
    _check(actor, agency)
    if errors := faults(content, vocabulary):
        raise ValidationError(errors)
    _withdraw(LetterTemplate.objects.waiting(), agency, kind, at)
    file_name = word.plain(name.replace("\\", "/").rpartition("/")[2]) or "模板.docx"
    template = LetterTemplate(
        agency=agency,
        kind=kind,
        file=keeping.keep(file_name, word.MEDIA_TYPE, content),
        uploaded_at=at,
        uploaded_by=actor.name[:100],
        uploaded_key=actor.key,
    )
    template.full_clean()
    template.save()
    log.record(
        actor, "letters.template.upload", template, at=at, kind=kind, sha256=template.file.sha256
    )
    return template


@transaction.atomic
def approve(agency: Organisation, kind: str, *, actor: Actor, at: datetime) -> LetterTemplate:
    """启用: letters of this kind use the waiting template from now on; the old one is kept.

    Raises:
        PermissionDenied: the actor may not, or uploaded it.
        ValidationError: none waits.
    """
    template = _waiting(agency, kind, actor)
    _withdraw(LetterTemplate.objects.in_use(), agency, kind, at)
    template.approved_at, template.approved_by = at, actor.name[:100]
    template.save(update_fields=["approved_at", "approved_by"])
    log.record(
        actor, "letters.template.approve", template, at=at, kind=kind, sha256=template.file.sha256
    )
    return template


@transaction.atomic
def send_back(agency: Organisation, kind: str, reason: str, *, actor: Actor, at: datetime) -> None:
    """退回: the waiting template is not used.

    Raises:
        PermissionDenied: as `approve`.
        ValidationError: none waits, or no reason is given.
    """
    template = _waiting(agency, kind, actor)
    if not reason.strip():
        raise ValidationError({"reason": "请写明退回的理由"})
    _withdraw(LetterTemplate.objects.waiting(), agency, kind, at)
    log.record(
        actor, "letters.template.send-back", template, at=at, kind=kind, reason=reason.strip()
    )


def may_approve(actor: Actor, template: LetterTemplate) -> bool:
    """Anybody but the uploader."""
    is_own = actor.is_person and actor.key == template.uploaded_key
    return actor.may(APPROVE, template.agency_id) and not is_own


def _waiting(agency: Organisation, kind: str, actor: Actor) -> LetterTemplate:
    if not actor.may(APPROVE, agency.pk):
        raise PermissionDenied("您没有“启用文书模板”的权限")
    waiting = LetterTemplate.objects.waiting().filter(agency=agency, kind=kind)
    template = waiting.select_for_update(of=("self",)).select_related("file").first()
    if template is None:
        raise ValidationError("没有待启用的模板，可能已经办理。请刷新后再看")
    if not may_approve(actor, template):
        raise PermissionDenied("自己上传的模板由另一人启用")
    return template


@transaction.atomic
def restore(agency: Organisation, kind: str, *, actor: Actor, at: datetime) -> None:
    """恢复内置模板: the office's own version is no longer used.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the built-in one is in use already.
    """
    _check(actor, agency)
    template = _withdraw(LetterTemplate.objects.in_use(), agency, kind, at)
    if template is None:
        raise ValidationError("现在使用的就是内置模板")
    log.record(actor, "letters.template.restore", template, at=at, kind=kind)


def own_template(agency: Organisation, kind: str) -> LetterTemplate | None:
    """The office's own template, if it has one."""
    templates = LetterTemplate.objects.in_use().filter(agency=agency, kind=kind)
    return templates.select_related("file").first()


def waiting_template(agency: Organisation, kind: str) -> LetterTemplate | None:
    """The uploaded template that waits for a second person."""
    templates = LetterTemplate.objects.waiting().filter(agency=agency, kind=kind)
    return templates.select_related("file").first()


def series_words(agency: Organisation) -> dict[str, str]:
    """The agency's own words of its number series, by key."""
    return dict(SeriesWord.objects.filter(agency=agency).values_list("key", "word"))


@transaction.atomic
def name_series(
    agency: Organisation,
    key: str,
    word: str,
    *,
    actor: Actor,
    at: datetime,
    counted_with: Collection[str] = (),
) -> SeriesWord:
    """设定文号类别: new letters are numbered in a series with this word.

    `counted_with` are the series of the same register; no other series may have the word.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: not a word, or another series of the agency has it.
    """
    _check(actor, agency)
    word = word.strip()
    if not re.fullmatch(r"[\u4e00-\u9fff]{1,10}", word):
        raise ValidationError({"word": "文号类别请填写 1 至 10 个汉字，例如“公复”"})
    if (
        SeriesWord.objects.filter(agency=agency, word=word)
        .exclude(key__in=[key, *counted_with])
        .exists()
    ):
        raise ValidationError({"word": f"“{word}”已经用于另一类文书，请换一个"})
    series, _ = SeriesWord.objects.update_or_create(agency=agency, key=key, defaults={"word": word})
    log.record(actor, "letters.series.name", series, at=at, key=key, word=word)
    return series


def _withdraw(
    templates: LetterTemplateQuerySet, agency: Organisation, kind: str, at: datetime
) -> LetterTemplate | None:
    template = templates.filter(agency=agency, kind=kind).select_for_update().first()
    if template is not None:
        template.withdrawn_at = at
        template.save(update_fields=["withdrawn_at"])
    return template


def _check(actor: Actor, agency: Organisation) -> None:
    if not actor.may(EDIT, agency.pk):
        raise PermissionDenied("您没有“修改文书模板”的权限")
