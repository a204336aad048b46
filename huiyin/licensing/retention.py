"""How long is kept by which papers holders and their representatives were known."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Licence

rule(
    Rule(
        key="licensing.numbers",
        label="许可相对人和法定代表人的证件号码",
        basis="个人信息保护法第四十七条；有效期届满后按许可案卷保管期限（本机关保管期限表）",
        age=timedelta(days=3653),
        over=before(Licence, "valid_to"),
        blanked=("holder_id", "representative_id"),
        is_local=True,
    )
)
