"""Worked cases of the answer's clock: worked out by hand from the notices, not by the program.

Each row: the law, the day of receipt, what happened, the last day, how many working days from the
(re)start on did not count, and when each enquiry held the clock (from the day after / to).
"""

from typing import NamedTuple

REGULATION = "《中华人民共和国政府信息公开条例》"
R33_2 = f"{REGULATION}第三十三条第二款"
R33_3 = f"{REGULATION}第三十三条第三款"
R30 = f"{REGULATION}第三十条"
R32 = f"{REGULATION}第三十二条、第三十三条第三款"
R34 = f"{REGULATION}第三十四条、第三十三条第三款"
ORGAN = f"{REGULATION}第三十三条第三款；期限为本机关的约定"
OUR = f"{REGULATION}第三十三条第三款；推定收到为本机关的约定"
FEE = "国办函〔2020〕109号；重新计算为本系统的理解"
R30_EXT = f"{REGULATION}第三十条、第三十三条第二款；延长随原期限结束为本系统的理解"
FEE_EXT = f"国办函〔2020〕109号、{REGULATION}第三十三条第二款；延长随原期限结束为本系统的理解"


class Case(NamedTuple):
    law: str
    received: str
    events: list[str]
    due: str
    left_out: int
    pauses: list[str]
    why: str


CASES = [
    Case(R33_2, "2020-01-10", [], "2020-02-14", 0, [], ""),
    Case(R33_2, "2020-01-10", ["extended=20"], "2020-03-13", 0, [], "extended"),
    Case(R33_2, "2020-09-18", [], "2020-10-22", 0, [], ""),
    Case(R33_2, "2020-09-18", ["extended=20"], "2020-11-19", 0, [], "extended"),
    Case(R33_2, "2021-09-10", [], "2021-10-14", 0, [], ""),
    Case(R33_2, "2021-09-10", ["extended=20"], "2021-11-11", 0, [], "extended"),
    Case(R33_2, "2022-01-20", [], "2022-02-22", 0, [], ""),
    Case(R33_2, "2022-01-20", ["extended=20"], "2022-03-22", 0, [], "extended"),
    Case(R33_2, "2023-01-10", [], "2023-02-10", 0, [], ""),
    Case(R33_2, "2023-01-10", ["extended=20"], "2023-03-10", 0, [], "extended"),
    Case(R33_2, "2023-09-22", [], "2023-10-26", 0, [], ""),
    Case(R33_2, "2023-09-22", ["extended=20"], "2023-11-23", 0, [], "extended"),
    Case(R33_2, "2024-01-25", [], "2024-02-27", 0, [], ""),
    Case(R33_2, "2024-01-25", ["extended=20"], "2024-03-26", 0, [], "extended"),
    Case(R33_2, "2024-09-18", [], "2024-10-21", 0, [], ""),
    Case(R33_2, "2024-09-18", ["extended=20"], "2024-11-18", 0, [], "extended"),
    Case(R33_2, "2025-01-15", [], "2025-02-18", 0, [], ""),
    Case(R33_2, "2025-01-15", ["extended=20"], "2025-03-18", 0, [], "extended"),
    Case(R33_2, "2025-09-19", [], "2025-10-23", 0, [], ""),
    Case(R33_2, "2025-09-19", ["extended=20"], "2025-11-20", 0, [], "extended"),
    Case(R33_2, "2026-02-06", [], "2026-03-12", 0, [], ""),
    Case(R33_2, "2026-02-06", ["extended=20"], "2026-04-10", 0, [], "extended"),
    Case(R33_2, "2026-02-14", [], "2026-03-20", 0, [], ""),
    Case(R33_2, "2026-02-14", ["extended=20"], "2026-04-20", 0, [], "extended"),
    Case(R33_2, "2026-09-12", [], "2026-10-15", 0, [], ""),
    Case(R33_2, "2026-09-12", ["extended=20"], "2026-11-12", 0, [], "extended"),
    Case(R33_2, "2026-09-15", [], "2026-10-19", 0, [], ""),
    Case(R33_2, "2026-09-15", ["extended=20"], "2026-11-16", 0, [], "extended"),
    Case(R33_3, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-09-26", "consult-received=2025-10-14"], "2025-11-05", 9, ["2025-09-25/2025-10-14"], "an opinion in time over National Day"),
    Case(R30, "2026-02-06", ["correction-received=2026-02-28"], "2026-03-27", 0, [], "corrected on a Saturday that is worked"),
    Case(FEE, "2024-09-02", ["fee-paid=2024-10-12"], "2024-11-08", 0, [], "paid on a Saturday that is worked"),
    Case(R32, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-09-26"], "2025-11-14", 16, ["2025-09-25/2025-10-23"], "no opinion: the wait ends on 10-23, its 15th working day"),
    Case(R32, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-09-26", "consult-received=2025-11-20"], "2025-11-14", 16, ["2025-09-25/2025-10-23"], "an opinion four weeks late does not stretch it"),
    Case(R32, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-09-26", "consult-received=2025-10-23"], "2025-11-14", 16, ["2025-09-25/2025-10-23"], "an opinion on its last day"),
    Case(R32, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-09-26", "consult-received=2025-10-24"], "2025-11-14", 16, ["2025-09-25/2025-10-23"], "one day after it"),
    Case(OUR, "2025-09-19", ["consult-sent=2025-09-25"], "2025-11-19", 19, ["2025-09-25/2025-10-28"], "receipt not registered: presumed 10-02, in the holiday"),
    Case(OUR, "2025-09-19", ["consult-sent=2025-09-25", "consult-received=2025-12-01"], "2025-11-19", 19, ["2025-09-25/2025-10-28"], "nor an opinion in time"),
    Case(R32, "2025-09-19", ["consult-sent=2025-09-25", "consult-delivered=2025-10-09"], "2025-11-20", 20, ["2025-09-25/2025-10-29"], "a receipt after the presumed one is a fact"),
    Case(R32, "2025-12-08", ["consult-sent=2025-12-15", "consult-delivered=2025-12-17"], "2026-01-29", 17, ["2025-12-15/2026-01-08"], "over a year's end"),
    Case(R32, "2024-12-10", ["consult-sent=2024-12-20", "consult-delivered=2024-12-23", "consult-received=2025-01-26"], "2025-02-06", 16, ["2024-12-20/2025-01-14"], "an opinion on a Sunday that is worked, late"),
    Case(R32, "2026-01-20", ["consult-sent=2026-02-05", "consult-delivered=2026-02-06"], "2026-03-17", 16, ["2026-02-05/2026-03-05"], "silence over Spring Festival with two worked Saturdays"),
    Case(R32, "2023-01-06", ["consult-sent=2023-01-16", "consult-delivered=2023-01-18", "consult-received=2023-01-29"], "2023-02-16", 6, ["2023-01-16/2023-01-29"], "back on a worked Sunday"),
    Case(R34, "2024-09-02", ["consult-sent=2024-09-09", "consult-delivered=2024-09-10"], "2024-10-28", 16, ["2024-09-09/2024-10-08"], "a co-maker is silent over two holidays"),
    Case(R34, "2021-01-25", ["consult-sent=2021-02-01", "consult-delivered=2021-02-02", "consult-received=2021-02-20"], "2021-03-12", 11, ["2021-02-01/2021-02-20"], "a co-maker answers on a worked Saturday"),
    Case(ORGAN, "2026-03-02", ["consult-sent=2026-03-09", "consult-until=2026-03-20"], "2026-04-13", 9, ["2026-03-09/2026-03-20"], "another organ, until the day agreed with it"),
    Case(ORGAN, "2026-03-02", ["consult-sent=2026-03-09", "consult-delivered=2026-03-10", "consult-until=2026-03-20", "consult-received=2026-03-16"], "2026-04-07", 5, ["2026-03-09/2026-03-16"], "another organ answers before it"),
    Case(ORGAN, "2026-03-02", ["consult-sent=2026-03-09", "consult-delivered=2026-03-10", "consult-until=2026-03-20", "consult-received=2026-04-30"], "2026-04-13", 9, ["2026-03-09/2026-03-20"], "another organ answers long after it"),
    Case(R33_3, "2026-03-02", ["consult-sent:a=2026-03-09", "consult-delivered:a=2026-03-10", "consult-received:a=2026-03-16", "consult-sent:b=2026-03-11", "consult-delivered:b=2026-03-12", "consult-received:b=2026-03-20"], "2026-04-13", 9, ["2026-03-09/2026-03-16", "2026-03-11/2026-03-20"], "two at once: each day once"),
    Case(R33_3, "2026-03-02", ["consult-sent:a=2026-03-09", "consult-delivered:a=2026-03-10", "consult-sent:b=2026-03-25", "consult-delivered:b=2026-03-26"], "2026-05-12", 28, ["2026-03-09/2026-03-31", "2026-03-25/2026-04-17"], "two that never answer, overlapping"),
    Case(R33_3, "2026-04-01", ["consult-sent:a=2026-04-02", "consult-delivered:a=2026-04-03", "consult-sent:b=2026-05-06", "consult-delivered:b=2026-05-07"], "2026-06-17", 32, ["2026-04-02/2026-04-27", "2026-05-06/2026-05-27"], "two that never answer, one after the other, over Labour Day"),
    Case(R33_3, "2026-03-02", ["consult-sent:a=2026-03-09", "consult-delivered:a=2026-03-10", "consult-sent:b=2026-03-09", "consult-received:b=2026-03-12"], "2026-04-22", 16, ["2026-03-09/2026-03-12", "2026-03-09/2026-03-31"], "one answers, the other is out"),
    Case(R33_3, "2026-03-02", ["consult-sent=2026-03-30", "consult-delivered=2026-03-30"], "2026-03-30", 0, ["2026-03-30/2026-04-21"], "asked on the last day: nothing is left to stand still"),
    Case(R33_3, "2026-03-02", ["consult-sent=2026-04-07", "consult-delivered=2026-04-08"], "2026-03-30", 0, ["2026-04-07/2026-04-29"], "asked after the last day"),
    Case(R33_3, "2026-03-02", ["consult-sent=2026-03-27", "consult-delivered=2026-03-27"], "2026-04-21", 15, ["2026-03-27/2026-04-20"], "asked one day before the last"),
    Case(R33_2, "2026-03-02", ["extended=20@2026-03-27", "consult-sent=2026-04-07", "consult-delivered=2026-04-08"], "2026-05-22", 16, ["2026-04-07/2026-04-29"], "extended, then nobody answers"),
    Case(R33_2, "2026-03-02", ["extended=20@2026-03-30"], "2026-04-28", 0, [], "extended on the last day"),
    Case(R33_2, "2026-03-02", ["extended=20@2026-03-31"], "2026-03-30", 0, [], "extended a day too late: nothing is left to extend"),
    Case(R33_2, "2026-03-02", ["extended=20@2026-04-14", "consult-sent=2026-03-09", "consult-delivered=2026-03-10", "consult-received=2026-03-20"], "2026-04-13", 9, ["2026-03-09/2026-03-20"], "extended a day after a last day that an opinion had moved"),
    Case(FEE_EXT, "2024-09-02", ["fee-paid=2024-10-12", "extended=20@2024-11-09"], "2024-11-08", 0, [], "paid, then extended a day too late"),
    Case(ORGAN, "2026-03-02", ["consult-sent=2026-03-09", "consult-delivered=2026-03-10", "consult-until=2026-12-31"], "2026-04-22", 16, ["2026-03-09/2026-03-31"], "another organ, a day named beyond its term"),
    Case(R33_2, "2026-03-02", ["extended=10@2026-03-27", "consult-sent=2026-03-09", "consult-delivered=2026-03-10", "consult-received=2026-03-18"], "2026-04-23", 7, ["2026-03-09/2026-03-18"], "asked, answered, extended by ten"),
    Case(R30_EXT, "2026-01-12", ["extended=20@2026-01-14", "correction-received=2026-02-28"], "2026-03-27", 0, [], "extended, then corrected: twenty days anew"),
    Case(R30_EXT, "2026-01-12", ["correction-received=2026-02-14", "extended=20@2026-03-10"], "2026-04-20", 0, [], "corrected, then extended: forty from the correction"),
    Case(R30_EXT, "2026-01-12", ["extended=20@2026-01-14", "correction-received=2026-02-14", "extended=15@2026-03-12"], "2026-04-13", 0, [], "extended, corrected, extended again"),
    Case(FEE_EXT, "2024-09-02", ["extended=20@2024-09-12", "fee-paid=2024-10-12"], "2024-11-08", 0, [], "extended, then paid: twenty days anew"),
    Case(FEE_EXT, "2024-09-02", ["fee-paid=2024-10-12", "extended=20@2024-11-01"], "2024-12-06", 0, [], "paid, then extended: forty from the payment"),
    Case(FEE_EXT, "2024-09-02", ["extended=20@2024-09-12", "fee-paid=2024-10-12", "extended=20@2024-11-08"], "2024-12-06", 0, [], "extended, paid, extended again on the last day"),
    Case(FEE_EXT, "2024-09-02", ["extended=20@2024-10-12", "fee-paid=2024-10-12"], "2024-12-06", 0, [], "extended on the day of payment: of the new period"),
    Case(FEE_EXT, "2024-09-02", ["extended=20", "fee-paid=2024-10-12"], "2024-12-06", 0, [], "an old register knows no day of the extension"),
    Case(R30, "2025-12-22", ["correction-received=2026-01-04"], "2026-01-30", 0, [], "corrected on a worked Sunday after New Year"),
    Case(R30, "2022-01-17", ["correction-received=2022-01-30", "fee-paid=2022-02-18"], "2022-03-18", 0, [], "corrected, then paid: the later one counts"),
    Case(R30, "2026-09-15", ["correction-received=2026-09-20", "consult-sent=2026-09-24", "consult-delivered=2026-09-28"], "2026-11-16", 16, ["2026-09-24/2026-10-23"], "corrected on a worked Sunday, then silence over National Day"),
    Case(R33_3, "2026-01-12", ["consult-sent=2026-01-20", "consult-delivered=2026-01-21", "correction-received=2026-02-04"], "2026-03-17", 5, ["2026-01-20/2026-02-11"], "a restart calls no enquiry back: it is out until 02-11"),
]  # fmt: skip
