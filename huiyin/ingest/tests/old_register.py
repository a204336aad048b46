"""An invented old register of applications, and beside each row what really happened."""

import io
import random
from collections import Counter
from datetime import date, timedelta

import openpyxl

from huiyin.workdays.load import calendar

KINDS = {
    "自然人": "person", "商业企业": "company", "科研机构": "research", "社会公益组织": "charity",
    "法律服务机构": "legal-service", "其他": "other",
}  # fmt: skip
RESULTS = [  # as offices copy them from the printed table
    ("（一）予以公开", "r3_1"),
    ("部分公开（区分处理的，只计这一情形，不计其他情形）", "r3_2"),
    ("1.属于国家秘密", "r3_3_1"),
    ("2.其他法律行政法规禁止公开", "r3_3_2"),
    ('3.危及"三安全一稳定"', "r3_3_3"),
    ("不予公开4.保护第三方合法权益", "r3_3_4"),
    ("（三）不予公开5.属于三类内部事务信息", "r3_3_5"),
    ("属于四类过程性信息", "r3_3_6"),
    ("不予公开：属于行政执法案卷", "r3_3_7"),
    ("8.属于行政查询事项", "r3_3_8"),
    ("1.本机关不掌握相关政府信息", "r3_4_1"),
    ("2.没有现成信息需要另行制作", "r3_4_2"),
    ("3.补正后申请内容仍不明确", "r3_4_3"),
    ("1.信访举报投诉类申请", "r3_5_1"),
    ("2.重复申请", "r3_5_2"),
    ("3.要求提供公开出版物", "r3_5_3"),
    ("4.无正当理由大量反复申请", "r3_5_4"),
    ("5.要求行政机关确认或重新出具已获取信息", "r3_5_5"),
    ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "r3_6_1"),
    ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "r3_6_2"),
    ("3.其他", "r3_6_3"),
]
REMEDIES = {"行政复议": "reconsideration", "未经复议直接起诉": "litigation", "复议后起诉": "litigation-after"}  # fmt: skip
OUTCOMES = {"结果维持": "upheld", "结果纠正": "corrected", "其他结果": "other"}
YEARS = (2021, 2022, 2023, 2024)
HEADERS = [
    "申请编号", "收到日期", "申请渠道", "申请人类型", "申请人", "联系方式", "所需信息的内容描述",
    "告知补正日期", "需要补正的内容", "补正期限", "收到补正日期", "需要说明理由的事项", "申请人说明的理由",
    "征求第三方意见日期", "征求对象类别", "征求对象", "对方收到日期", "第三方答复日期", "对方意见",
    "延期天数", "延期原因", "收费金额", "收费通知日期", "缴费日期", "票据号码",
    "办理结果", "答复日期", "答复文号", "送达方式", "邮件号码", "签收日期",
    "救济类别", "救济受理机关", "救济受理日期", "救济结果", "救济审结日期",
]  # fmt: skip


class Register:
    """Rows as an office kept them, and beside each what really happened."""

    def __init__(self, seed=20210104):
        self.chance = random.Random(seed)
        self.days = calendar("")
        self.rows, self.facts = [], []
        for number in range(200):
            self._add(number)

    def _add(self, number):
        pick = self.chance
        received = date(2021, 1, 4) + timedelta(days=number * 7 + pick.randrange(6))
        kind = pick.choice(list(KINDS))
        row = {
            "申请编号": f"SQ{received.year}-{number:04d}", "收到日期": received,
            "申请渠道": pick.choice(["当面", "信函", "网上"]), "申请人类型": kind, "申请人": f"周示例{number}",
            "联系方式": "0000-1234567", "所需信息的内容描述": f"示例路{number}号的规划许可证",
        }  # fmt: skip
        fact = {"received": received, "kind": KINDS[kind], "restarts": [received], "asked": [],
                "extension": 0, "remedies": [], "decision": "", "answered": None}  # fmt: skip
        day = received
        if number % 4 == 0:
            day = self._corrected(row, fact, day)
        if number % 5 == 0:
            day = self._asked(row, fact, day, twice=number % 10 == 0)
        if number % 7 == 0:
            row["需要说明理由的事项"], row["申请人说明的理由"] = "本月第 45 件", "用于写书"
        if number % 6 == 0:
            fact["extension"] = row["延期天数"] = pick.randint(1, 20)
            row["延期原因"] = "涉及资料较多"
        if number % 9 == 0:
            day = self._charged(row, fact, day)
        if number % 25 != 24:
            self._answered(row, fact, number, day)
        self.rows.append(row)
        self.facts.append(fact)

    def _corrected(self, row, fact, day):
        asked = self.days.add(day, 3)
        back = self.days.add(asked, self.chance.randint(1, 12))
        row |= {"告知补正日期": asked, "需要补正的内容": "请写明年份", "收到补正日期": back}
        row["补正期限"] = self.days.add(asked, 15)
        fact["restarts"].append(back)
        return back

    def _asked(self, row, fact, day, *, twice):
        sent = self.days.add(day, 2)
        replied = self.days.add(sent, self.chance.randint(2, 14))
        asked = [("第三方", "云溪样例公司", sent, sent, replied, "不同意")]
        if twice:
            later = self.days.add(sent, 1)
            asked.append(
                ("共同制作机关", "样例局", later, None, self.days.add(later, 15), "逾期未答复")
            )
        names = ("征求对象类别", "征求对象", "征求第三方意见日期", "对方收到日期", "第三方答复日期", "对方意见")  # fmt: skip
        for name, *cells in zip(names, *asked, strict=True):
            row[name] = (
                cells[0] if len(cells) == 1 else "\n".join(str(cell or "—") for cell in cells)
            )
        fact["asked"] = [(one[2], one[4]) for one in asked]
        return max(one[4] for one in asked)

    def _charged(self, row, fact, day):
        noticed = self.days.add(day, 1)
        paid = self.days.add(noticed, self.chance.randint(1, 20))
        row |= {"收费金额": "700", "收费通知日期": noticed, "缴费日期": paid, "票据号码": "0012345"}
        fact["restarts"].append(paid)
        return paid

    def _answered(self, row, fact, number, day):
        words, code = RESULTS[number % len(RESULTS)]
        if code == "r3_6_2":  # who has paid is not closed as unpaid
            words, code = ("（一）予以公开", "r3_1") if "缴费日期" in row else (words, code)
        answered = self.days.add(day, self.chance.randint(1, 30))
        row |= {"办理结果": words, "答复日期": answered, "答复文号": f"云城管公复〔{answered.year}〕{number}号",
                "送达方式": "邮寄", "邮件号码": f"XA{number:09d}CN", "签收日期": answered + timedelta(2)}  # fmt: skip
        fact |= {"decision": code, "answered": answered}
        if number % 8 == 1:
            self._contested(row, fact, answered, number)

    def _contested(self, row, fact, answered, number):
        filed = answered + timedelta(days=20)
        decided = filed + timedelta(days=self.chance.randint(30, 200))
        remedies = [
            ("行政复议", "云溪市人民政府", filed, self.chance.choice(list(OUTCOMES)), decided)
        ]
        if number % 16 == 1:
            remedies.append(
                ("复议后起诉", "云溪市人民法院", decided + timedelta(days=10), "尚未审结", None)
            )
        names = ("救济类别", "救济受理机关", "救济受理日期", "救济结果", "救济审结日期")
        for name, *cells in zip(names, *remedies, strict=True):
            row[name] = (
                cells[0] if len(cells) == 1 else "；".join(str(cell or "-") for cell in cells)
            )
        fact["remedies"] = [(one[0], one[2], one[3], one[4]) for one in remedies]

    def book(self):
        workbook = openpyxl.Workbook()
        sheet = workbook.active
        sheet.append(HEADERS)
        for row in self.rows:
            sheet.append([row.get(name, "") for name in HEADERS])
        stream = io.BytesIO()
        workbook.save(stream)
        stream.seek(0)
        return stream

    def due(self, fact):
        """Counted day by day, without the kernel's reckoning."""
        day, counted = max(fact["restarts"]), 0
        while counted < 20 + fact["extension"]:
            day += timedelta(days=1)
            is_asked = any(sent < day <= replied for sent, replied in fact["asked"])
            counted += self.days.is_workday(day) and not is_asked
        return day

    def table(self, year):
        """第三部分 of one year, from the facts alone."""
        counts = Counter()
        for fact in self.facts:
            received, answered = fact["received"], fact["answered"]
            rows = ["r1"] if received.year == year else []
            was_open = answered is None or answered.year >= year
            rows += ["r2"] if received.year < year and was_open else []
            rows += ["r3_7", fact["decision"]] if answered and answered.year == year else []
            rows += ["r3_6"] if "r3_7" in rows and fact["decision"].startswith("r3_6") else []
            is_left = answered is None or answered.year > year
            rows += ["r4"] if received.year <= year and is_left else []
            for row in rows:
                counts[row, fact["kind"]] += 1
                counts[row, "total"] += 1
        return counts

    def contested(self, year):
        """第四部分 of one year."""
        counts = Counter()
        for fact in self.facts:
            for kind, filed, outcome, decided in fact["remedies"]:
                if filed.year > year or (decided and decided.year < year):
                    continue
                is_decided = decided is not None and decided.year == year
                column = OUTCOMES[outcome] if is_decided else "pending"
                counts[REMEDIES[kind], column] += 1
                counts[REMEDIES[kind], "total"] += 1
        return counts
