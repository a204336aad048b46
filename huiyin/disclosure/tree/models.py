"""信息公开: the portal's tree: site › agency › columns › documents (Wagtail pages)."""

from typing import Any, ClassVar
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.locks import BaseLock
from wagtail.models import Orderable, Page, PageManager

from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation
from huiyin.web.addresses import first_parts
from huiyin.web.html import opening, sanitise, to_text

from . import placed as placed
from . import taken_down as taken_down
from .category import FiledByColumn
from .cms_rights import OfThePortal
from .editor import BodyPanel, DocumentForm, lock_of
from .public import DocumentQuerySet, PublicUntil
from .validity import DAYS_TO_COME, InForce
from .validity import OVER as OVER
from .validity import Validity as Validity


class LegalItem(models.TextChoices):
    """法定主动公开内容 (条例第二十条各项、第二十一条)."""

    RULES = "20-01", "行政法规、规章和规范性文件"
    FUNCTIONS = "20-02", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"
    PLANS = "20-03", "规划及相关政策"
    STATISTICS = "20-04", "统计信息"
    LICENCES = "20-05", "行政许可和其他对外管理服务事项"
    PENALTIES = "20-06", "行政处罚、行政强制"
    BUDGET = "20-07", "财政预算、决算信息"
    FEES = "20-08", "行政事业性收费"
    PROCUREMENT = "20-09", "政府集中采购"
    PROJECTS = "20-10", "重大建设项目"
    WELFARE = "20-11", "扶贫、教育、医疗、社会保障、促进就业"
    EMERGENCIES = "20-12", "突发公共事件"
    INSPECTION = "20-13", "监督检查情况"
    RECRUITMENT = "20-14", "公务员招考"
    OTHER_BY_LAW = "20-15", "法律法规规定的其他信息"
    LOCAL = "21", "市政建设、公共服务、公益事业等"


class ColumnType(models.TextChoices):
    """栏目类别: the fixed values of the page tag `ColumnType` (国办发〔2017〕47号)."""

    HOME = "首页", "首页"
    OVERVIEW = "概况信息", "概况信息"
    FUNCTIONS = "机构职能", "机构职能"
    LEADERS = "负责人信息", "负责人信息"
    NEWS = "工作动态", "工作动态"
    POLICY = "政策文件", "政策文件"
    GUIDE = "信息公开指南", "信息公开指南"
    CATALOGUE = "信息公开目录", "信息公开目录"
    ANNUAL_REPORT = "信息公开年报", "信息公开年报"
    ON_REQUEST = "依申请公开", "依申请公开"
    DATA = "数据发布", "数据发布"
    OPEN_DATA = "数据开放", "数据开放"
    INTERPRETATION = "政策解读", "政策解读"
    RESPONSE = "回应关切", "回应关切"
    SERVICES = "办事服务", "办事服务"
    COMPLAINTS = "咨询投诉", "咨询投诉"
    SURVEY = "征集调查", "征集调查"
    INTERVIEW = "在线访谈", "在线访谈"
    OTHER = "其他", "其他"


class Timing(models.TextChoices):
    """公开时限类型: how often what is in a column changes."""

    REGULAR = "regular", "常规性工作定期公开"
    OCCASIONAL = "occasional", "临时性工作随时公开"
    FIXED = "fixed", "固定性工作长期公开"


class Cycle(models.TextChoices):
    """公开周期 of what is disclosed regularly."""

    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月"
    QUARTERLY = "quarterly", "每季度"
    HALF_YEARLY = "half-yearly", "每半年"
    YEARLY = "yearly", "每年"


class Attribute(models.TextChoices):
    """公开属性 (条例第十三条), decided before anything is published."""

    PROACTIVE = "主动公开", "主动公开"
    ON_REQUEST = "依申请公开", "依申请公开"
    NOT_DISCLOSED = "不予公开", "不予公开"


PROMISED = frozenset({"api", "commitments", "media", "open311", "penalties", "static"})
"""First parts of addresses that no pattern has yet, and that no agency page may take."""


DESCRIPTION_LENGTH = 120


def public_path(page: Any) -> str:
    """The address of a page of the tree without the site root: `/cgj/gzdt/`."""
    return "/" + "/".join(str(page.url_path).strip("/").split("/")[1:]) + "/"


class PortalPage(OfThePortal, Page):
    """门户首页: the root of the portal; its screen is made by the portal app."""

    max_count = 1
    private_page_options: ClassVar[list[str]] = []  # what is on the portal is public
    subpage_types: ClassVar[list[str]] = ["disclosure.AgencyPage"]

    class Meta:
        verbose_name = "门户"


class AgencyPage(OfThePortal, Page):
    """机关: the government-information pages of one agency."""

    organisation = models.OneToOneField(
        Organisation, models.PROTECT, related_name="page", verbose_name="机关"
    )

    private_page_options: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["disclosure.PortalPage"]
    subpage_types: ClassVar[list[str]] = ["disclosure.ColumnPage"]

    class Meta:
        verbose_name = "机关"

    def clean(self) -> None:
        super().clean()
        if self.slug in PROMISED | first_parts():
            raise ValidationError({"slug": f"“{self.slug}”是本站固定页面的地址，请换一个网址标识"})


class ColumnPage(OfThePortal, Page):
    """栏目."""

    column_type = models.CharField("栏目类别", max_length=10, choices=ColumnType.choices)
    description = models.CharField("栏目描述", max_length=300)
    keywords = models.CharField("栏目关键词", max_length=200)
    legal_item = models.CharField(
        "法定主动公开内容", max_length=5, choices=LegalItem.choices, blank=True
    )

    timing = models.CharField("公开时限类型", max_length=10, choices=Timing.choices, blank=True)
    cycle = models.CharField("公开周期", max_length=12, choices=Cycle.choices, blank=True)
    update_days = models.PositiveSmallIntegerField(
        "更新期限（天）",
        null=True,
        blank=True,
        help_text="多少天没有新内容就算逾期；空着表示不检查",
    )
    publish_days = models.PositiveSmallIntegerField(
        "公开期限（工作日）", default=20, help_text="自信息形成或者变更之日起（条例第二十六条）"
    )
    department = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="责任部门",
    )  # fmt: skip
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="责任人",
    )  # fmt: skip

    private_page_options: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["disclosure.AgencyPage", "disclosure.ColumnPage"]
    subpage_types: ClassVar[list[str]] = ["disclosure.ColumnPage", "disclosure.DocumentPage"]

    class Meta:
        verbose_name = "栏目"


class DocumentPage(OfThePortal, PublicUntil, InForce, FiledByColumn, Page):
    """公开信息: one document with the metadata of the disclosure catalogue."""

    objects = PageManager.from_queryset(DocumentQuerySet)()

    agency = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="公开机关"
    )
    index_number = models.CharField("索引号", max_length=64, unique=True)
    summary = models.TextField(
        "内容概述", blank=True, help_text="空着就取正文的开头，正文改了跟着改"
    )
    doc_number = models.CharField("文号", max_length=100, blank=True, db_index=True)
    issuer = models.CharField("发布机构", max_length=100)
    formed_on = models.DateField("成文日期", null=True, blank=True)
    published_at = models.DateTimeField("发布日期", db_index=True)
    publish_due_on = models.DateField("应公开日期", null=True, blank=True, editable=False)
    category = models.CharField("组配分类", max_length=100, blank=True)
    theme = models.CharField("主题分类", max_length=100, blank=True, db_index=True)
    genre = models.CharField("体裁分类", max_length=40, blank=True)
    validity = models.CharField("有效性", max_length=4, choices=Validity.choices, blank=True)
    validity_before = models.CharField("此前有效性", max_length=4, blank=True, editable=False)
    effective_on = models.DateField("生效日期", null=True, blank=True)
    abolished_on = models.DateField("废止日期", null=True, blank=True)
    attribute = models.CharField(
        "公开属性", max_length=6, choices=Attribute.choices, default=Attribute.PROACTIVE
    )
    attribute_ground = models.CharField("公开依据", max_length=300, blank=True)
    interprets = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="interpretations",
        verbose_name="解读的文件",
    )  # fmt: skip
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaced_by",
        verbose_name="替代的文件",
    )  # fmt: skip
    amends = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="amended_by",
        verbose_name="修改的文件",
    )  # fmt: skip
    public_until = models.DateTimeField("公开截止时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤下原因", max_length=300, blank=True)
    keywords = models.CharField("关键词", max_length=200, blank=True)
    source = models.CharField("来源", max_length=100)
    author = models.CharField("作者", max_length=60, blank=True)
    body = models.TextField("正文", blank=True, help_text="HTML；保存时只留下正文需要的标记")

    private_page_options: ClassVar[list[str]] = []
    parent_page_types: ClassVar[list[str]] = ["disclosure.ColumnPage"]
    subpage_types: ClassVar[list[str]] = []
    is_written_in_the_cms = True
    base_form_class = DocumentForm
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        BodyPanel(),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("doc_number"), FieldPanel("formed_on")]),
                FieldRowPanel([FieldPanel("issuer"), FieldPanel("source"), FieldPanel("author")]),
                FieldRowPanel([FieldPanel("category"), FieldPanel("theme"), FieldPanel("genre")]),
                FieldRowPanel([FieldPanel("effective_on"), FieldPanel("keywords")]),
                FieldPanel("summary"),
            ],
            heading="目录信息",
        ),
    ]
    # Address, schedule and validity belong to the moves of the manuscript, not to the text.
    promote_panels: ClassVar[list[Any]] = []
    settings_panels: ClassVar[list[Any]] = []
    of_the_page: ClassVar[tuple[str, ...]] = (
        "agency_id", "index_number", "validity", "validity_before", "abolished_on", "replaces_id",
        "amends_id", "withdrawn_at", "withdrawn_reason", "public_until", "publish_due_on",
    )  # fmt: skip
    """What the page is, whichever revision of its text is looked at; set by moves."""

    class Meta:
        verbose_name = "公开信息"
        indexes = DAYS_TO_COME
        permissions = [("import_pages", "导入旧站网页"), ("view_statistics", "查看信息公开数据")]

    def clean(self) -> None:
        super().clean()
        self.body = sanitise(self.body)
        self.summary = self.summary.strip()
        if self.validity in OVER and not self.abolished_on:
            raise ValidationError({"abolished_on": "失效或废止的文件请填写废止日期"})

    @property
    def description(self) -> str:
        """What feeds and search engines say of it: what somebody wrote, else how the text begins now."""
        return self.summary or opening(to_text(self.body), DESCRIPTION_LENGTH) or self.title

    @property
    def permanent_address(self) -> str:
        """Where this document is found for ever, whatever column it moves to."""
        return "/i/" + quote(self.index_number, safe="/")

    @property
    def column(self) -> "ColumnPage":
        parent: ColumnPage = self.get_parent().specific
        return parent

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """For the CMS preview; the portal's own view gives the same names."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | document_context(self)

    template = "disclosure/portal/document.html"

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        return [("", "普通版"), ("elder", "长者模式")]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        if mode_name == "elder":
            request.COOKIES["display"] = "elder"
        return super().serve_preview(request, mode_name)

    def get_lock(self) -> BaseLock | None:
        lock: BaseLock | None = super().get_lock()
        return lock or lock_of(self)

    def with_content_json(self, content: dict[str, Any]) -> "DocumentPage":
        page: DocumentPage = super().with_content_json(content)
        for name in self.of_the_page:
            setattr(page, name, getattr(self, name))
        return page


def document_context(page: DocumentPage) -> dict[str, Any]:
    """What `disclosure/portal/document.html` needs: document, column, trail, attachments, views."""
    ancestors = list(page.get_ancestors().specific().filter(depth__gte=3)) if page.pk else []
    counter = ViewCount.objects.filter(document=page.pk).first()
    return {
        "document": page,
        "column": ancestors[-1] if ancestors else None,
        "trail": ancestors,
        "attachments": list(page.attachments.select_related("file")),
        "views": counter.views if counter else 0,
    }


class DocumentAttachment(Orderable):
    """附件: a file, or only its name and old address where an import could not get at it."""

    document = ParentalKey(
        DocumentPage, on_delete=models.CASCADE, related_name="attachments", verbose_name="公开信息"
    )
    name = models.CharField("附件名称", max_length=255)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="文件"
    )
    old_address = models.CharField("原地址", max_length=500, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = "附件"


class OldAddress(models.Model):
    """旧地址: where a document was before; it redirects to the permanent address."""

    path = models.CharField("旧地址", max_length=500, unique=True, help_text="域名之后的部分")
    host = models.CharField("旧域名", max_length=100, blank=True)
    document = models.ForeignKey(
        DocumentPage, models.CASCADE, related_name="old_addresses", verbose_name="公开信息"
    )

    class Meta:
        verbose_name = verbose_name_plural = "旧地址"


class FormerAddress(models.Model):
    """栏目旧地址: where a column was before it was renamed or moved; what lay below is found there too."""

    path = models.CharField("旧地址", max_length=1000, unique=True)
    column = models.ForeignKey(ColumnPage, models.CASCADE, related_name="former_addresses", verbose_name="栏目")  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "栏目旧地址"


class ViewCount(models.Model):
    """浏览次数: a counter beside the document, so that reading never touches the page."""

    document = models.OneToOneField(
        DocumentPage, models.CASCADE, primary_key=True, related_name="view_count", verbose_name="公开信息"
    )  # fmt: skip
    views = models.PositiveBigIntegerField("浏览次数", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "浏览次数"


class Tally(models.Model):
    """公开数量: live documents of one column that agree in the rest; only `tally` writes here."""

    column = models.ForeignKey(ColumnPage, models.CASCADE, related_name="+", verbose_name="栏目")
    year = models.SmallIntegerField("公开年份")
    theme = models.CharField("主题分类", max_length=100, blank=True)
    genre = models.CharField("体裁分类", max_length=40, blank=True)
    validity = models.CharField("有效性", max_length=4, blank=True)
    documents = models.IntegerField("条数")

    class Meta:
        verbose_name = verbose_name_plural = "公开数量"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["column", "year", "theme", "genre", "validity"],
                name="disclosure_tally_once",
            )
        ]
