"""内部标记: marks of secrecy, remarks to colleagues and leftovers of drafts in a public text."""

import re
from collections.abc import Iterator

from .document import TITLE, Block, Context, Document, Kind
from .finding import Finding, Severity
from .privacy import places
from .registry import check, rule

_SECRECY = "保守国家秘密法第二十六条；政府信息公开条例第十四条"
_REVIEW = "政府信息公开条例第十七条：公开前审查"
SECRET = rule("internal.secrecy-mark", "密级标志", Severity.ERROR, _SECRECY)
INSIDE = rule("internal.not-for-release", "内部文件的标记", Severity.ERROR, _REVIEW)
DRAFT = rule("internal.draft", "文稿的标记", Severity.ERROR, _REVIEW)
WORD = rule("internal.word-to-colleague", "写给同事的话", Severity.ERROR, _REVIEW)
BLANK = rule("internal.to-be-filled", "待补充的地方", Severity.ERROR, _REVIEW)

_LEVEL = "绝密|机密|秘密"
_TERM = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个月)|长期"
_STARRED = re.compile(rf"(?:{_LEVEL})\s{{0,3}}[★☆*＊✩✭⭐]\s{{0,2}}(?:{_TERM})?|[★☆]\s?(?:{_LEVEL})")
_LEVEL_LINE = re.compile(
    rf"\s{{0,9}}[【\[（(]?(?:{_LEVEL})(?:级|件)?[】\])）]?\s{{0,3}}(?:[:：]?\s?(?:{_TERM}))?\s{{0,9}}"
)
_LEVEL_NAMED = re.compile(rf"密\s{{0,3}}级[：:]\s{{0,3}}(?:{_LEVEL}|内部)")
_INSIDE = re.compile(
    r"内部(?:资料|文件|材料|使用|参考|刊物|情况|掌握|传阅)[，,、；;！! （(]{0,3}(?:请勿|不得|严禁|注意|切勿|禁止)(?:外传|外泄|保存|保管|扩散|翻印|公开|转载|复制|对外)"
    r"|(?:仅供|仅限|只供|只限)[\u4e00-\u9fff]{0,6}内部(?:使用|参考|传阅|掌握|工作|交流)"
    r"|此件(?:不予?公开|不宜公开|不对外公开|阅后[即销收])|阅后(?:即焚|销毁|收回)"
    r"|(?:公开|信息)(?:属性|类别|方式|形式)[：:]\s?(?:不予?公开|不宜公开|内部公开)"
    r"|(?<![\u4e00-\u9fff])(?:严禁|请勿|不得)外传(?![\u4e00-\u9fff])"
)
_INSIDE_LINE = re.compile(
    r"\s{0,9}[【\[（(]?(?:内部(?:资料|文件|材料|使用|传阅|明电|情况)|工作秘密|不予公开|不公开|(?:内部)?敏感信息)[】\])）]?\s{0,9}"
)
_ON_REQUEST = re.compile(r"此件依申请公开|公开(?:属性|类别|方式)[：:]\s?依申请公开")

_STAGES = "内部讨论|征求意见|讨论|送审|报审|报批|审议|送阅|会签|修改|修订|代拟|待审|审核|初|草|征询意见|意见征集|会议审议|专家论证|第[一二三四五六七八九]"
_STAGE_HEAD = re.compile(rf"\s{{0,9}}[（(【\[](?P<s>{_STAGES})稿[^）)】\]]{{0,12}}[）)】\]]")
_STAGE_LINE = re.compile(
    rf"\s{{0,9}}(?:{_STAGES})稿\s{{0,3}}(?:[vV第]?\d{{1,2}}\S{{0,4}})?\s{{0,9}}"
)
_STAGE_TITLE = re.compile(
    rf"[（(【\[](?:{_STAGES})稿[^）)】\]]{{0,12}}[）)】\]]|(?:{_STAGES}|定|终|改|最终)稿[-_ ]?(?:[vV]?\d{{1,3}})?$|[-_ （(](?:[vV]\d{{1,2}}(?:\.\d{{1,2}})?|最终版|修改版|改\d|副本)[）)]?$"
)
_ASKED = re.compile(
    r"征求|征集|听取|公开征|反馈意见|意见建议|建议意见|提出意见|听证|起草说明|解读|公众意见|审议稿"
)
_NAMES = "局长|处长|科长|主任|书记|市长|区长|县长|镇长|厅长|部长|秘书长|组长|队长|所长|总工|领导"
_COLLEAGUE = re.compile(
    rf"(?<!报)(?:请|呈|送|转)(?:各位|[\u4e00-\u9fff]{{0,3}}?)(?:{_NAMES}|(?<=[\u4e00-\u9fff])[局处科厅总])(?:阅示|审示|审阅|审签|核示|阅批|阅处|核阅|过目|把关|定夺|签批|签发|阅定|斧正)"
    r"|(?:请|呈)[\u4e00-\u9fff]{0,6}(?:核稿|把关修改|帮忙看|看一下|再核一下|确认一下这)|[\u4e00-\u9fff]{1,2}(?:局|处|科|主任)(?:看一下|看看|定一下)"
    r"|请[小老]?[\u4e00-\u9fff]{1,3}?(?:核对|核实|修改|补充|确认|校对|审)[好完]?(?:一下|后)(?:再)?(?:发布|上网|上传|发|挂网)|待(?:领导|局长|主任|书记)(?:定|审定|确定|拍板)(?!后)"
    r"|批注\s?[\[［【][^\]］】]{1,16}[\]］】]|(?:批注|修订)[：:]\s?[\u4e00-\u9fff]{0,6}(?:建议|此处|删|改)|删除的内容[：:]|带格式的[：:]"
    r"|[（(【\[](?:这里|此处|本段|这段|上面|这句)[^）)】\]]{0,16}(?:核实|确认|改|删|看|补|写)[^）)】\]]{0,12}[）)】\]]"
)
_HOLE = r"[Xx×ＸＸx※*＊○〇?？]{2,8}"
_TO_FILL = re.compile(
    rf"{_HOLE}\s?(?:待|暂缺|需要?|尚未)(?:补充|补|填写|填|核实|定|确认|更新|完善|提供)?"
    r"|(?:[（(【\[]|[，。；、：:\s]|^)(?:数据|数字|内容|名单|材料|日期|时间|金额|情况|附件|文号|以下|具体)?(?:待|尚待)(?:补充|补|填写|填|更新|完善)(?:[）)】\]]|[，。；、\s！!]|$)"
    r"|[（(【\[](?:待|需|请)(?:核实|核对|确认|补充|补|填|插图|插入)[^）)】\]]{0,10}[）)】\]]"
    r"|[（(【\[](?:此处|这里)(?:填|插|附|放|贴)[^）)】\]]{0,16}[）)】\]]|(?:数据|数字|金额)待(?:核实|核对|确认)"
    r"|(?:单击|点击)?(?:请)?在?(?:此处|这里)(?:键入|输入|添加|插入|填写|填入)[\u4e00-\u9fff]{0,10}|单击以编辑|示例文字|占位符"
    r"|(?<![A-Za-z])(?:TODO|TBD|TBC|FIXME|XXXX?|xxxx?)(?![A-Za-z\d])[：:]?(?=[\u4e00-\u9fff]{0,4}(?:待|补|填|核|改|定)|[：:]|\s*$)|[Ll]orem ipsum"
)
_NUMBER_TO_FILL = re.compile(
    r"(?<![A-Za-z\d])[Xx×ＸxＸ]{2,4}(?:余|多)?[万亿]?(?:件|元|人次|人|个|项|次|家|户|亩|起|盏|条|吨|平方米|公里|%|％)(?![\d])"
)
_IN_NAME = re.compile(r"《[^》]{0,120}$")
_BLANKS_ON_PURPOSE = re.compile(r"申请表|填表|样表|表格|范本|模板|示范文本|格式文本|考试|试卷")


@check
def secrecy(document: Document, context: Context) -> Iterator[Finding]:
    """机密★1年: the mark, not the mere word; in attachments as well."""
    for block in places(document):
        text = block.text
        for hit in _STARRED.finditer(text) if "密" in text else ():
            yield SECRET.at(block, *hit.span(), _of_secrecy(hit[0]))
        for hit in _LEVEL_NAMED.finditer(text) if "密" in text else ():
            yield SECRET.at(block, *hit.span(), _of_secrecy(hit[0]))
        if len(text) < 30 and _is_line(block):
            if _LEVEL_LINE.fullmatch(text):
                yield SECRET.at(block, 0, len(text), _of_secrecy(text))
            elif _INSIDE_LINE.fullmatch(text):
                yield INSIDE.at(block, 0, len(text), _of_inside(text))
        for hit in _INSIDE.finditer(text):
            yield INSIDE.at(block, *hit.span(), _of_inside(hit[0]))
        for hit in _ON_REQUEST.finditer(text):
            message = f"“{hit[0]}”：这份文件没有定为主动公开，请核对公开属性，不主动公开的不要发布"
            yield INSIDE.at(block, *hit.span(), message, severity=Severity.WARNING)


def _is_line(block: Block) -> bool:
    return block.kind is not Kind.CELL and "\t" not in block.text


def _of_secrecy(mark: str) -> str:
    return f"“{mark.strip()}”是密级标志，请停止发布，送保密审查；已经解密的，依解密手续删去标志后再发布"


def _of_inside(mark: str) -> str:
    return f"“{mark.strip()}”是内部文件的标记，请核对能不能公开；能公开的，删去标记后再发布"


@check
def drafts(document: Document, context: Context) -> Iterator[Finding]:
    """（讨论稿）, 请某局阅示, XXX待补充; not in a draft published for consultation."""
    is_consultation = _ASKED.search(_STAGE_TITLE.sub("", document.title)) or any(
        _ASKED.search(_STAGE_LINE.sub("", _STAGE_HEAD.sub("", block.text)))
        for block in document.body.blocks[:60]
    )
    for block in document.everything():
        if not is_consultation:
            yield from _stages(block)
        if block.kind is Kind.CELL and len(block.text) < 4:
            continue
        for hit in _COLLEAGUE.finditer(block.text):
            if not _IN_NAME.search(block.text[max(hit.start() - 120, 0) : hit.start()]):
                message = f"“{hit[0]}”是写给同事的话，请删去"
                yield WORD.at(block, *hit.span(), message)
        if not _BLANKS_ON_PURPOSE.search(document.title):
            for hit in _NUMBER_TO_FILL.finditer(block.text):
                message = f"“{hit[0]}”：这里没有填数字，请补上；有意隐去的，请写明"
                yield BLANK.at(block, *hit.span(), message, severity=Severity.WARNING)
            for hit in _TO_FILL.finditer(block.text):
                yield BLANK.at(block, *hit.span(), f"“{hit[0].strip()}”：这里还没有写完，请补上")


def _stages(block: Block) -> Iterator[Finding]:
    if block.part == TITLE or block.kind is Kind.FILE:
        hit = _STAGE_TITLE.search(block.text)
        if hit and _IN_NAME.search(block.text[: hit.start()]):
            return
    else:
        hit = _STAGE_HEAD.match(block.text) or (
            _STAGE_LINE.fullmatch(block.text) if len(block.text) < 30 else None
        )
    if hit:
        message = f"“{hit[0].strip()}”：这还不是定稿，请换成定稿；公开征求意见的，请在标题里写明"
        yield DRAFT.at(block, *hit.span(), message)
