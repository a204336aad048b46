"""How long is kept what tables said in columns that nobody knows, where no record takes it along."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from huiyin.personal.retention import Rule, rule

from .models import Row


def _over(moment: datetime) -> "QuerySet[Row]":
    rows: QuerySet[Row] = Row.objects.filter(batch__at__lt=moment)
    return rows


rule(
    Rule(
        key="ingest.other-columns",
        label="导入表格中台账以外的列（原表其他列）",
        basis="个人信息保护法第十九条、第四十七条；自导入之日起按案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=_over,
        blanked=("other_columns",),
        is_local=True,
    )
)
