"""行政检查通知书、行政检查记录: numbered and frozen in the move that issues them, with their codes."""

from datetime import datetime

from django.utils import timezone

from huiyin.common import days
from huiyin.files import word
from huiyin.letters.issuing import WordsOfPaper, lines, number_and_keep, series_of, usual_words

from .choices import Result
from .kinds import FAMILY
from .models import Inspection, Paper


def issue(inspection: Inspection, role: Paper.Role, signer: str, at: datetime) -> Paper:
    """The paper with the next number of the agency's series, as Word and PDF.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    day, kind = timezone.localdate(at), FAMILY.kinds[role]
    series = series_of(inspection.agency, FAMILY.word_of(inspection.agency, kind))
    paper = Paper(
        inspection=inspection, role=role, series=series, year=day.year, signer=signer[:100],
        issued_on=day,
    )  # fmt: skip
    number_and_keep(
        paper, str(role.label), lambda: _drawn(paper, at), agency=inspection.agency, at=at
    )
    return paper


def _drawn(paper: Paper, at: datetime) -> bytes:
    """The Word file."""
    inspection, title = paper.inspection, str(Paper.Role(paper.role).label)
    agency = inspection.agency
    own = _notice(paper) if paper.role == Paper.Role.NOTICE else _record(inspection)
    words = {
        **usual_words(agency, title, str(paper), at),
        "检查主体": inspection.body.name,
        "检查对象": inspection.holder_name,
        "信用代码": inspection.holder_uscc,
        "检查事项": inspection.item.name,
        "检查内容": inspection.item.listed,
        "检查人员": inspection.officers,
        "检查地点": inspection.place or "被检查单位经营场所",
        "检查编号": inspection.reference,
        **own,
    }
    template = FAMILY.kinds[paper.role].template(agency)
    return word.fill(template, words, title=f"{paper} {title}", at=at)


def _notice(paper: Paper) -> WordsOfPaper:
    inspection = paper.inspection
    return {
        "拟检查日期": days.written(inspection.planned_on),
        "检查依据": inspection.item.basis,
        "检查类型": str(inspection.get_mode_display()).partition("（")[0],
        "批准人": paper.signer,
    }


def _record(inspection: Inspection) -> WordsOfPaper:
    result = str(inspection.get_result_display())
    if inspection.result == Result.CORRECT and inspection.correct_by:
        result = f"责令于{days.written(inspection.correct_by)}前（含当日）改正"
    made = days.written(inspection.inspected_on) if inspection.inspected_on else ""
    return {"检查日期": made, "检查情况": lines(inspection.findings), "检查结果": result}
