"""公开指南: a first draft with everything that Reg. 12 asks for, from the agency's own record."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from huiyin.audit import log
from huiyin.audit.actors import Actor
from huiyin.casework.workflow import MoveForbiddenError
from huiyin.disclosure.tree.actions import next_index_number
from huiyin.disclosure.tree.columns import may_set
from huiyin.disclosure.tree.models import ColumnPage, ColumnType, DocumentPage
from huiyin.organisations.models import Organisation
from huiyin.web.context import domain, profile

UNKNOWN = "（请填写）"
TEXT = (
    "<p>为便于公民、法人和其他组织获取{name}的政府信息，根据《中华人民共和国政府信息公开条例》，编制本指南。</p>"
    "<h2>一、政府信息的分类和编排体系</h2>"
    "<p>本机关主动公开的政府信息按内容分为下列类别，每条信息编有索引号，在公开目录中按类别、主题和时间编排：</p>"
    "<ul>{columns}</ul>"
    "<h2>二、获取方式</h2>"
    "<p>（一）主动公开。主动公开的信息在{site}发布，可以检索、查阅和下载，"
    "也可以到国家档案馆、公共图书馆和政务服务场所查阅。"
    "自信息形成或者变更之日起20个工作日内公开；法律、法规另有规定的，从其规定。</p>"
    "<p>（二）依申请公开。除主动公开的信息外，可以向本机关申请获取。"
    "申请可以当面提交、邮寄、传真或者在网上提交，应当写明申请人姓名或者名称、身份证明、联系方式、"
    "所需信息的名称、文号或者便于查询的其他特征，以及获取信息的方式。"
    "本机关能够当场答复的当场答复；不能当场答复的，自收到申请之日起20个工作日内答复，"
    "需要延长的经批准最多延长20个工作日并告知申请人。"
    "不收取费用；申请的数量、频次明显超过合理范围的，可以收取信息处理费。</p>"
    "<h2>三、政府信息公开工作机构</h2>"
    "<table><caption>政府信息公开工作机构</caption><tbody>{table}</tbody></table>"
    "<h2>四、不予公开的范围</h2>"
    "<p>依法确定为国家秘密的，法律、行政法规禁止公开的，公开后可能危及国家安全、公共安全、经济安全、社会稳定的，"
    "不予公开；涉及商业秘密、个人隐私等会损害第三方合法权益的，按照《中华人民共和国政府信息公开条例》第十五条办理；"
    "内部事务信息、过程性信息和行政执法案卷信息，按照该条例第十六条办理。</p>"
    "<h2>五、监督和救济</h2>"
    "<p>认为本机关没有依法公开政府信息，或者在政府信息公开工作中侵犯其合法权益的，"
    "可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。"
    "本机关的行政复议机关是{superior}。</p>"
    "<p>（一）复议前置。对本机关依照《中华人民共和国政府信息公开条例》第十四条、第十五条、第十六条"
    "不予公开的决定（包括部分公开中不予公开的部分）不服的，应当自知道该决定之日起60日内，"
    "先向{superior}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起15日内，"
    "向人民法院提起行政诉讼（《中华人民共和国行政复议法》第二十三条第一款第四项）。</p>"
    "<p>（二）可以直接起诉。对予以公开、无法提供、不予处理、不再处理等其他答复或者告知不服的，"
    "可以自知道之日起60日内向{superior}申请行政复议，或者自知道之日起6个月内直接向人民法院提起行政诉讼。</p>"
)


def particulars(agency: Organisation) -> list[tuple[str, str]]:
    """政府信息公开工作机构 (条例第十二条第二款): six particulars, in the law's order."""
    online = domain()
    return [
        ("名称", f"{agency.name}办公室（政府信息公开工作机构）"),
        ("办公地址", agency.address or UNKNOWN),
        ("办公时间", agency.office_hours or UNKNOWN),
        ("联系电话", agency.telephone or UNKNOWN),
        ("传真号码", UNKNOWN),
        ("互联网联系方式", f"{online}，“依申请公开”栏目" if online else UNKNOWN),
    ]


def text(agency: Organisation) -> str:
    """The guide as HTML; what the record does not hold is marked to be filled in."""
    table = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', particulars(agency))
    columns = format_html_join(
        "",
        "<li>{}：{}</li>",
        (
            (column.title, column.description)
            for column in ColumnPage.objects.live()
            .descendant_of(agency.page)
            .filter(depth=agency.page.depth + 1)
            .order_by("path")
        ),
    )
    return format_html(
        TEXT,
        name=agency.name,
        columns=columns,
        site=profile().name or "本机关网站",
        table=table,
        superior=agency.superior or UNKNOWN,
    )


@transaction.atomic
def draft(agency: Organisation, *, actor: Actor, at: datetime) -> DocumentPage | None:
    """起草公开指南 as an unpublished draft; None where a guide, or a draft of one, is there.

    Raises:
        MoveForbiddenError: the actor may not set up columns of this agency.
    """
    if not may_set(actor, agency):
        raise MoveForbiddenError("您没有设置本机关栏目的权限")
    below = ColumnPage.objects.descendant_of(agency.page)
    column = below.filter(column_type=ColumnType.GUIDE).order_by("path").first()
    if column is None or DocumentPage.objects.descendant_of(column).exists():
        return None
    page = DocumentPage(
        title=f"{agency.name}政府信息公开指南",
        slug="guide",
        agency=agency,
        index_number=next_index_number(agency, timezone.localdate(at)),
        issuer=agency.name,
        source=agency.name,
        formed_on=timezone.localdate(at),
        published_at=at,
        category=column.title,
        body=text(agency),
        live=False,
        has_unpublished_changes=True,
    )
    column.add_child(instance=page)
    page.save_revision(clean=False)
    log.record(actor, "disclosure.guide.draft", page, at=at, title=page.title)
    return page
