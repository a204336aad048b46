"""The audit log: append-only entries, sealed in order into a hash chain."""

from django.db import models


class Entry(models.Model):
    """审计记录: who did what to which record, when, from where, with which facts.

    Rows are only ever inserted; a database trigger refuses the rest. `mac` is keyed with
    HUIYIN_AUDIT_KEY over all other columns, so that whoever can write to the database but
    does not hold the key can neither change nor add an entry unseen.
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

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["subject_type", "subject_key", "id"], name="audit_entry_subject"),
            models.Index(fields=["verb", "id"], name="audit_entry_verb"),
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
