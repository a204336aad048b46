"""诉求要点: the sentences of a request that ask for something, and which of them a reply takes up."""

import re
from dataclasses import dataclass

from huiyin.checks.sentences import sentences

LONGEST = 60
LEAST_SHARE = 0.05
"""Of the pairs of characters of a point that its reply shares. Of 2,107 real letters, six points of
ten are taken up so in their own reply, one of ten in somebody else's."""
_ASKS = re.compile(
    r"[？?]|是否|能否|可否|能不能|可不可以|有没有|什么时候|何时|几时|多久|为什么|为何|怎么|如何|哪里|哪个|哪些|多少|凭什么"
)
_WANTS = re.compile(
    r"(?<![申邀聘])请(?!问好)|希望|恳请|要求|建议|盼|诉求|望(?:有关|相关|领导|政府|部门)"
    r"|[我现特要想来此](?:投诉|反映|举报|咨询|求助)"
)
_POLITE = re.compile(
    r"^(?:尊敬的|敬爱的)?(?:领导|书记|市长|局长|工作人员)?(?:您好|你好|谢谢|感谢|此致|敬礼)"
)
_WHEN = re.compile(r"什么时候|何时|几时|多久|多长时间|哪天|几月")
_HOW_MUCH = re.compile(r"多少|几(?:元|块|钱)|收费标准")
_WHERE_TO_CALL = re.compile(
    r"(?:联系|咨询|投诉|举报|办公)?电话(?:是|号码|多少)|打(?:什么|哪个)电话"
)
_A_TIME = re.compile(
    r"[\d一二三四五六七八九十]+\s*(?:年|月|日|号|天|周|个?工作日|个?月|小时|季度|个?星期)"
    r"|年底|月底|[上下]半年|[一二三四]季度|\d{4}[-./]\d{1,2}|[上中下]旬|即日|当[天日]|明年|今年"
)
_A_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万两]+(?:元|块|个|处|平方米|米|吨|%|％|人|户)")
_A_TELEPHONE = re.compile(r"(?<!\d)(?:\d{3,4}[-—－ ]?)?\d{5,8}(?!\d)|(?<!\d)1\d{10}(?!\d)")
_HAN = re.compile(r"[\u4e00-\u9fff]+|[A-Za-z0-9]{2,}")
_COMMON = frozenset(
    [
        "我们",
        "你们",
        "他们",
        "这个",
        "那个",
        "一个",
        "什么",
        "怎么",
        "如何",
        "是否",
        "能否",
        "可以",
        "请问",
        "希望",
        "建议",
        "要求",
        "反映",
        "投诉",
        "问题",
        "情况",
        "相关",
        "有关",
        "部门",
        "领导",
        "政府",
        "进行",
        "没有",
        "已经",
        "现在",
        "目前",
        "因为",
        "所以",
        "但是",
        "而且",
        "或者",
        "以及",
        "对于",
        "关于",
        "作为",
        "处理",
        "解决",
        "回复",
        "答复",
        "感谢",
        "谢谢",
        "您好",
        "你好",
        "工作",
        "支持",
        "理解",
        "监督",
        "尽快",
        "予以",
        "给予",
        "一下",
        "不是",
        "就是",
        "还是",
        "都是",
        "这样",
        "那样",
        "这些",
        "那些",
        "时候",
        "为什",
        "么时",
        "的问",
        "的情",
        "是不",
    ]
)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was asked for: where it stands in the request, and its words."""

    start: int
    text: str

    @property
    def shown(self) -> str:
        return self.text if len(self.text) <= LONGEST else self.text[: LONGEST - 1] + "…"


def points(subject: str, content: str) -> list[Point]:
    """The sentences that ask or want something, in their order; the subject if none of them does."""
    asked = []
    for start, sentence in sentences(content):
        text = sentence.strip()
        end = content[start + len(sentence) : start + len(sentence) + 1]
        if _POLITE.match(text) and len(text) < 15:
            continue
        if _ASKS.search(text + end) or _WANTS.search(text):
            asked.append(Point(start, text))
    return asked or [Point(0, subject.strip())]


def share(point: Point, reply: str) -> float:
    """How much of what the point says comes back in the reply, 0 to 1; 1 for one that says nothing."""
    pairs = _pairs(point.text)
    return len(pairs & _pairs(reply)) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring characters, and words of letters and figures, without those that every letter has."""
    pairs: set[str] = set()
    for run in _HAN.findall(text):
        if run.isascii():
            pairs.add(run.lower())
        else:
            pairs.update(run[at : at + 2] for at in range(len(run) - 1))
    return pairs - _COMMON


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of question, and what its answer cannot be without."""

    asks: re.Pattern[str]
    answers: re.Pattern[str]
    words: str


WANTED = (
    Wanted(_WHEN, _A_TIME, "问的是时间，答复里没有日期或者期限"),
    Wanted(_HOW_MUCH, _A_NUMBER, "问的是数量或者金额，答复里没有数字"),
    Wanted(_WHERE_TO_CALL, _A_TELEPHONE, "问的是电话，答复里没有电话号码"),
)


def lacking(point: Point, reply: str) -> str:
    """What this question wants and the reply has not; empty if nothing."""
    for one in WANTED:
        if one.asks.search(point.text) and not one.answers.search(reply):
            return one.words
    return ""


def nearest(point: Point, reply: str) -> str:
    """The sentence of the reply that shares most with the point; empty if the reply hardly does."""
    if share(point, reply) <= LEAST_SHARE:
        return ""
    pairs = _pairs(point.text)
    return max(
        (text for _, text in sentences(reply)), key=lambda one: len(pairs & _pairs(one)), default=""
    ).strip()
