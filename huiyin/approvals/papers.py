"""许可文书: written and frozen in the transaction of the move that tells the applicant something.

The law wants each of them in writing: 第三十二条 (补正、受理、不予受理), 第三十八条 (decisions),
第四十二条 (longer), 第四十五条 (what is not counted).
"""

from datetime import date, datetime

from django.utils import timezone

from huiyin.letters.actions import series_words
from huiyin.letters.issuing import give_number, lines, series_of, write
from huiyin.workdays.due import DueDay

from .kinds import FAMILY, Role
from .models import LicenceApplication, Paper

Values = dict[str, str | list[str]]


def issue(application: LicenceApplication, role: Role, values: Values, *, at: datetime) -> Paper:
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
        series = series_of(agency, FAMILY.word(series_words(agency), kind.series))
        beside = application.papers.filter(role=role)
        give_number(paper, series, timezone.localdate(at).year, beside)
    words = {
        **_words(application),
        **values,
        "文书名称": paper.title,
        "文号": paper.document_number,
        "成文日期": DueDay(timezone.localdate(at)).written,
        "机关名称": agency.on(at).name,
    }
    write(paper, paper.title, kind.template(agency), words, agency=agency, at=at)
    paper.full_clean()
    paper.save()
    return paper


def written(day: date | None) -> str:
    """The day in words of a paper; empty where there is none."""
    return DueDay(day).written if day else ""


def refused(application: LicenceApplication) -> Values:
    """What a refusal of either kind tells."""
    return {"理由": lines(application.reason), "救济途径": application.remedy}


def _title(application: LicenceApplication, role: Role) -> str:
    rule = application.rule
    if role == Role.GRANT and rule is not None and rule.document_name:
        return rule.document_name
    return FAMILY.kinds[role].text.title


def _words(application: LicenceApplication) -> Values:
    matter, telephone = application.matter.name, application.agency.telephone
    return {
        "申请人": application.holder_name,
        "受理号": application.reference,
        "许可事项": f"{matter}（{application.sub_kind}）" if application.sub_kind else matter,
        "收件日期": DueDay(application.received_on).written,
        "联系方式": f"（联系电话：{telephone}）" if telephone else "",
    }
