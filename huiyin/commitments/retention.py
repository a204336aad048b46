"""How long is kept by which paper somebody who committed himself was known."""

from datetime import timedelta

from huiyin.personal.retention import Rule, before, rule

from .models import Commitment

rule(
    Rule(
        key="commitments.numbers",
        label="信用承诺主体的证件号码和履约核查情况",
        basis="个人信息保护法第十九条、第四十七条；有效期届满后按本机关保管期限表",
        age=timedelta(days=1826),
        over=before(Commitment, "valid_to"),
        blanked=("holder_id", "check_result"),
        is_local=True,
    )
)
