"""The audit log: append-only entries, sealed in order into a hash chain."""

from django.db import models
from django.db.models import Q


class Entry(models.Model):
    """审计记录: who did what to which record, when, from where, with which facts.

    Rows are only ever inserted; a database trigger refuses the rest. `mac` is keyed with
    HUIYIN_AUDIT_KEY over all other columns, so that whoever can write to the database but
    does not hold the key can neither change nor add an entry unseen. `sequence` and `number`
    run without gaps, so that none can be taken out or put in twice; entries from before the
    numbering have none. `agency_id` is a plain number like `Seal.entry_id`: an entry outlives
    what it tells of.
    """

    at = models.DateTimeField("发生时间")
    recorded_at = models.DateTimeField("记录时间")
    actor_kind = models.CharField("操作者类型", max_length=10)
    actor_key = models.CharField("操作者标识", max_length=64, blank=True)
    actor_name = models.CharField("操作者", max_length=100)
    origin = models.CharField("来源", max_length=200, blank=True)
    verb = models.CharField("操作", max_length=80)
    subject_type = models.CharField("对象类型", max_length=60)
    subject_key = models.CharField("对象标识", max_length=64)
    subject_name = models.CharField("对象", max_length=300)
    facts = models.JSONField("内容", default=dict)
    mac = models.CharField("校验码", max_length=64)
    sequence = models.PositiveSmallIntegerField("编号序列", null=True)
    number = models.BigIntegerField("编号", null=True)
    agency_id = models.BigIntegerField("机关", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["pk"]
        permissions = [("view_all", "查看全站审计记录")]
        indexes = [
            models.Index(fields=["subject_type", "subject_key", "id"], name="audit_entry_subject"),
            models.Index(fields=["verb", "id"], name="audit_entry_verb"),
            models.Index(fields=["agency_id", "id"], name="audit_entry_agency"),
        ]
        constraints = [
            # with a condition it is an index of its own: SQLite keeps the table and its triggers
            models.UniqueConstraint(
                fields=["sequence", "number"],
                condition=Q(number__isnull=False),
                name="audit_entry_number",
            )
        ]


class Seal(models.Model):
    """封存: the place of one entry in the chain. Written shortly after the entry's commit.

    A separate table, so that writers never wait for each other: they only insert entries,
    one sealer orders them. `entry_id` is a plain number: a seal must survive the loss of
    its entry to be able to name it.
    """

    position = models.BigIntegerField("序号", primary_key=True)
    entry_id = models.BigIntegerField("审计记录", unique=True)
    link = models.CharField("链接值", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "封存"
        ordering = ["position"]


class Sequence(models.Model):
    """审计编号序列: the last number given to an entry. Triggers let it only rise."""

    id = models.PositiveSmallIntegerField("序列", primary_key=True)
    last = models.BigIntegerField("最后编号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "审计编号序列"
