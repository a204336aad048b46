"""告知书 to whoever applied or objected: numbered and frozen in the transaction of the move."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from huiyin.common import days
from huiyin.files import word
from huiyin.letters.issuing import WordsOfPaper, lines, number_and_keep, series_of, usual_words
from huiyin.letters.layout import to_template
from huiyin.letters.texts import LetterText
from huiyin.organisations.models import Organisation

from . import conditions
from .models import Notice, Objection, Repair

FOLDER = Path(__file__).parent / "letters"
SERIES = "信修"
Sort = Notice.Sort
REMEDY = "对本决定不服的，可以自收到之日起六十日内依法申请行政复议，或者六个月内依法提起行政诉讼。"


def of_repair(repair: Repair, sort: str, signer: str, at: datetime) -> Notice:
    """The notice of what has just been decided.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    is_revoked = sort == Sort.REVOKED
    words: WordsOfPaper = {
        "收件人": repair.holder_name,
        "收件日期": days.written(repair.received_on),
        "受理号": repair.reference,
        "处罚文号": repair.penalty_reference,
        "条件": [
            f"{one.label}：{one.fact}" for one in conditions.of(repair, timezone.localdate(at))
        ],
        "惩戒措施": repair.lifted,
        "理由": lines(repair.revoke_reason if is_revoked else repair.reason),
        "救济途径": REMEDY if is_revoked else repair.remedy,
    }
    return _issue(Notice(repair=repair, sort=sort), repair.agency, words, signer, at)


def of_objection(objection: Objection, signer: str, at: datetime) -> Notice:
    """The answer to an objection.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    words: WordsOfPaper = {
        "收件人": objection.holder_name,
        "收件日期": days.written(objection.received_on),
        "公示信息": f"{objection.get_about_kind_display()}公示（{objection.about_reference}）",
        "受理号": objection.reference,
        "处理结果": objection.get_outcome_display(),
        "理由": lines(objection.finding),
        "救济途径": REMEDY.replace("本决定", "本处理结果"),
    }
    notice = Notice(objection=objection, sort=Sort.OBJECTION)
    return _issue(notice, objection.agency, words, signer, at)


def _issue(
    notice: Notice, agency: Organisation, words: WordsOfPaper, signer: str, at: datetime
) -> Notice:
    day = timezone.localdate(at)
    notice.series, notice.year = series_of(agency, SERIES), day.year
    notice.signer, notice.issued_on = signer, day
    title = notice.get_sort_display()
    text = LetterText.load(FOLDER / f"{notice.sort}.toml")

    def drawn() -> bytes:
        values = {**words, **usual_words(agency, title, str(notice), at), "签发人": signer}
        return word.fill(to_template(text), values, title=f"{notice} {title}", at=at)

    number_and_keep(notice, title, drawn, agency=agency, at=at)
    return notice
