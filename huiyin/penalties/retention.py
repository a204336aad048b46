"""How long is kept by which papers holders and their representatives were known, and who else is named."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Penalty

rule(
    Rule(
        key="penalties.numbers",
        label="处罚相对人和法定代表人的证件号码、当事人地址、涉及的其他自然人",
        basis="个人信息保护法第四十七条；按处罚案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=before(Penalty, "decided_on"),
        blanked=("holder_id", "representative_id", "address", "others"),
        is_local=True,
    )
)
