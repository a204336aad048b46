"""Every write to the templates of letters."""

import re
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.files import keeping, word
from huiyin.organisations.models import Organisation

from .checks import Vocabulary, faults
from .models import LetterTemplate, SeriesWord


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
    """上传模板: from now on letters of this kind are made from it; the one before is kept, unused.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the file cannot be a template; every fault is named.
    """
    _check(actor, agency)
    if found := faults(content, vocabulary):
        raise ValidationError(found)
    _withdraw(agency, kind, at)
    shown = word.plain(name.replace("\\", "/").rpartition("/")[2]) or "模板.docx"
    template = LetterTemplate(
        agency=agency,
        kind=kind,
        file=keeping.keep(shown, word.MEDIA_TYPE, content),
        uploaded_at=at,
        uploaded_by=actor.name[:100],
    )
    template.full_clean()
    template.save()
    log.record(
        actor, "letters.template.upload", template, at=at, kind=kind, sha256=template.file.sha256
    )
    return template


@transaction.atomic
def restore(agency: Organisation, kind: str, *, actor: Actor, at: datetime) -> None:
    """恢复内置模板: the office's own version is no longer used.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: the built-in one is in use already.
    """
    _check(actor, agency)
    template = _withdraw(agency, kind, at)
    if template is None:
        raise ValidationError("现在使用的就是内置模板")
    log.record(actor, "letters.template.restore", template, at=at, kind=kind)


def own_template(agency: Organisation, kind: str) -> LetterTemplate | None:
    """The office's version, where it has one."""
    found = LetterTemplate.objects.in_use().filter(agency=agency, kind=kind)
    return found.select_related("file").first()


def series_words(agency: Organisation) -> dict[str, str]:
    """The agency's own words of its series, by key."""
    return dict(SeriesWord.objects.filter(agency=agency).values_list("key", "word"))


@transaction.atomic
def name_series(
    agency: Organisation, key: str, word: str, *, actor: Actor, at: datetime
) -> SeriesWord:
    """设定文号类别: the letters that follow are numbered in a series of this word.

    Raises:
        PermissionDenied: the actor may not.
        ValidationError: not a word, or another series of the agency has it.
    """
    _check(actor, agency)
    word = word.strip()
    if not re.fullmatch(r"[\u4e00-\u9fff]{1,10}", word):
        raise ValidationError({"word": "文号类别请填写 1 至 10 个汉字，例如“公复”"})
    if SeriesWord.objects.filter(agency=agency, word=word).exclude(key=key).exists():
        raise ValidationError({"word": f"“{word}”已经用于另一类文书，请换一个"})
    found, _ = SeriesWord.objects.update_or_create(agency=agency, key=key, defaults={"word": word})
    log.record(actor, "letters.series.name", found, at=at, key=key, word=word)
    return found


def _withdraw(agency: Organisation, kind: str, at: datetime) -> LetterTemplate | None:
    found = LetterTemplate.objects.in_use().filter(agency=agency, kind=kind)
    template = found.select_for_update().first()
    if template is not None:
        template.withdrawn_at = at
        template.save(update_fields=["withdrawn_at"])
    return template


def _check(actor: Actor, agency: Organisation) -> None:
    if not (actor.may("letters.edit_template") and actor.sees(agency.pk)):
        raise PermissionDenied("您没有“修改文书模板”的权限")
