"""转为依申请公开: what somebody told the hotline becomes an application, where it names who asks."""

from datetime import date, datetime

from django.utils import timezone

from huiyin.audit.actors import Actor
from huiyin.casework import converting
from huiyin.casework.converting import Converter, Given
from huiyin.casework.models import Matter

from .actions import submit
from .models import ApplicantKind, Application, Channel

MADE = (
    "您的诉求属于政府信息公开申请，已转为申请登记。工作人员将与您联系，核对身份证明和所需信息，"
    "双方确认之日起计算答复期限。"
)
NOT_MADE = (
    "您的诉求属于政府信息公开申请，需要写明申请人姓名、联系方式和所需信息"
    "（《政府信息公开条例》第二十九条）。请在本机关网站“依申请公开”栏目提出：/apply/。"
)


def lacks(given: Given) -> list[str]:
    """What 条例第二十九条 asks and nobody has said; a paper of identity is asked for when it is confirmed."""
    values = {"申请人姓名": given.name, "联系方式": given.contact, "所需信息": given.content}
    return [name for name, value in values.items() if not value.strip()]


def make(given: Given, actor: Actor, at: datetime) -> Matter:
    """Submitted and not yet confirmed: no day runs before both sides know what is asked for."""
    return submit(
        Application(
            agency=given.agency,
            channel=Channel.ONLINE,
            arrived_on=timezone.localdate(at),
            applicant_kind=ApplicantKind.PERSON,
            applicant_name=given.name,
            applicant_contact=given.contact,
            information_name=given.subject,
            description=given.content,
        ),
        actor=actor,
        at=at,
    )


def _told(is_made: bool, day: date) -> str:
    return MADE if is_made else NOT_MADE


converting.declare(Converter("foi", "依申请公开", _told, lacks=lacks, make=make))
