"""限期整改通知书、通报、复函: numbered and frozen in the transaction of the move that issues them."""

from datetime import datetime

from django.utils import timezone

from huiyin.coordination.holding import addresses, handlers
from huiyin.files import word
from huiyin.letters.issuing import lines, number_and_keep, series_of, usual_words
from huiyin.notices.actions import queue
from huiyin.workdays.due import DueDay

from .kinds import FAMILY
from .models import Category, Paper, Rectification


def title(matter: Rectification, role: Paper.Role) -> str:
    """What stands below the name of the organ."""
    if role == Paper.Role.CIRCULAR:
        return f"关于{matter.subject}的通报"
    if role == Paper.Role.ANSWER:
        return f"关于{matter.get_category_display()}整改情况的复函"
    return str(role.label)


def order(matter: Rectification, signer: str, at: datetime) -> None:
    """The notice of the agency's own, and a letter to whoever handles things in the unit."""
    if not matter.is_from_outside and matter.leading is None:
        is_circular = matter.category == Category.CIRCULAR
        role = Paper.Role.CIRCULAR if is_circular else Paper.Role.ORDER
        issue(matter, role, "", signer, at)
    tell(matter, at)


def issue(matter: Rectification, role: Paper.Role, text: str, signer: str, at: datetime) -> Paper:
    """The paper with the next number of the agency's series, as Word and PDF.

    Raises:
        ValidationError: the agency has no code for its documents.
    """
    day, kind = timezone.localdate(at), FAMILY.kinds[role]
    series = series_of(matter.agency, FAMILY.word_of(matter.agency, kind))
    paper = Paper(
        rectification=matter, role=role, series=series, year=day.year, signer=signer, issued_on=day,
    )  # fmt: skip
    number_and_keep(
        paper,
        title(matter, role),
        lambda: drawn(matter, paper, text, at),
        agency=matter.agency,
        at=at,
    )
    return paper


def drawn(matter: Rectification, paper: Paper, text: str, at: datetime) -> bytes:
    """The Word file."""
    agency, role = matter.agency, Paper.Role(paper.role)
    together = [matter, *matter.jointly.filter(state=Rectification.State.REGISTERED)]
    values = {
        **usual_words(agency, title(matter, role), str(paper), at),
        "签发人": paper.signer,
        "责任单位": "、".join(one.unit.on(at).name for one in together),
        "称谓": "上述单位" if len(together) > 1 else "贵单位",
        "事由": matter.subject,
        "存在问题": lines(matter.problem),
        "整改要求": lines(matter.demand),
        "期限": DueDay(matter.due_on).written if matter.due_on else "",
        "整改编号": "、".join(one.reference for one in together),
        "来文机关": matter.sender,
        "来文": f"《{matter.get_category_display()}》（{matter.paper_number}）",
        "正文": lines(text),
    }
    template = FAMILY.kinds[role].template(agency)
    return word.fill(template, values, title=f"{paper} {title(matter, role)}", at=at)


def tell(matter: Rectification, at: datetime) -> None:
    """Number and last day only: nothing of a matter goes into a letter."""
    body = (
        f"{matter.unit.name}：{matter.agency.name}下达了整改事项 {matter.reference}，"
        f"请于 {matter.due_day} 前（含当日）完成整改并报送。\n\n请登录工作台“我的待办”办理。"
    )
    for address in addresses(handlers(matter.unit, timezone.localdate(at))):
        queue("email", address, f"整改通知（{matter.reference}）", body, about=matter, at=at)
