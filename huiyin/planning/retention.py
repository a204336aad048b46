"""How long is kept what units wrote about their progress; it may name persons."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Quarter

rule(
    Rule(
        key="planning.progress",
        label="计划任务的季度进展",
        basis="个人信息保护法第十九条、第四十七条；期限依本机关保管期限表",
        age=timedelta(days=3653),
        over=before(Quarter, "ends_on"),
        blanked=("progress",),
        is_local=True,
    )
)
