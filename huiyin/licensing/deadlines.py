"""行政许可公示期限."""

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
