"""From a finished draft to an application: once, whole, with its receipt."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse

from huiyin.audit.actors import guest
from huiyin.common import codes
from huiyin.foi import actions
from huiyin.foi.models import Application, ApplicationFile, Channel, FileRole
from huiyin.foi.public_forms import Answers
from huiyin.notices.actions import queue
from huiyin.organisations.models import Organisation
from huiyin.throttle import budgets, letters, limits
from huiyin.throttle.nets import net
from huiyin.visitors import drafts
from huiyin.visitors.models import Draft

from . import steps

PURPOSE = "foi.application"


class UnfinishedError(Exception):
    """A page is still open: `step`."""

    def __init__(self, step: steps.Step) -> None:
        super().__init__(step.key)
        self.step = step


@transaction.atomic
def send(draft: Draft, *, origin: str, at: datetime) -> Draft:
    """提交: one draft becomes one application, however often the button is pressed.

    Raises:
        UnfinishedError: a page is not answered rightly.
        TooManyError: too many came from this network, or of this applicant.
    """
    draft = drafts.lock(draft)
    if draft.sent_key:
        return draft
    content = drafts.read(draft)
    answers: Answers = content.get("answers", {})
    attached = list(draft.files.select_related("file"))
    if (step := steps.first_open(answers, len(attached))) is not None:
        raise UnfinishedError(step)
    values = _values(answers)
    agency = _agency(values.pop("agency", ""))
    budgets.spend(
        (limits.APPLICATIONS, net(origin)), (limits.APPLICATIONS_ONE, _applicant(values)), at=at
    )
    actor = guest("申请人", agency.pk, origin=origin)
    form = Application(agency=agency, channel=Channel.ONLINE, **values)
    application = actions.submit(form, actor=actor, at=at)
    proof = {"application": application, "role": FileRole.IDENTITY, "uploaded_at": at}
    ApplicationFile.objects.bulk_create(ApplicationFile(file=one.file, **proof) for one in attached)
    email = application.applicant_email
    receipt = _receipt(application, at)
    if email and not letters.may_go(email, origin, at=at):
        receipt |= {"email": "", "unsent": email}
    drafts.sent(draft, str(application.pk), {"receipt": receipt}, at=at)
    if receipt["email"]:
        queue(
            "email", email, f"已收到您的政府信息公开申请（{application.reference}）",
            letter(application, receipt), about=application, at=at,
        )  # fmt: skip
    return draft


def _values(answers: Answers) -> dict[str, Any]:
    """The cleaned values of all pages, by the names of the application's fields."""
    values: dict[str, Any] = {}
    for step in steps.steps():
        if step is steps.PROOF:
            continue
        form = steps.form_for(step, answers)
        form.is_valid()
        values |= form.cleaned_data
    values.pop("by", None)
    values["description"] = (
        values["description"] or values["information_name"] or values["information_number"]
    )
    values["applicant_contact"] = values["applicant_phone"]
    return values


def _applicant(values: dict[str, Any]) -> str:
    """Whose application it is: by the number of a paper, else by name and telephone."""
    number = values.get("applicant_uscc") or values.get("applicant_id")
    return number or f"{values['applicant_name']} {values['applicant_phone']}"


def _agency(chosen: str) -> Organisation:
    agencies = Organisation.objects.agencies()
    return agencies.get(pk=int(chosen)) if chosen else agencies.get()


def _receipt(application: Application, at: datetime) -> dict[str, str]:
    return {
        "number": application.reference,
        "code": codes.grouped(application.query_code),
        "agency": application.agency.name,
        "telephone": application.agency.telephone,
        "at": at.isoformat(),
        "confirm_by": application.due_on.isoformat() if application.due_on else "",
        "confirm_mark": application.due_day.mark if application.due_day else "",
        "email": application.applicant_email,
        "title": application.title,
    }


def letter(application: Application, receipt: dict[str, str]) -> str:
    """The receipt as a letter; it holds nothing of what was filled in but the number."""
    by = f"承诺最迟于{application.due_day.spoken}（含当日）" if application.due_day else ""
    return (
        "您好：\n\n"
        f"{application.agency.name}已收到您在网上提交的政府信息公开申请。\n\n"
        f"申请编号：{receipt['number']}\n查询码：{receipt['code']}\n\n"
        f"接下来：\n1. 本机关{by}与您联系，确认收到申请。\n"
        "2. 从确认的次日起 20 个工作日内答复；需要延长的，会事先告知您，最多延长 20 个工作日。\n"
        "3. 需要补正或者说明理由的，会告诉您。\n\n"
        f"查进度：在本机关网站打开 {reverse('track')} ，填写编号和查询码。请勿把查询码告诉他人。\n"
    )
