"""行政许可、行政处罚公示期限."""

from huiyin.casework.deadlines import TimeLimit, Unit, declare

LICENCE_PUBLISH = declare(
    TimeLimit(
        "licence.publish",
        "行政许可决定公示",
        7,
        Unit.WORKDAYS,
        "发改办财金〔2018〕424号；国办发〔2018〕118号",
    )
)
PENALTY_PUBLISH = declare(
    TimeLimit(
        "penalty.publish",
        "行政处罚决定公示",
        7,
        Unit.WORKDAYS,
        "发改办财金〔2018〕424号；国办发〔2018〕118号",
    )
)
PENALTY_WITHDRAW = declare(
    TimeLimit(
        "penalty.withdraw",
        "行政处罚信息撤回",
        3,
        Unit.WORKDAYS,
        "行政处罚法第四十八条第二款、第八十五条",
    )
)
