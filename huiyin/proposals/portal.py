"""建议提案办理: published replies, summaries or the reasons why not; and the years side by side."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from huiyin.figures.years import Line
from huiyin.organisations.models import Organisation
from huiyin.web.context import Section
from huiyin.web.kept.page_cache import remembered
from huiyin.web.narrowings import Choice, Chosen, Words, Year
from huiyin.web.publiclists import PublicList, RecordPage
from huiyin.web.tables import CellKind, Column

from .figures import yearly
from .models import Category, Proposal, ProposalQuerySet, ReplyClass


def _public(proposals: ProposalQuerySet) -> ProposalQuerySet:
    return proposals.public()


@remembered
def years(agency_id: int, today: date) -> list[Line]:
    return yearly(
        agency_id,
        today,
        lambda figure, scope: reverse("report-figure", args=[scope.start.year, figure.key]),
    )


def _more(chosen: Chosen) -> dict[str, Any]:
    agency = Organisation.objects.agencies().first()
    lines = years(agency.pk, timezone.localdate()) if agency else []
    return {"years": lines, "classes": ReplyClass.objects.filter(is_in_use=True)}


LIST: PublicList[Proposal, ProposalQuerySet] = PublicList(
    key="proposals",
    section=Section(
        "建议提案办理", "人大代表建议和政协提案的答复", "人大建议,政协提案,答复", "其他"
    ),
    door="proposals",
    register=(60, "建议提案办理", "人大代表建议、政协提案的答复和办理情况"),
    model=Proposal,
    public=_public,
    order=("-replied_on", "-pk"),
    template="proposals/portal/proposals.html",
    narrowings=(
        Year("year", "答复年份", "replied_on"),
        Choice("category", "类别", "category", lambda: Category.choices, "没有这一类"),
        Choice(
            "class", "分类", "reply_class__letter",
            ReplyClass.by_letter,
        ),
    ),
    words=Words(
        "words", "标题", "查找建议提案",
        lambda proposals, words: proposals.filter(subject__icontains=words),
    ),
    listed=lambda proposals: proposals.select_related("agency", "reply_class"),
    columns=(
        Column("类别", lambda p: p.get_category_display(), code="category"),
        Column("届次", lambda p: p.session, code="session"),
        Column("编号", lambda p: p.number, code="number"),
        Column("标题", lambda p: p.subject, code="subject"),
        Column("领衔人", lambda p: p.proposer, code="proposer"),
        Column("承办单位", lambda p: p.agency.on(p.replied_on).name, code="agency"),
        Column("答复日期", lambda p: p.replied_on, CellKind.DAY, "replied_on"),
        Column("分类", lambda p: str(p.reply_class or ""), code="reply_class"),
        Column("满意度", lambda p: p.get_satisfaction_display(), code="satisfaction"),
        Column("公开方式", lambda p: p.get_publication_display(), code="publication"),
        Column("内容", lambda p: p.public_text, code="public_text"),
        Column("不公开的理由", lambda p: p.withheld_because, code="withheld_because"),
    ),
    more=_more,
    record=RecordPage(name="proposal", template="proposals/portal/proposal.html"),
    line=lambda p: (p.subject, p.reference, p.replied_on),
)  # fmt: skip
