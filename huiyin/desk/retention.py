"""How long a bulk run and what became of its records are kept."""

from datetime import timedelta

from huiyin.personal.retention import Rule, rule

from .models import BulkRow, BulkRun

BASIS = "个人信息保护法第十九条：超过保存期限不再需要"
AGE = timedelta(days=30)

rule(
    Rule(
        key="desk.bulk-rows",
        label="批量办理的每一件",
        basis=BASIS,
        age=AGE,
        over=lambda moment: BulkRow.objects.filter(run__created_at__lt=moment),
    )
)
rule(
    Rule(
        key="desk.bulk-runs",
        label="批量办理的结果",
        basis=BASIS,
        age=AGE,
        over=lambda moment: BulkRun.objects.filter(created_at__lt=moment),
    )
)
