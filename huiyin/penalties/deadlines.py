"""行政处罚的期限. Only 二日、三日、五日、七日 are working days; others are days of the calendar (第八十五条)."""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, declare

LAW = "行政处罚法"
EXTENDED = "extended"

DECIDE = declare(
    TimeLimit(
        "penalty.decide",
        "作出行政处罚决定",
        90,
        Unit.DAYS,
        f"{LAW}第六十条：自立案之日起九十日内，法律、法规、规章另有规定的从其规定",
        {EXTENDED: Effect.EXTEND},
        longest_extension=400,
        rolls=False,
    )
)
"""How much longer is allowed at all a local row says (`models.Extension`)."""
HEARING = declare(
    TimeLimit(
        "penalty.hearing",
        "要求听证",
        5,
        Unit.WORKDAYS,
        f"{LAW}第六十四条第一项：被告知后五日内提出",
    )
)
CALL = declare(
    TimeLimit(
        "penalty.call",
        "通知听证",
        7,
        Unit.WORKDAYS,
        f"{LAW}第六十四条第二项：举行听证的七日前通知",
    )
)
"""From the notice to the first day on which the hearing may be held."""
SERVE = declare(
    TimeLimit(
        "penalty.serve",
        "送达行政处罚决定书",
        7,
        Unit.WORKDAYS,
        f"{LAW}第六十一条：当事人不在场的，七日内送达",
    )
)
PAY = declare(
    TimeLimit(
        "penalty.pay",
        "缴纳罚款",
        15,
        Unit.DAYS,
        f"{LAW}第六十七条第三款：自收到行政处罚决定书之日起十五日内",
    )
)
PUBLISH = declare(
    TimeLimit(
        "penalty.publish",
        "行政处罚决定公示",
        7,
        Unit.WORKDAYS,
        "发改办财金〔2018〕424号；国办发〔2018〕118号",
    )
)
RESTORE = declare(
    TimeLimit(
        "penalty.restore",
        "修复撤销后恢复公示",
        7,
        Unit.WORKDAYS,
        "信用修复管理办法没有规定期限，比照发改办财金〔2018〕424号公示行政处罚的期限",
    )
)
"""From the day on which a repair was revoked, where the decision has to be put up anew."""
WITHDRAW = declare(
    TimeLimit(
        "penalty.withdraw",
        "行政处罚信息撤回",
        3,
        Unit.WORKDAYS,
        "行政处罚法第四十八条第二款、第八十五条",
    )
)
