"""依申请公开的期限: the numbers of the Regulation (国务院令第711号) and of the remedies."""

from huiyin.casework.deadlines import Effect, TimeLimit, Unit, declare

ANSWER = declare(
    TimeLimit(
        "foi.answer",
        "答复申请人",
        20,
        Unit.WORKDAYS,
        "政府信息公开条例第三十三条第二款",
        events={
            "correction-received": Effect.RESTART,  # 第三十条
            "fee-paid": Effect.RESTART,  # 国办函〔2020〕109号
            "consult-sent": Effect.SUSPEND,  # 第三十三条第三款
            "consult-received": Effect.RESUME,
            "extended": Effect.EXTEND,
        },
        longest_extension=20,
    )
)
CORRECTION = declare(
    TimeLimit("foi.correction", "告知补正", 7, Unit.WORKDAYS, "政府信息公开条例第三十条")
)
THIRD_PARTY = declare(
    TimeLimit("foi.third-party", "第三方提出意见", 15, Unit.WORKDAYS, "政府信息公开条例第三十二条")
)
FEE_PAYMENT = declare(
    TimeLimit("foi.fee-payment", "缴纳信息处理费", 20, Unit.WORKDAYS, "国办函〔2020〕109号")
)
RECONSIDERATION = declare(
    TimeLimit("reconsideration", "申请行政复议", 60, Unit.DAYS, "行政复议法第二十条")
)
LITIGATION = declare(
    TimeLimit("litigation", "提起行政诉讼", 6, Unit.MONTHS, "行政诉讼法第四十六条")
)
