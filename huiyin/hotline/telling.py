"""Messages to the person who asked: by mail if an address was left, else as a text message that
says where to read, where the office sends such; else on the progress page alone.

Of a confidential request a letter says nothing but that there is something to read.
"""

from datetime import datetime

from django.urls import reverse

from huiyin.casework import numbering
from huiyin.common.numbers_of_persons import EMAIL, numbers
from huiyin.notices import texts
from huiyin.notices.actions import queue
from huiyin.web.addresses import absolute
from huiyin.workdays.due import DueDay

from . import links
from .models import ServiceRequest


def answered(request: ServiceRequest, at: datetime) -> None:
    """Send the answer, in the transaction of the move that approves it."""
    text = "" if request.is_confidential else f"{request.answer_text}\n\n"
    question = "" if request.evaluated_on else _question(request)
    _tell(request, "已经答复", f"已经答复。\n\n{text}{question}", at)


def extended(request: ServiceRequest, reason: str, at: datetime) -> None:
    """Until when it takes, and why (北京市接诉即办工作条例第十五条)."""
    why = "" if request.is_confidential else f"原因：{reason}\n\n"
    until = request.due_day.spoken if request.due_day else ""
    _tell(request, "办理期限延长", f"办理期限延长至{until}。\n\n{why}", at)


def suspended(request: ServiceRequest, reason: str, at: datetime) -> None:
    """Why it stands, and until when at most (济南市12345市民服务热线条例第二十五条)."""
    why = "" if request.is_confidential else f"原因：{reason}\n\n"
    last = request.reckoning().suspended_until
    until = f"，最迟至{DueDay(last, False).spoken}" if last else ""
    _tell(request, "中止办理", f"暂时中止办理{until}，恢复后继续计算期限。\n\n{why}", at)


def resumed(request: ServiceRequest, at: datetime) -> None:
    until = request.due_day.spoken if request.due_day else ""
    _tell(request, "恢复办理", f"已经恢复办理，办理期限至{until}。\n\n", at)


def settled(request: ServiceRequest, text: str, at: datetime) -> None:
    """What was deferred is solved or given up; the person hears which, as they heard the answer."""
    said = "" if request.is_confidential else f"{text}\n\n"
    _tell(request, "后续办理结果", f"有了后续办理结果。\n\n{said}", at)


def reopened(request: ServiceRequest, at: datetime) -> None:
    """What was answered did not do: it is handled again, and until when (济南市条例第二十七条)."""
    until = request.due_day.spoken if request.due_day else ""
    _tell(request, "重新办理", f"根据您的评价重新办理，最迟{until}再次答复您。\n\n", at)


def upheld(request: ServiceRequest, reason: str, at: datetime) -> None:
    """The objection was looked at, and the answer stands; why."""
    why = "" if request.is_confidential else f"理由：{reason}\n\n"
    _tell(
        request, "评价核实结果", f"经核实您的评价，维持{request.answered_on}的答复。\n\n{why}", at
    )


def asked(request: ServiceRequest, at: datetime) -> None:
    """Ask once more for an opinion of the answer."""
    _tell(request, "请您评价", f"已经在{request.answered_on}答复。\n\n{_question(request)}", at)


def _question(request: ServiceRequest) -> str:
    """The way to the form, which works once for this answer."""
    return f"请告诉我们问题是否解决、是否满意：{absolute(links.path(request))}\n\n"


def _tell(request: ServiceRequest, what: str, said: str, at: datetime) -> None:
    address = address_of(request)
    if not address:
        _text(request, what, at)
        return
    code = "凭受理编号和查询码可以在本机关网站查看办理情况。\n" if request.query_digest else ""
    telephone = f"，电话 {request.agency.telephone}" if request.agency.telephone else ""
    body = (
        f"您好：\n\n您{request.received_on}提交的诉求（{request.reference}）{said}"
        f"{code}{request.agency.name}{telephone}\n"
    )
    queue("email", address, f"您的诉求（{request.reference}）{what}", body, about=request, at=at)


def _text(request: ServiceRequest, what: str, at: datetime) -> None:
    """A text message says that there is something to read, and where; never what."""
    number = texts.reached_at(request.caller_phone)
    if not number:
        return
    agency = request.agency
    if request.is_confidential:
        subject = "您提交的事项有新的进展"
        body = f"【{agency.name}】{subject}，请按提交时告知您的方式查询。"
    else:
        subject = f"您的诉求（{request.reference}）{what}"
        body = f"【{agency.name}】{subject}。{_where(request)}"
    queue("sms", number, subject, body, about=request, at=at)


def _where(request: ServiceRequest) -> str:
    if request.query_digest and (kind := numbering.kind_of(request.reference)) and kind.progress:
        return f"请凭编号和提交时的查询码查看：{absolute(reverse(kind.progress))}"
    telephone = request.agency.telephone
    return f"详情请拨打 {telephone}。" if telephone else "详情请向受理您诉求的热线查询。"


def address_of(request: ServiceRequest) -> str:
    """The mail address in what was left to be reached by."""
    left = numbers(request.caller_phone, "联系方式", doubtful=True)
    return next((hit.value for hit in left if hit.kind == EMAIL), "")
