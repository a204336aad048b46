"""检索: what search knows, as it was handed in; the full-text index beside it is made from this."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """检索条目: title, numbers and filters of one public thing; kept narrow, since counting reads many."""

    key = models.CharField("标识", max_length=100, unique=True)
    url = models.TextField("网址")
    title = models.TextField("标题")
    published_on = models.DateField("发布日期")
    agency = models.TextField("机关标识", blank=True)
    agency_name = models.TextField("机关", blank=True)
    column = models.TextField("栏目路径", blank=True)
    column_name = models.TextField("栏目", blank=True)
    theme = models.TextField("主题", blank=True)
    index_number = models.TextField("索引号", blank=True)
    doc_number = models.TextField("文号", blank=True)
    attachments = models.TextField("附件名称", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索条目"
        ordering: ClassVar[list[str]] = ["-published_on", "-pk"]

    def __str__(self) -> str:
        return self.title


class Text(models.Model):
    """检索正文: the body, apart from its entry."""

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="text", verbose_name="检索条目"
    )
    body = models.TextField("正文", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "检索正文"

    def __str__(self) -> str:
        return self.body[:40]
