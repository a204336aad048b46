"""The letters of 依申请公开: what each is called, counted as, and can be filled with."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from huiyin.foi.models import ConsultationKind, Decision, Opinion, PaperKind
from huiyin.letters import kinds as letters
from huiyin.letters.checks import Vocabulary
from huiyin.letters.kinds import Series, names_in

FOLDER = Path(__file__).resolve().parents[1] / "letters"
ANSWERS, NOTICES, ENQUIRIES = "foi.answers", "foi.notices", "foi.enquiries"
ENDINGS = "foi.endings"
SERIES = {
    ANSWERS: Series("答复书", "公复"),
    NOTICES: Series("告知书、回执、收费通知", "公告知"),
    ENDINGS: Series("不再处理告知书、终结办理告知书", "公告知", goes_with=NOTICES),
    ENQUIRIES: Series("征询函、协办函", "公征"),
}

HEAD = {
    "机关名称": "本机关全称",
    "文书名称": "本文书的名称",
    "文号": "签发时生成的发文字号",
    "成文日期": "签发日期",
    "收件人": "申请人、第三方或者有关机关",
}
RECORD = {
    "称谓": "您，或者贵单位",
    "申请编号": "登记的编号",
    "收到日期": "收到申请之日",
    "申请渠道": "当面提交、邮寄等",
    "申请方式": "当面提交的、邮寄的等，用在“收到您”之后",
    "内容描述": "申请人要求获取的信息",
    "联系方式": "本机关的电话、地址和办公时间",
    "答复期限": "现在应当答复的日期",
}
ASKED = {
    "补正事项": "哪里不明确，需要补正什么；每行一项",
    "补正期限": "补正的最后一天",
    "说明事项": "申请的数量和频次；每行一段",
    "说明期限": "说明理由的最后一天",
    "延期理由": "为什么不能按期答复",
    "延长天数": "延长多少个工作日",
    "原答复期限": "延长之前的答复期限",
    "涉及内容": "信息的名称和内容摘要；不得写明申请人",
    "征求对象": "第三方合法权益，或者其他机关",
    "征求日期": "发出征询函的日期",
    "第三方称谓": "您（个人）或者贵单位；能从名称判断的可以不选",
    "协办期限": "请科室或者其他机关反馈的最后一天",
    "计收标准": "按件或者按量计收的标准",
    "计算过程": "分档计算；每行一档",
    "金额": "合计，单位为元",
    "缴纳方式": "执收编码、账户、地点等",
    "公开理由": "不公开对公共利益有何重大影响",
    "办理经过": "补正、征求意见、延期等经过；可以不填",
    "公开条款": "已经主动公开的为第一项，向申请人提供的为第二项",
    "提供方式": "提供、获取信息的方式、途径和时间",
    "公开内容": "予以公开的部分",
    "定密依据": "定密的依据和密级",
    "禁止规定": "法律、行政法规的名称和条款",
    "第三方权益": "商业秘密、个人隐私等",
    "信息类别": "人事管理、后勤管理、内部工作流程，或者讨论记录、过程稿、磋商信函、请示报告",
    "案卷名称": "行政执法案卷的名称",
    "查询事项": "工商登记资料、不动产登记资料等",
    "查询规定": "规定查询办法的法律、行政法规",
    "办理途径": "到哪里查、怎样查",
    "不掌握的情形": "检索的部门、方式、关键词和时间段，或者不属于本机关负责的理由",
    "适用条款": "第三十六条第四项（经检索不存在），或者第五项（不属于本机关负责）",
    "获取建议": "负责公开的机关名称和联系方式；可以不填",
    "不明确之处": "补正后仍不明确的内容",
    "相应渠道": "信访、投诉、举报的渠道",
    "原答复日期": "以前答复的日期",
    "原答复文号": "以前答复的文号",
    "出版物": "出版物的名称",
    "获取途径": "怎样取得该出版物",
    "已获取情况": "何时、以何种方式获取",
    "补正告知日期": "告知补正的日期",
    "收费通知日期": "收费通知发出日期",
    "缴费期限": "缴费的最后一天",
    "情况说明": "如申请人撤回申请的日期和方式",
    "受诉法院": "有管辖权的人民法院的名称；可以不填",
    "复议网上渠道": "网上提交行政复议申请的渠道（行政复议法第二十二条）",
}
LONG = frozenset(
    {"补正事项", "说明事项", "延期理由", "涉及内容", "办理经过", "公开内容", "公开理由", "计算过程",
     "缴纳方式", "提供方式", "不掌握的情形", "情况说明"}
)  # fmt: skip
"""Asked for as a few lines."""
OPTIONAL = frozenset({"办理经过", "获取建议", "受诉法院"})
CHOICES: dict[str, tuple[str, ...]] = {
    "公开条款": ("第三十六条第一项", "第三十六条第二项"),
    "适用条款": ("第三十六条第四项", "第三十六条第五项"),
    "第三方称谓": ("您", "贵单位"),
}
"""Asked for as one of these: a letter cites the one item that it rests on."""
BUILT = {
    "认定": "查明的情况（按办理结果生成）",
    "答复意见": "依据、决定和答复内容（按办理结果生成）",
    "不予公开的内容": "不予公开的部分和理由（按登记的理由生成）",
    "救济告知": "行政复议和行政诉讼的告知（按办理结果生成）",
    "附件说明": "提供给申请人的附件（按材料生成）",
}
BLOCKS = frozenset(
    {"内容描述", "联系方式", "补正事项", "说明事项", "延期理由", "涉及内容", "计收标准", "计算过程",
     "缴纳方式", "公开理由", "办理经过", *BUILT}
)  # fmt: skip


@dataclass(frozen=True)
class Kind(letters.Kind):
    """One kind of letter to an applicant or about an application. `to` says whose opinion is asked, where it is not for the applicant;
    `after`, what they must have said."""

    family = "foi"
    folder = FOLDER

    to: frozenset[ConsultationKind] = frozenset()
    about: frozenset[ConsultationKind] = frozenset()
    decides: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    after: str = ""

    @property
    def label(self) -> str:
        return str(PaperKind(self.key).label)

    @property
    def noun(self) -> str:
        """How the letter speaks of itself."""
        return "答复书" if self.key == PaperKind.ANSWER else "告知书"

    @property
    def is_ending(self) -> bool:
        """Nothing is decided upon what was asked for: the applicant gave it up."""
        return self.key in (PaperKind.NO_LONGER, PaperKind.ENDED)

    @property
    def vocabulary(self) -> Vocabulary:
        """What the office's own template of this kind may and must hold."""
        built = (
            BUILT if self.decides else {name: BUILT[name] for name in BUILT if name in self.names}
        )
        known = HEAD | RECORD | built
        known |= {name: ASKED[name] for name in self.names if name in ASKED}
        if self.to & {_THIRD, _MAKER, _ORGAN}:
            known = {name: what for name, what in known.items() if name != "内容描述"}
        required = frozenset({"机关名称", "文号", "收件人", "成文日期"}) | self.required
        return Vocabulary(known, BLOCKS & known.keys(), required)


_THIRD, _MAKER = ConsultationKind.THIRD_PARTY, ConsultationKind.CO_MAKER
_ORGAN = ConsultationKind.ORGAN
_DECIDED = frozenset({"认定", "答复意见", "不予公开的内容", "救济告知"})
_ENDED = frozenset({"认定", "答复意见", "救济告知"})
_NOT_HANDLED = frozenset(value for value in Decision.values if value.startswith("r3_5_"))
_LAPSED, _GIVEN_UP = (
    frozenset({Decision.NOT_CORRECTED, Decision.FEE_NOT_PAID}),
    frozenset({Decision.OTHER}),
)
_HANDLED = frozenset(Decision.values) - _NOT_HANDLED - _LAPSED - _GIVEN_UP
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind(PaperKind.RECEIPT, NOTICES, required=frozenset({"申请编号", "收到日期"})),
        Kind(PaperKind.CORRECTION, NOTICES, required=frozenset({"补正事项", "补正期限"})),
        Kind(PaperKind.REASONS, NOTICES, required=frozenset({"说明事项", "说明期限"})),
        Kind(PaperKind.EXTENSION, NOTICES, required=frozenset({"延期理由", "答复期限"})),
        Kind(PaperKind.THIRD_PARTY, ENQUIRIES, frozenset({_THIRD}), required=frozenset({"涉及内容"})),
        Kind(PaperKind.CONSULTING, NOTICES, about=frozenset({_MAKER, _ORGAN, _THIRD})),
        Kind(PaperKind.CO_MAKER, ENQUIRIES, frozenset({_MAKER}), required=frozenset({"涉及内容"})),
        Kind(PaperKind.ORGAN, ENQUIRIES, frozenset({_ORGAN}), required=frozenset({"涉及内容"})),
        Kind(PaperKind.ASSISTANCE, ENQUIRIES, frozenset({ConsultationKind.DEPARTMENT}),
             required=frozenset({"涉及内容"})),
        Kind(PaperKind.FEE, NOTICES, required=frozenset({"计算过程", "金额", "缴纳方式"})),
        Kind(PaperKind.ANSWER, ANSWERS, decides=_HANDLED, required=_DECIDED),
        Kind(PaperKind.OTHER, NOTICES, decides=_NOT_HANDLED, required=_DECIDED),
        Kind(PaperKind.NO_LONGER, ENDINGS, decides=_LAPSED, required=_ENDED),
        Kind(PaperKind.ENDED, ENDINGS, decides=_GIVEN_UP, required=_ENDED),
        Kind(PaperKind.DISCLOSED_ANYWAY, NOTICES, frozenset({_THIRD}), after=Opinion.REFUSE,
             required=frozenset({"涉及内容", "公开理由", "救济告知"})),
    )
}  # fmt: skip
FAMILY = letters.Family("foi", KINDS, SERIES)
_TELLING: dict[str, Kind] = {code: kind for kind in KINDS.values() for code in kind.decides}


def telling(decision: str) -> Kind:
    """The kind of letter for a result; the answer, while there is no result."""
    return _TELLING.get(decision, KINDS[PaperKind.ANSWER])


@dataclass(frozen=True)
class DecisionText:
    """What a letter says for one result: what was found, and what follows by which article."""

    finding: str
    conclusion: str
    withheld: str = ""

    @property
    def names(self) -> list[str]:
        return names_in(self.finding + self.conclusion)


@lru_cache(maxsize=1)
def decision_texts() -> dict[str, DecisionText]:
    texts = tomllib.loads((FOLDER / "decisions.toml").read_text(encoding="utf-8"))
    return {code: DecisionText(**said) for code, said in texts.items()}


def named(kind: Kind) -> str:
    """The title as printed, with to whom it goes where two have the same title."""
    return kind.text.title + "".join(kind.label.partition("（")[1:])
