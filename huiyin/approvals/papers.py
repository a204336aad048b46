"""许可文书: written and frozen in the transaction of the move that tells the applicant something.

The law wants each of them in writing: 第三十二条 (补正、受理、不予受理), 第三十八条 (decisions),
第四十二条 (longer), 第四十五条 (what is not counted).
"""

from datetime import datetime

from django.utils import timezone

from huiyin.common import days
from huiyin.letters.issuing import (
    WordsOfPaper,
    addressed,
    give_number,
    lines,
    series_of,
    usual_words,
    write,
)

from .kinds import FAMILY, Role
from .models import LicenceApplication, Paper


def issue(
    application: LicenceApplication, role: Role, values: WordsOfPaper, *, at: datetime
) -> Paper:
    """The paper with the next number of its series, as Word and PDF; `values` as `kinds.OWN` says.

    A granted licence bears the number that was proposed.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    agency, kind = application.agency, FAMILY.kinds[role]
    paper = Paper(application=application, role=role, title=_title(application, role), frozen_at=at)
    if role == Role.GRANT:
        paper.given_number = application.grant_reference
    else:
        series = series_of(agency, FAMILY.word_of(agency, kind))
        beside = application.papers.filter(role=role)
        give_number(paper, series, timezone.localdate(at).year, beside)
    words = {
        **_words(application),
        **values,
        **usual_words(agency, paper.title, paper.document_number, at),
    }
    write(paper, paper.title, kind.template(agency), words, agency=agency, at=at)
    paper.full_clean()
    paper.save()
    return paper


def decided_by(application: LicenceApplication) -> str:
    """The last day for the decision; 暂定 while the notice of a year that its clock crosses is not out."""
    return application.due_day.written if application.due_day else ""


def refused(application: LicenceApplication) -> WordsOfPaper:
    """What a refusal of either kind tells."""
    return {"理由": lines(application.reason), "救济途径": application.remedy}


def _title(application: LicenceApplication, role: Role) -> str:
    rule = application.rule
    if role == Role.GRANT and rule is not None and rule.document_name:
        return rule.document_name
    return FAMILY.kinds[role].text.title


def _words(application: LicenceApplication) -> WordsOfPaper:
    matter = application.matter.name
    return {
        "申请人": application.holder_name,
        "称谓": addressed(is_person=application.is_person),
        "受理号": application.reference,
        "许可事项": f"{matter}（{application.sub_kind}）" if application.sub_kind else matter,
        "收件日期": days.written(application.received_on),
    }
