"""上级文件: what a superior organ wants done in a year, and the items found in its text."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q

from huiyin.casework.evidence import Checked
from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation

if TYPE_CHECKING:
    from huiyin.planning.reading import Found


class DocumentQuerySet(MatterQuerySet["Document"]):
    def same_as(self, document: "Document") -> "DocumentQuerySet":
        """Valid records of the same paper: the same file, or the same number of the same organ."""
        same = Q(pk=document.pk)
        if document.file_id:
            same |= Q(file__sha256=document.file.sha256)
        if document.number:
            same |= Q(number=document.number, issuer=document.issuer)
        return self.valid().filter(same, agency=document.agency_id)


class Document(Matter):
    """上级文件: its file is kept encrypted with its digest; its items are proposed, never entered."""

    class State(models.TextChoices):
        REGISTERED = "registered", "已登记"
        VOIDED = Matter.VOIDED, "录入作废"

    kind: ClassVar[str] = "plan-documents"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"rows"})
    upload: Checked | None = None
    """The file as the form has checked it; the action keeps it."""
    found: "tuple[Found, ...]" = ()
    """What the form has read in it."""

    reference = ReferenceField("登记编号", max_length=80, blank=True)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.REGISTERED)
    name = models.CharField("文件标题", max_length=200)
    number = models.CharField("文号", max_length=80, blank=True, help_text="没有文号的可以空着")
    issuer = models.CharField("发文机关", max_length=100)
    issued_on = models.DateField("成文日期")
    year = models.PositiveSmallIntegerField("计划年度", help_text="任务在哪一年完成")
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name="文件", editable=False
    )
    registered_on = models.DateField("登记日期", editable=False)
    entered_by = models.CharField("登记人", max_length=100, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "上级文件"
        ordering = ["-year", "-issued_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"], name="planning_document_reference_once"
            )
        ]
        indexes = [models.Index(fields=["agency", "year"], name="planning_documents")]

    @property
    def title(self) -> str:
        return f"《{self.name}》（{self.number}）" if self.number else f"《{self.name}》"


class DocumentItem(models.Model):
    """文件条目: one numbered item or one row of a table, and what was guessed from its words."""

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="items", verbose_name="上级文件"
    )
    position = models.PositiveSmallIntegerField("顺序")
    label = models.CharField("条目", max_length=60, help_text="如 二（三）1")
    text = models.TextField("原文")
    task = models.TextField("任务")
    """Without the clauses that name units and days."""
    unit_words = models.CharField("文件写明的责任单位", max_length=300, blank=True)
    due_words = models.CharField("文件写明的时限", max_length=100, blank=True)
    measure = models.CharField("文件写明的目标", max_length=300, blank=True)
    unit = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="推测的责任单位",
    )  # fmt: skip
    due_on = models.DateField("推测的期限", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "文件条目"
        ordering = ["document", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "position"], name="planning_document_item_once"
            )
        ]

    def __str__(self) -> str:
        return self.label
