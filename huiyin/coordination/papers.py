"""督办通知书: numbered and frozen in the transaction of the move that issues it."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from huiyin.files import word
from huiyin.letters.issuing import lines, number_and_keep, usual_words
from huiyin.letters.layout import to_template
from huiyin.letters.texts import LetterText
from huiyin.notices.actions import queue
from huiyin.workdays.due import DueDay

from .holding import addresses, handlers
from .models import Cause, Supervision, SupervisionNotice

TEXT = LetterText.load(Path(__file__).parent / "letters" / "notice.toml")
SERIES = "督"


def notice_of(asked: Supervision) -> SupervisionNotice | None:
    return SupervisionNotice.objects.filter(supervision=asked).first()


def issue(asked: Supervision, signer: str, at: datetime) -> SupervisionNotice:
    """The paper with the next number of the agency's series, as Word and PDF; the unit is told."""
    day = timezone.localdate(at)
    notice = SupervisionNotice(
        supervision=asked,
        series=asked.agency.document_code + SERIES,
        year=day.year,
        signer=signer,
        issued_on=day,
    )
    number_and_keep(
        notice, TEXT.title, lambda: _drawn(asked, notice, at), agency=asked.agency, at=at
    )
    _tell(asked, notice, at)
    return notice


def _drawn(asked: Supervision, notice: SupervisionNotice, at: datetime) -> bytes:
    """The Word file. What the matter is about stays in the matter: the paper names its number."""
    agency = asked.agency
    is_other = asked.cause == Cause.OTHER
    values = {
        **usual_words(agency, TEXT.title, str(notice), at),
        "签发人": notice.signer,
        "收件单位": asked.unit.on(at).name,
        "事项": str(asked.about._meta.verbose_name),
        "事项编号": str(asked.about),
        "督办事由": "工作需要" if is_other else asked.get_cause_display(),
        "督办要求": lines(asked.subject),
        "答复期限": DueDay(asked.due_on).written,
        "督办编号": asked.reference,
    }
    return word.fill(to_template(TEXT), values, title=f"{notice} {TEXT.title}", at=at)


def _tell(asked: Supervision, notice: SupervisionNotice, at: datetime) -> None:
    """Numbers and the last day only: nothing of a matter goes into a letter."""
    body = (
        f"{asked.unit.name}：{asked.agency.name}已制发{notice}（督办编号 {asked.reference}），"
        f"请于 {asked.due_day} 前（含当日）答复。\n\n请登录工作台“我的待办”办理。"
    )
    for address in addresses(handlers(asked.unit, timezone.localdate(at))):
        queue("email", address, f"督办通知书（{asked.reference}）", body, about=asked, at=at)
