"""How long is kept what units wrote about what they mended; it may name persons."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Rectification

rule(
    Rule(
        key="rectification.words",
        label="整改事项的存在问题、整改情况、延期理由和复查意见",
        basis="个人信息保护法第十九条、第四十七条；期限依本机关保管期限表",
        age=timedelta(days=3653),
        over=before(Rectification, "closed_on"),
        blanked=("problem", "measures", "wanted_because", "opinion"),
        is_local=True,
    )
)
