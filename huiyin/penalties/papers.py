"""处罚文书: written and frozen in the transaction of the move that tells the party something.

行政处罚法第四十四条 (prior notice), 第五十二条、第五十九条 (decisions), 第六十四条 (hearing); 行政强制法
第三十五条 (reminder). What a paper says of its matter is put together here; its wording is the
office's own.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils import timezone

from huiyin.casework.deadlines import reckon
from huiyin.common.days import read, written
from huiyin.common.money import in_capitals, yuan_text
from huiyin.files import typeset, word
from huiyin.letters import remedies
from huiyin.letters.issuing import (
    WordsOfPaper,
    give_number,
    lines,
    series_of,
    usual_words,
    write,
)
from huiyin.personal.fields import is_readable
from huiyin.workdays.due import DueDay
from huiyin.workdays.load import calendar

from . import deadlines
from .issued import digest_of
from .models import Enforcement, Outcome, Paper, PaperTerms, Penalty
from .paper_kinds import FAMILY, RECEIPT
from .rules import hearing_limit

LAW = "《中华人民共和国行政处罚法》"
USUAL_WAY = "持本决定书到指定的银行或者通过电子支付系统"
"""The words of 第六十七条第三款, where the place has set none of its own."""
COLLECTED_UP_TO = Decimal(100)
"""元 that may be collected on the spot (第六十八条第一项)."""
BY_MEASURE: Final = {
    Enforcement.SURCHARGE: Paper.Role.SURCHARGE,
    Enforcement.URGED: Paper.Role.URGED,
    Enforcement.PAUSED: Paper.Role.DEFERRED,
}
SPARING: Final = {
    Outcome.MINOR: ("违法行为轻微并及时改正，没有造成危害后果", "第三十三条第一款"),
    Outcome.FIRST: ("初次违法且危害后果轻微并及时改正", "第三十三条第一款"),
    Outcome.NO_FAULT: ("有证据足以证明没有主观过错", "第三十三条第二款"),
    Outcome.UNFOUNDED: ("违法事实不能成立", "第五十七条第一款第三项"),
}
"""What is transferred to others is decided by them; the party is told nothing by this office."""


def issue(
    penalty: Penalty,
    role: Paper.Role,
    values: WordsOfPaper,
    *,
    day: date,
    at: datetime,
    is_handed: bool = False,
) -> Paper:
    """The paper of that day, as Word and PDF; `values` as `paper_kinds.OWN` says.

    A decision bears the number that was given with it, the others the next one of their series.

    Raises:
        ValidationError: the agency has no code for its documents, or a kept value is unreadable.
    """
    agency, kind = penalty.agency, FAMILY.kinds[role]
    dated = at - (timezone.localdate(at) - day)
    paper = Paper(penalty=penalty, role=role, title=kind.text.title, frozen_at=at)
    paper.facts = {"digest": digest_of(penalty)}
    if kind.series:
        series = series_of(agency, FAMILY.word_of(agency, kind))
        give_number(paper, series, day.year, penalty.papers.filter(role=role))
    else:
        paper.given_number = penalty.reference
    paper.sent_on = day if is_handed else None
    words = {
        **_words(penalty),
        **values,
        **usual_words(agency, paper.title, paper.document_number, dated),
    }
    write(paper, paper.title, kind.template(agency), words, agency=agency, at=dated)
    paper.full_clean()
    paper.save()
    return paper


def note_service(penalty: Penalty) -> None:
    """The decision was served on the day that the record says."""
    penalty.papers.filter(role=Paper.Role.DECISION, sent_on=None).update(sent_on=penalty.served_on)


def receipt(paper: Paper) -> bytes:
    """送达回证 of a paper as PDF, to be filled in and signed by hand: 行政处罚法第六十一条."""
    penalty, kind, at = paper.penalty, FAMILY.kinds[RECEIPT], paper.frozen_at or timezone.now()
    words = {
        **_words(penalty),
        **usual_words(penalty.agency, kind.text.title, "", at),
        "送达文书": f"{paper.title}（{paper.document_number}）",
        "成文日期": "",
    }
    filled = word.fill(kind.template(penalty.agency), words, title=kind.text.title, at=at)
    return typeset.to_pdf(filled, at=at)


def of_a_notice(penalty: Penalty) -> WordsOfPaper:
    """What is intended, on what facts and basis, and the rights of the party."""
    rights = [
        f"根据{LAW}第四十五条，你（单位）有权进行陈述和申辩。本机关必须充分听取你（单位）的意见，"
        "对提出的事实、理由和证据进行复核，不会因为陈述、申辩而给予更重的处罚。"
    ]
    limit = hearing_limit(penalty)
    if limit is not None:
        until = DueDay(limit.due, limit.provisional).written
        rights.append(
            f"根据{LAW}第六十三条、第六十四条，你（单位）有权要求听证。要求听证的，应当在被告知后五个工作日内，"
            f"最迟于{until}提出；逾期不提出的，视为放弃听证。听证不收取费用，不会因为要求听证而给予更重的处罚。"
        )
    return {**_punished(penalty), "权利告知": rights}


def of_a_hearing(
    penalty: Penalty, hour: str, place: str, chair: str, *, is_closed: bool
) -> WordsOfPaper:
    return {
        "要求日期": written(penalty.hearing_asked_on),
        "听证时间": f"{written(penalty.hearing_set_on)}{hour}",
        "听证地点": place,
        "听证主持人": chair,
        "听证方式": "不公开举行" if is_closed else "公开举行",
    }


def of_a_decision(penalty: Penalty) -> WordsOfPaper:
    """第五十九条: facts and evidence, basis, kinds, how and until when, remedies."""
    return {
        **_punished(penalty),
        "告知和申辩": list(_heard(penalty)),
        "缴纳方式": list(_payment(penalty)),
        "救济告知": _contest(penalty),
    }


def of_a_decision_on_spot(penalty: Penalty) -> WordsOfPaper:
    """第五十二条; a review comes before a suit (行政复议法第二十三条第一款第一项)."""
    payment = list(_payment(penalty))[:1]
    if 0 < penalty.fine <= COLLECTED_UP_TO:
        payment.append(
            f"根据{LAW}第六十八条、第七十条，本次罚款可以当场收缴；当场收缴的，应当出具财政部门统一制发的专用票据，"
            "不出具的，你（单位）有权拒绝缴纳。"
        )
    if penalty.fine:
        payment.append(
            "到期不缴纳的，可以每日按罚款数额的百分之三加处罚款，不超出罚款的数额（第七十二条）。"
        )
    return {**_punished(penalty), "缴纳方式": payment, "救济告知": _contest(penalty, on_spot=True)}


def of_sparing(penalty: Penalty, reason: str) -> WordsOfPaper | None:
    """None of what others decide."""
    if penalty.outcome not in SPARING:
        return None
    case, article = SPARING[Outcome(penalty.outcome)]
    grounds = [f"你（单位）{case}。" if penalty.outcome != Outcome.UNFOUNDED else f"{case}。"]
    if penalty.outcome != Outcome.UNFOUNDED:
        warned = "请引以为戒，遵守法律、法规和规章，不再发生同样的违法行为（第三十三条第三款）。"
    else:
        warned = ""
    decided = f"根据{LAW}{article}，本机关决定不予行政处罚。{warned}"
    found = {"违法事实": lines(penalty.facts), "证据": _evidence(penalty)}
    return {**found, "理由": [*grounds, *lines(reason), decided], "救济告知": _contest(penalty)}


def of_enforcement(penalty: Penalty, measure: str, day: date, note: str) -> WordsOfPaper | None:
    """What a measure tells the party; None of those that tell nothing here.

    Raises:
        ValidationError: what the paper would have to say is missing.
    """
    if measure not in BY_MEASURE:
        return None
    told: WordsOfPaper = {
        "决定书文号": penalty.reference,
        "决定日期": written(penalty.decided_on),
        "送达日期": written(penalty.served_on),
        "缴纳方式": list(_way(penalty, day)),
    }
    if measure == Enforcement.SURCHARGE:
        return {**told, **_surcharge(penalty, day), "救济告知": _contest(penalty)}
    if measure == Enforcement.PAUSED:
        if not note.strip():
            raise ValidationError({"note": "请写明延期到哪一天，或者各期的日期和金额：写进通知书"})
        return {**told, "缴纳安排": lines(note)}
    unpaid = penalty.sum_due - penalty.paid
    owed = [f"缴纳罚没款{_amount(unpaid)}。"] if unpaid > 0 else lines(penalty.content)
    return {**told, "应履行的义务": owed}


def _surcharge(penalty: Penalty, day: date) -> WordsOfPaper:
    more = penalty.surcharge_on(day)
    if more is None:
        raise ValidationError(
            {"measure": "罚款还没有逾期，或者已经批准延期、分期缴纳，不能加处罚款，请核对"}
        )
    return {
        "缴纳期限": written(more.last_day),
        "起算日期": written(date.fromordinal(more.last_day.toordinal() + 1)),
        "尚欠罚款": _amount(more.unpaid),
        "加处数额": _amount(more.amount),
    }


def _words(penalty: Penalty) -> WordsOfPaper:
    return {
        "当事人": penalty.holder_name,
        "当事人情况": list(_party(penalty)),
        "案号": penalty.case_number,
        "违法行为": penalty.offence,
        "立案日期": written(penalty.filed_on),
    }


def _party(penalty: Penalty) -> Iterable[str]:
    """Who it is, as far as the record knows."""
    number = f"{penalty.holder_id_kind or '证件号码'}：{penalty.holder_id}"
    told = (
        (penalty.holder_uscc, f"统一社会信用代码：{penalty.holder_uscc}"),
        (penalty.holder_id, number),
        (penalty.representative, f"法定代表人（负责人）：{penalty.representative}"),
        (penalty.address, f"地址：{penalty.address}"),
    )
    for value, said in told:
        if not is_readable(value):
            raise ValidationError("当事人的证件号码或者地址无法解密，请先“更正”，再制发文书")
        if value:
            yield said


def _punished(penalty: Penalty) -> WordsOfPaper:
    return {
        "违法事实": lines(penalty.facts),
        "证据": _evidence(penalty),
        "处罚依据": penalty.basis,
        "裁量": list(_grade(penalty)),
        "处罚内容": list(_content(penalty)),
    }


def _evidence(penalty: Penalty) -> list[str]:
    """The list, each with what it proves; nothing of a decision on the spot."""
    rows = list(penalty.evidence.all())
    if not rows:
        return []
    first = "以上事实，有下列证据证明："
    return [
        first,
        *(
            f"{n}．{row.get_sort_display()}：{row.name}，证明{row.proves}。"
            for n, row in enumerate(rows, 1)
        ),
    ]


def _grade(penalty: Penalty) -> Iterable[str]:
    grade = penalty.grade
    if grade is not None:
        yield (
            f"按照{grade.basis}，本案适用“{grade.get_level_display()}”等级"
            f"（{grade.circumstances}；罚款幅度{grade.range}）。"
        )
    if penalty.grade_reason:
        yield f"裁量理由：{penalty.grade_reason.rstrip('。')}。"


def _amount(amount: Decimal) -> str:
    return f"{in_capitals(amount)}（{yuan_text(amount)}元）"


def _content(penalty: Penalty) -> Iterable[str]:
    """As it was written, and each amount in capitals."""
    yield from lines(penalty.content)
    if penalty.fine:
        yield f"罚款金额：{_amount(penalty.fine)}。"
    if penalty.confiscated:
        yield f"没收违法所得、没收非法财物的金额：{_amount(penalty.confiscated)}。"
    if penalty.licence:
        yield f"暂扣或者吊销的证照：{penalty.licence}。"


def _heard(penalty: Penalty) -> Iterable[str]:
    """第四十四条、第六十二条: without it nothing may be decided."""
    yield (
        f"本机关于{written(penalty.notified_on)}告知你（单位）拟作出的行政处罚内容及事实、理由、依据，"
        "以及依法享有的权利。"
    )
    if penalty.hearing_on:
        yield f"根据你（单位）的要求，本机关于{written(penalty.hearing_on)}举行了听证。"
    elif penalty.hearing_waived_on:
        yield "你（单位）放弃听证。"
    elif penalty.offers_hearing:
        yield "你（单位）没有在规定的期限内要求听证。"
    if penalty.statement:
        yield "陈述、申辩和复核的情况："
        yield from map(_dated, lines(penalty.statement))
    else:
        yield "你（单位）没有提出陈述、申辩意见。"


def _dated(line: str) -> str:
    """2026年3月2日 where the record begins a line with 2026-03-02."""
    first, _, rest = line.partition(" ")
    day = read(first)
    return f"{written(day)}，{rest}" if day and rest else line


def _terms(day: date) -> PaperTerms | None:
    terms: PaperTerms | None = PaperTerms.objects.on(day)
    return terms


def _way(penalty: Penalty, day: date) -> Iterable[str]:
    """How to pay, without until when."""
    if penalty.sum_due:
        terms = _terms(day)
        yield f"缴纳方式：{terms.pay_at if terms else USUAL_WAY.replace('本决定书', '行政处罚决定书')}。"


def _payment(penalty: Penalty) -> Iterable[str]:
    """第六十七条第三款、第七十二条、第六十六条第二款; nothing where nothing is to be paid."""
    if not penalty.sum_due or penalty.decided_on is None:
        return
    terms = _terms(penalty.decided_on)
    until = ""
    if penalty.served_on:
        due = reckon(deadlines.PAY, penalty.served_on, calendar(penalty.agency.region))
        until = f"（最迟{DueDay(due.due, due.provisional).written}）"
    way = terms.pay_at if terms else USUAL_WAY
    yield f"请自收到本决定书之日起十五日内{until}，{way}缴纳罚没款。"
    if penalty.fine:
        yield (
            f"到期不缴纳罚款的，根据{LAW}第七十二条，本机关可以每日按罚款数额的百分之三加处罚款，加处罚款的数额不超出"
            "罚款的数额，并可以依法强制执行或者申请人民法院强制执行。确有经济困难需要延期或者分期缴纳的，"
            "可以向本机关提出申请（第六十六条第二款）。"
        )


def _contest(penalty: Penalty, *, on_spot: bool = False) -> list[str]:
    """The bodies are the office's own: its government, and the court of its local row."""
    day = penalty.decided_on or penalty.ended_on or timezone.localdate()
    terms, paper = _terms(day), "决定书"
    authority = penalty.agency.superior or remedies.NEUTRAL_AUTHORITY
    court = (terms.court if terms else "") or remedies.NEUTRAL_COURT
    online = remedies.online(terms.channel if terms else "")
    still = f"根据{LAW}第七十三条，申请行政复议或者提起行政诉讼的，行政处罚不停止执行，法律另有规定的除外。"
    if not on_spot:
        said = f"如不服本决定，{remedies.either(paper, authority, court)}。"
        return [said, *online, *([] if penalty.ended_on else [still])]
    first = (
        "如不服本决定，根据《中华人民共和国行政复议法》第二十三条第一款第一项，"
        f"{remedies.review_first(paper, authority, court)}。"
    )
    through = "也可以通过本机关提交行政复议申请（行政复议法第三十二条）。"
    return [first, through, *online, still]
