"""How long is kept who asked for a paper about a subject; the paper itself does not name him."""

from datetime import timedelta

from huiyin.personal.retention import Rule, rule

from .models import Statement

rule(
    Rule(
        key="subjects.statements",
        label="信用信息查询单的查询人",
        basis="个人信息保护法第十九条、第四十七条；期限依本机关保管期限表",
        age=timedelta(days=1826),
        over=lambda moment: Statement.objects.filter(issued_at__lt=moment),
        blanked=("asked_by",),
        is_local=True,
    )
)
