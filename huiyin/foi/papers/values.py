"""From the record to what a letter says: each placeholder has one source.

What the record does not know is asked of the clerk; what both know, the clerk's words win.
"""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError

from huiyin.casework.deadlines import reckon
from huiyin.common import days
from huiyin.foi import deadlines
from huiyin.foi.models import (
    Application,
    Consultation,
    ConsultationKind,
    Decision,
    Paper,
    PaperKind,
)
from huiyin.letters import promises
from huiyin.personal.fields import is_readable
from huiyin.workdays.due import counted
from huiyin.workdays.load import calendar

from . import attachments, charging, remedies
from .kinds import ASKED, CHOICES, OPTIONAL
from .source import Source, addressed
from .wording import (
    SUBMITTED,
    Said,
    addressed_by_name,
    answer_lines,
    reasons_said,
    said,
    said_by_item,
    third_party_said,
    withheld,
)

DRAFT_NUMBER = "（编号于签发时生成）"
NEVER_NAMED = frozenset(
    {PaperKind.THIRD_PARTY, PaperKind.CO_MAKER, PaperKind.ORGAN, PaperKind.ASSISTANCE,
     PaperKind.DISCLOSED_ANYWAY}
)  # fmt: skip
"""Letters to others: they never say who applied."""
_IDENTIFYING = ("applicant_name", "applicant_id", "applicant_phone", "applicant_email",
                "applicant_address", "applicant_contact", "agent_name", "contact_name",
                "representative")  # fmt: skip
_BLANK = "\u3000"


def needed(source: Source) -> list[str]:
    """The names that this letter uses and that are asked of the clerk, unless the record knows."""
    names = list(source.kind.names)
    if source.kind.decides:
        names += source.decision_text.names
    if "救济告知" in names:
        names += ["受诉法院", *(["复议网上渠道"] if source.channel_is_needed else [])]
    return [name for name in dict.fromkeys(names) if name in ASKED]


def known(source: Source, name: str) -> Said | None:
    """What the clerk or the record says for an asked name; None when neither does."""
    value = source.facts.get(name)
    if value not in (None, "", []):
        lines = value if isinstance(value, list) else str(value).splitlines()
        said = [str(line).strip() for line in lines if str(line).strip()]
        return said if len(said) > 1 else "".join(said)
    derive = _DERIVED.get(name)
    return (derive(source) or None) if derive else None


def missing(source: Source) -> list[str]:
    return [name for name in needed(source) if name not in OPTIONAL and known(source, name) is None]


def values(source: Source) -> dict[str, Said]:
    """A value for every placeholder that the kind's template may hold.

    Raises:
        ValidationError: something is missing, or the letter would name who must not be named.
    """
    _check(source)
    asked = {name: known(source, name) or "" for name in needed(source)}
    words: dict[str, Said] = {**asked, **_head(source), **_record(source)}
    if source.kind.decides:
        words |= _decided(source, words) | {"附件说明": _attachments(source)}
    elif source.kind.key == PaperKind.DISCLOSED_ANYWAY:
        words["救济告知"] = _remedies(source, words, remedies.Way.EITHER)
    if damaged := [name for name, said in words.items() if not is_readable(str(said))]:
        raise ValidationError(f"{'、'.join(damaged)}无法解密，请先在申请中补正，再制作文书")
    if source.kind.key in NEVER_NAMED:
        _check_nobody_is_named(source, words)
    _check_promises(source, asked)
    return words


def _check(source: Source) -> None:
    agency = source.application.agency
    if unknown := set(source.facts) - ASKED.keys() - {"consultation", "decision"}:
        raise ValidationError(f"没有这些填写项：{'、'.join(sorted(unknown))}")
    if source.application.received_on is None:
        raise ValidationError("收到申请的日期尚未确认，不能制作文书")
    if not agency.document_code:
        raise ValidationError("请先在机构资料中填写发文机关代字")
    for name, choices in CHOICES.items():
        if source.facts.get(name) not in (None, "", *choices):
            raise ValidationError({name: f"{name}只能是{'、'.join(choices)}中的一项"})
    if absent := missing(source):
        raise ValidationError({name: f"请填写{name}（{ASKED[name]}）" for name in absent})
    if "救济告知" in source.kind.names and not agency.superior:
        raise ValidationError("请先在机构资料中填写同级人民政府（行政复议机关）")


def _check_promises(source: Source, asked: Mapping[str, Said]) -> None:
    """Words that promise something with the letter need something that goes with it."""
    texts: dict[str, Said] = dict(asked)
    if source.kind.decides:
        if attachments.given(source.application):
            return
        texts["text"] = source.application.draft_text if source.is_of_the_draft else ""
        texts["grounds"] = [f"{ground.portion} {ground.reason}" for ground in source.grounds]
    for name, said_ in texts.items():
        text = said_ if isinstance(said_, str) else "\n".join(said_)
        if words := promises.promised(text):
            raise ValidationError({name: _without_it(source, words)})


def _without_it(source: Source, words: str) -> str:
    if source.kind.decides:
        return (
            f"写了“{words}”，但是没有提供给申请人的附件。请在“材料和区分处理”中添加并选"
            "“提供给申请人”（可以在新窗口打开，这里填写的不会丢失），或者改写"
        )
    return f"写了“{words}”，但是这份文书不带附件。请把内容写进正文"


def _head(source: Source) -> dict[str, Said]:
    return {
        "机关名称": source.application.agency.on(source.day).name,
        "文书名称": source.title,
        "文号": source.number or DRAFT_NUMBER,
        "成文日期": days.written(source.day),
        "收件人": source.consultation.whom if source.kind.to else source.application.applicant_name,
    }


def _record(source: Source) -> dict[str, Said]:
    application = source.application
    received = application.received_on
    return {
        "称谓": addressed(application),
        "申请编号": application.reference,
        "收到日期": days.written(received),
        "申请渠道": application.get_channel_display(),
        "申请方式": SUBMITTED[application.channel],
        "内容描述": _wanted(application),
        "联系方式": _contact(application),
        "答复期限": _due(source),
    }


def _wanted(application: Application) -> list[str]:
    lines = []
    if application.information_name:
        lines.append(f"名称：{application.information_name}")
    if application.information_number:
        lines.append(f"文号：{application.information_number}")
    return lines + [line.strip() for line in application.description.splitlines() if line.strip()]


def _contact(application: Application) -> list[str]:
    agency = application.agency
    parts = (
        ("联系电话：", agency.telephone),
        ("地址：", agency.address),
        ("办公时间：", agency.office_hours),
    )
    line = "；".join(f"{label}{value}" for label, value in parts if value)
    return [f"{line}。"] if line else []


def _due(source: Source) -> str:
    """The day by which the office must answer, with an extension that is only being drafted."""
    if source.kind.key == PaperKind.EXTENSION and not _extension(source.application):
        days = str(source.facts.get("延长天数") or "")
        return _reckoned(source.application, int(days)) if days.isdecimal() else ""
    due = source.application.due_day
    if source.application.stands_on(source.day) and "答复期限" in source.kind.names:
        raise ValidationError("答复期限正在中止，期限恢复后再制作这份文书")
    return due.written if due else ""


def _extension(application: Application) -> int:
    extension = deadlines.extension_of(application.events())
    return extension.amount if extension else 0


def _reckoned(application: Application, extension: int) -> str:
    """The due date as it is or was with just this extension."""
    received = application.received_on
    if received is None:
        return ""
    rule = application.time_limit()
    events = [event for event in application.events() if event.name != "extended"]
    days = calendar(application.agency.region)
    due = reckon(rule, received, days, events).due
    if extension:
        if not 1 <= extension <= rule.longest_extension:
            raise ValidationError(f"延长期限应为 1 至 {rule.longest_extension} 个工作日")
        due = days.count(due, extension, frozenset())[-1].day
    return counted(due, days=days).written


def _decided(source: Source, words: Mapping[str, Said]) -> dict[str, Said]:
    text = source.decision_text
    if text.withheld and not source.grounds:
        raise ValidationError("部分公开须逐项登记不予公开的部分和理由")
    known_ = {
        **words,
        **said_by_item(words),
        **reasons_said(source.application),
        "第三方意见": third_party_said(source.application),
    }
    if "第三方意见" in text.names and not known_["第三方意见"]:
        raise ValidationError("请先登记第三方的意见（条例第三十二条），再制作这份文书")
    answer = answer_lines(source.application) if source.is_of_the_draft else []
    return {
        "认定": said(text.finding, known_, answer),
        "答复意见": said(text.conclusion, known_, answer),
        "不予公开的内容": withheld(text.withheld, source.grounds),
        "救济告知": _remedies(source, words, source.way),
    }


def _remedies(source: Source, words: Mapping[str, Said], way: remedies.Way) -> list[str]:
    return remedies.notice(
        way,
        source.application.agency.superior,
        str(words.get("受诉法院", "")) or remedies.NEUTRAL_COURT,
        paper=source.kind.noun,
        channel=str(words.get("复议网上渠道", "")),
    )


def _check_nobody_is_named(source: Source, words: Mapping[str, Said]) -> None:
    secrets = {
        getattr(source.application, name)
        for name in _IDENTIFYING
        if len(getattr(source.application, name)) >= 2
    }
    addressee = str(words["收件人"])
    for name in source.kind.vocabulary.names:
        value = words.get(name, "")
        text = value if isinstance(value, str) else "\n".join(value)
        if name != "收件人" and any(secret in text for secret in secrets if secret != addressee):
            raise ValidationError(
                f"“{name}”写出了申请人的信息。{source.kind.text.title}不得透露申请人，请改写"
            )


def _consulted_on(source: Source) -> str:
    return days.written(source.consultation.sent_on)


def _consulted(source: Source) -> str:
    return "第三方合法权益" if source.consultation.kind == "third-party" else "其他机关"


def _opinion_by(asked: Consultation) -> str:
    """The day named to it; of another organ, whose receipt nobody knows yet, its term in words."""
    if asked.due_on and asked.due_day:
        return asked.due_day.written
    is_organ = asked.kind == ConsultationKind.ORGAN
    return f"收到本函之日起第{deadlines.ORGAN.length}个工作日" if is_organ else ""


def _third_party(source: Source) -> str:
    """As the enquiry addressed it, else as its name tells."""
    asked = source.consultation
    before = source.application.papers.filter(kind=PaperKind.THIRD_PARTY, frozen_at__isnull=False)
    for paper in before.order_by("-pk"):
        if paper.facts.get("consultation") == asked.pk and paper.facts.get("第三方称谓"):
            return str(paper.facts["第三方称谓"])
    return addressed_by_name(asked.whom)


def _correct_by(source: Source) -> str:
    """The day that was named, else so many working days from the receipt of the letter."""
    due = source.application.correction_due_on
    if due is None and source.application.correction_wanted:
        return f"收到本告知书之日起第{deadlines.REASONABLE_CORRECTION}个工作日"
    return days.written(due)


def _attachments(source: Source) -> list[str]:
    """附件：1.… with the names below each other; no mark after the name (GB/T 9704)."""
    names = [
        one.file.name.rpartition(".")[0] or one.file.name
        for one in attachments.given(source.application)
    ]
    if len(names) < 2:
        return [_BLANK, f"附件：{names[0]}"] if names else []
    listed = [f"{number}.{name}" for number, name in enumerate(names, 1)]
    return [_BLANK, f"附件：{listed[0]}", *(_BLANK * 3 + name for name in listed[1:])]


def _day(name: str) -> Callable[[Source], str]:
    def wording(source: Source) -> str:
        day = getattr(source.application, name)
        return days.written(day)

    return wording


def _withdrawn(source: Source) -> str:
    """What the notice of a withdrawal tells, unless (六)3 was drafted for something else."""
    application = source.application
    day = application.entered_on or application.answered_on
    if source.decision != Decision.OTHER or source.is_of_the_draft or day is None:
        return ""
    return f"{addressed(application)}于{days.written(day)}撤回了该政府信息公开申请。"


def _sent(kind: PaperKind) -> Callable[[Source], str]:
    """The day on which an earlier letter of the case was sent."""

    def wording(source: Source) -> str:
        paper = source.application.papers.filter(kind=kind, sent_on__isnull=False).last()
        return days.written(paper.sent_on) if paper and paper.sent_on else ""

    return wording


def _earlier(name: str) -> Callable[[Source], str]:
    """What an earlier letter of the agency said: where one pays does not change from day to day."""

    def wording(source: Source) -> str:
        agency = {"application__agency": source.application.agency, "kind": source.kind.key}
        paper = Paper.objects.filter(**agency, frozen_at__isnull=False).last()
        return str(paper.facts.get(name, "")) if paper else ""

    return wording


_DERIVED: dict[str, Callable[[Source], Said]] = {
    "补正事项": lambda s: s.application.correction_wanted.splitlines(),
    "补正期限": _correct_by,
    "说明事项": lambda s: s.application.reasons_wanted.splitlines(),
    "说明期限": _day("reasons_due_on"),
    "延长天数": lambda s: str(_extension(s.application) or ""),
    "原答复期限": lambda s: _reckoned(s.application, 0),
    "征求日期": _consulted_on,
    "征求对象": _consulted,
    "协办期限": lambda s: _opinion_by(s.consultation),
    "计收标准": lambda s: charging.standard(s.fee),
    "计算过程": lambda s: charging.calculation(s.fee),
    "金额": lambda s: charging.money(s.fee.amount) if s.fee else "",
    "缴纳方式": lambda s: s.fee.pay_how.splitlines() if s.fee else "",
    "补正告知日期": _sent(PaperKind.CORRECTION),
    "受诉法院": _earlier("受诉法院"),
    "复议网上渠道": _earlier("复议网上渠道"),
    "缴费期限": lambda s: s.fee.due_day.written if s.fee and s.fee.due_day else "",
    "收费通知日期": lambda s: days.written(s.fee.noticed_on) if s.fee else "",
    "公开条款": lambda s: "第三十六条第二项",
    "情况说明": _withdrawn,
    "第三方称谓": _third_party,
}
