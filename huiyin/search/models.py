"""检索: the entries as they were put in; the full-text index is built from these tables."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries past their last day are removed by a later job; until then no search returns them."""

    def public(self) -> Self:
        return self.filter(Q(public_until=None) | Q(public_until__gt=timezone.now()))

    def past(self) -> Self:
        return self.filter(public_until__lte=timezone.now())


class Entry(models.Model):
    """检索条目: title, numbers and filters of one public thing; kept narrow, since counting reads many."""

    key = models.CharField("标识", max_length=100, unique=True)
    url = models.TextField("网址")
    title = models.TextField("标题")
    published_on = models.DateField("发布日期", db_index=True)
    agency = models.TextField("机关标识", blank=True)
    agency_name = models.TextField("机关", blank=True)
    column = models.TextField("栏目路径", blank=True)
    column_name = models.TextField("栏目", blank=True)
    theme = models.TextField("主题", blank=True)
    index_number = models.TextField("索引号", blank=True)
    doc_number = models.TextField("文号", blank=True)
    attachments = models.TextField("附件名称", blank=True)
    public_until = models.DateTimeField("公开截止时间", null=True, blank=True)
    over_on = models.DateField("废止或失效日期", null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        ordering: ClassVar[list[str]] = ["-published_on", "-pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["public_until"],
                condition=Q(public_until__isnull=False),
                name="search_entry_until",
            ),
            models.Index(
                fields=["doc_number"],
                condition=~Q(doc_number=""),
                name="search_entry_doc_number",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Text(models.Model):
    """检索正文: the body and the texts of attachments, apart from their entry."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="text", verbose_name="检索条目"
    )
    body = models.TextField("正文", blank=True)
    attached = models.JSONField("附件文字", default=list, blank=True)
    """[name, text] of each attachment, as they are in the index"""

    class Meta:
        verbose_name = verbose_name_plural = "检索正文"


class Attached(models.Model):
    """附件与条目: which file an entry carries, under which name."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files", verbose_name="检索条目")
    name = models.TextField("附件名称")
    sha256 = models.CharField("摘要", max_length=64, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "附件与条目"
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return self.name


class FileText(models.Model):
    """文件文字: what was read in one file, once, however many entries carry it."""

    sha256 = models.CharField("摘要", max_length=64, primary_key=True)
    text = models.TextField("文字", blank=True)
    note = models.CharField("说明", max_length=100, blank=True)
    """why nothing, or not everything, could be read"""
    is_read = models.BooleanField("已读取", default=False, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件文字"

    def __str__(self) -> str:
        return self.sha256


class Term(models.Model):
    """词语: what may be suggested, or meant by a pinyin or a slip: titles, columns, words, queries."""

    class Kind(models.TextChoices):
        COLUMN = "column", "栏目"
        QUERY = "query", "常搜"
        TITLE = "title", "标题"
        WORD = "word", "词语"

    text = models.CharField("词语", max_length=100)
    kind = models.CharField("种类", max_length=6, choices=Kind)
    pinyin = models.CharField("拼音", max_length=400, db_index=True)
    initials = models.CharField("拼音首字母", max_length=100, db_index=True)
    weight = models.PositiveIntegerField("出现次数")

    class Meta:
        verbose_name = verbose_name_plural = "词语"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "text"], name="search_term_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["text"], name="search_term_text")
        ]

    def __str__(self) -> str:
        return self.text


class Reading(models.Model):
    """读音: how a character is read without its neighbours, for words that are not yet known."""

    character = models.CharField("字", max_length=1, primary_key=True)
    pinyin = models.CharField("拼音", max_length=8)

    class Meta:
        verbose_name = verbose_name_plural = "读音"

    def __str__(self) -> str:
        return f"{self.character} {self.pinyin}"


class Asked(models.Model):
    """检索记录: that one visitor searched for something that was found; forgotten after 30 days.

    The visitor is a digest that changes every month and cannot be undone: enough to count how many
    different ones asked, too little to tell who.
    """

    text = models.CharField("检索词", max_length=20)
    visitor = models.CharField("来访者摘要", max_length=64)
    on = models.DateField("日期", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索记录"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "visitor"], name="search_asked_once")
        ]

    def __str__(self) -> str:
        return self.text
