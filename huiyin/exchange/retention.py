"""How long the files are kept in which the credit platform was told of natural persons by their numbers."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from huiyin.files.models import StoredFile
from huiyin.personal.retention import Rule, before, rule

from .models import Batch, Row

BASIS = "个人信息保护法第十九条、第四十七条：平台收到后留待核对，按本机关保管期限表"
TWO_YEARS = timedelta(days=731)
DONE = ~Q(state=Batch.State.PACKED)
"""Handed over or void; without its file nothing could be uploaded."""


def _packages(moment: datetime) -> QuerySet[StoredFile]:
    """The batch stays with digest, counts, comparison and rows: what was sent can be shown, not read."""
    over = before(Batch, "made_on", DONE)(moment)
    files: QuerySet[StoredFile] = StoredFile.objects.filter(
        Exists(over.filter(file=OuterRef("pk"))), is_public=False
    )
    return files


def _rows(moment: datetime) -> QuerySet[Row]:
    return Row.objects.filter(batch__in=before(Batch, "made_on", DONE)(moment))


for key, label, over, blanked in (
    ("exchange.packages", "报送信用平台的文件", _packages, ("content",)),
    ("exchange.opinions", "信用平台退回记录的意见", _rows, ("said",)),
    ("exchange.receipts", "最近一次导入的回执", before(Batch, "made_on", DONE), ("last_receipt",)),
):
    rule(Rule(key, label, BASIS, TWO_YEARS, over, blanked, is_local=True))
