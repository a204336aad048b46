"""信用信息报送: what is handed to the credit platform, batch by batch, and what the platform answered."""

from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from huiyin.casework.keys import ReferenceField
from huiyin.casework.models import Matter, MatterQuerySet
from huiyin.casework.terms import Dated
from huiyin.files.models import StoredFile
from huiyin.organisations.models import Organisation
from huiyin.publicity import kinds
from huiyin.publicity.models import Publication

from . import fieldlists


class Generation(models.TextChoices):
    """数据标准."""

    CURRENT = fieldlists.CURRENT, "2018年标准"
    EARLIER = fieldlists.EARLIER, "2018年以前的标准"


class Form(models.TextChoices):
    XLSX = "xlsx", "Excel（.xlsx）"
    CSV = "csv", "CSV"


class SendingRule(Dated):
    """报送规定: in which form the platform of the place takes one kind of record."""

    of: ClassVar[tuple[str, ...]] = ("content",)

    content = models.CharField("报送内容", max_length=12, choices=kinds.keyed)
    generation = models.CharField("数据标准", max_length=8, choices=Generation.choices)
    form = models.CharField("文件格式", max_length=4, choices=Form.choices)
    since = models.DateField(
        "报送起始日期", help_text="这一天以前公示的记录已由其他系统报送，不再报送"
    )
    answer_days = models.PositiveSmallIntegerField(
        "回执期限（工作日）", validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    place_code = models.CharField(
        "地方编码", max_length=6, blank=True, help_text="2018年以前的标准要求填写的行政区划代码"
    )

    class Meta:
        verbose_name = verbose_name_plural = "报送规定"
        ordering = ["content", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["content", "valid_from"], name="exchange_rule_once")
        ]
        permissions = [("keep_rules", "设定信用信息报送规定")]

    def __str__(self) -> str:
        return f"{self.get_content_display()} {self.get_generation_display()}，{self.get_form_display()}"

    def clean(self) -> None:
        super().clean()
        known = self.content in fieldlists.document()
        if known and self.generation not in fieldlists.generations(self.content):
            name, standard = self.get_content_display(), self.get_generation_display()
            raise ValidationError({"generation": f"{name}没有{standard}"})


class Batch(Matter):
    """报送批次: the rows of one file, frozen when it was made."""

    class State(models.TextChoices):
        PACKED = "packed", "待上传"
        SENT = "sent", "待回执"
        ANSWERED = "answered", "回执已齐"
        VOIDED = Matter.VOIDED, "已作废"

    OPEN: ClassVar[frozenset[str]] = frozenset({State.PACKED, State.SENT})
    kind: ClassVar[str] = "exchange"
    is_internal: ClassVar[bool] = True
    unlogged: ClassVar[frozenset[str]] = frozenset({"table"})

    reference = ReferenceField("批次号", max_length=80)
    state = models.CharField("状态", max_length=20, choices=State.choices, default=State.PACKED)
    content = models.CharField("报送内容", max_length=12, choices=kinds.keyed)
    generation = models.CharField("数据标准", max_length=8, choices=Generation.choices)
    form = models.CharField("文件格式", max_length=4, choices=Form.choices)
    made_on = models.DateField("生成日期", db_index=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name="文件", editable=False
    )
    digest = models.CharField("文件摘要（SHA-256）", max_length=64, editable=False)
    sent_rows = models.PositiveIntegerField("报送条数", editable=False)
    withdrawn_rows = models.PositiveIntegerField("其中撤下", editable=False)
    compared_on = models.DateField("核对日期", editable=False)
    differences = models.PositiveIntegerField("核对不一致", editable=False)
    comparison = models.TextField("核对结果", editable=False)
    due_on = models.DateField("到期日", null=True, blank=True, editable=False)
    sent_at = models.DateTimeField("上传时间", null=True, blank=True, editable=False)
    platform_number = models.CharField("平台受理号", max_length=100, blank=True)
    answered_on = models.DateField("回执登记日期", null=True, blank=True, editable=False)
    last_receipt = models.TextField("最近一次回执导入", blank=True, editable=False)

    unsaved: list["Row"]
    """Of a new batch: its rows, which are stored with it."""

    objects = MatterQuerySet["Batch"].as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "报送批次"
        ordering = ["-made_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "reference"],
                condition=~Q(state=Matter.VOIDED),
                name="exchange_number_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "content"],
                condition=Q(state="packed"),
                name="exchange_one_to_upload",
                violation_error_message="已经有一批待上传，请先上传或者作废",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_on"], name="exchange_batch_due")]
        permissions = [
            ("view_batches", "查看信用信息报送"),
            ("send_batch", "生成报送文件、登记上传和回执"),
        ]

    @property
    def title(self) -> str:
        return f"{self.get_content_display()} {self.sent_rows} 条"

    @property
    def has_file(self) -> bool:
        """Whether its file is still kept; its digest is for ever."""
        return bool(self.file.content)


class Action(models.TextChoices):
    """报送类型."""

    NEW = "new", "新增"
    CHANGED = "changed", "变更"
    WITHDRAWN = "withdrawn", "撤下"


class Result(models.TextChoices):
    """平台回执."""

    ACCEPTED = "accepted", "通过"
    REFUSED = "refused", "退回"
    MEND = "mend", "需修改"


class Meaning(models.TextChoices):
    """What a word of a platform's receipt says: heads of columns, and results."""

    REFERENCE = "reference", "列名：文书号"
    RESULT = "result", "列名：回执结果"
    SAID = "said", "列名：平台意见"
    DAY = "day", "列名：回执日期"
    BATCH = "batch", "列名：批次号"
    DIGEST = "digest", "列名：校验码"
    ACCEPTED = Result.ACCEPTED.value, "结果：通过"
    REFUSED = Result.REFUSED.value, "结果：退回"
    MEND = Result.MEND.value, "结果：需修改"


class ReceiptWord(Dated):
    """回执用词: a word of a platform's receipts, and what it means from a day on; nothing: not known."""

    of: ClassVar[tuple[str, ...]] = ("word",)

    word = models.CharField("回执里的写法", max_length=40)
    meaning = models.CharField(
        "含义", max_length=10, choices=Meaning.choices, blank=True,
        help_text="不选表示从执行日期起不再认这个写法",
    )  # fmt: skip

    class Meta:
        verbose_name = verbose_name_plural = "回执用词"
        ordering = ["meaning", "word", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["word", "valid_from"], name="exchange_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.word}：{self.get_meaning_display() or '不再认得'}"


class Row(models.Model):
    """报送记录: one record in one batch, as it was said there, and the platform's answer to it."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="rows", verbose_name="批次")
    number = models.PositiveIntegerField("序号", editable=False)
    about_kind = models.CharField("报送内容", max_length=80, editable=False)
    about_pk = models.PositiveBigIntegerField("记录", editable=False)
    reference = models.CharField("文书号", max_length=200, editable=False)
    action = models.CharField("报送类型", max_length=10, choices=Action.choices, editable=False)
    publication = models.ForeignKey(
        Publication, models.PROTECT, null=True, related_name="+", verbose_name="公示记录"
    )
    """Whose wording was sent; none where the platform is asked to take the record down."""
    wording = models.CharField("公示文本摘要", max_length=64, blank=True, editable=False)
    digest = models.CharField("行摘要", max_length=64, editable=False)
    """SHA-256 of the cells."""
    result = models.CharField("平台回执", max_length=10, choices=Result.choices, blank=True)
    said = models.CharField("平台意见", max_length=300, blank=True)
    answered_on = models.DateField("回执日期", null=True, blank=True)
    answered_by = models.CharField("登记人", max_length=100, blank=True)
    resend_because = models.CharField("原样重报理由", max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "报送记录"
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="exchange_row_once"),
            models.UniqueConstraint(fields=["batch", "about_pk"], name="exchange_record_once"),
        ]
        indexes = [models.Index(fields=["about_kind", "about_pk"], name="exchange_rows_of_record")]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_withdrawal(self) -> bool:
        """Whether it asks the platform to take the record down."""
        return self.action == Action.WITHDRAWN


class Shortfall(models.Model):
    """未达报送标准: a record that the checks kept out of the file, until it passes."""

    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="机关")
    about_kind = models.CharField("报送内容", max_length=80)
    about_pk = models.PositiveBigIntegerField("记录")
    reference = models.CharField("文书号", max_length=200)
    faults = models.JSONField("问题", default=list)
    """[head, what is wrong] of each fault."""
    found_on = models.DateField("发现日期", db_index=True)
    mended_on = models.DateField("改正日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "未达报送标准的记录"
        ordering = ["found_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_pk"],
                condition=Q(mended_on=None),
                name="exchange_shortfall_open_once",
            )
        ]

    def __str__(self) -> str:
        return self.reference


def rule_on(content: str, day: date) -> SendingRule:
    """The rule by which this kind is sent on that day.

    Raises:
        LookupError: none is in force.
    """
    rule: SendingRule | None = SendingRule.objects.on(day, content=content)
    if rule is None:
        raise LookupError(f"没有在 {day} 有效的{kinds.label_of(content)}报送规定，请先添加")
    return rule
