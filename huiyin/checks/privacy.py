"""个人信息: numbers, addresses and plates of persons, in text, tables, attachments, picture names."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from .document import Block, Context, Document, Kind
from .finding import Finding, Severity
from .numbers_of_persons import (
    CARD,
    IDENTITY,
    LANDLINE,
    MOBILE,
    OLD_IDENTITY,
    PASSPORT,
    PLATE,
    Hit,
    hits,
    near,
)  # fmt: skip
from .registry import Rule, check, rule

_LAW = "个人信息保护法第二十五条；政府信息公开条例第十五条"
RULES = {
    IDENTITY: rule("privacy.identity-number", "身份证号", Severity.ERROR, _LAW),
    OLD_IDENTITY: rule("privacy.old-identity-number", "15位身份证号", Severity.ERROR, _LAW),
    PASSPORT: rule("privacy.passport", "护照号", Severity.WARNING, _LAW),
    MOBILE: rule("privacy.mobile", "手机号", Severity.WARNING, _LAW),
    LANDLINE: rule("privacy.landline", "个人固定电话", Severity.WARNING, _LAW),
    CARD: rule("privacy.bank-card", "银行账号", Severity.WARNING, _LAW),
    PLATE: rule("privacy.plate", "车牌号", Severity.WARNING, _LAW),
}
ADDRESS = rule("privacy.home-address", "家庭住址", Severity.WARNING, _LAW)
PICTURE = rule("privacy.picture-name", "图片可能含个人证件", Severity.WARNING, _LAW)

_OFFICE = re.compile(
    r"联系(?:电话|方式|人)|咨询|举报|监督|投诉|服务热线|热线|值班|办公|单位电话|政务|窗口|受理|传真|客服|负责人|经办|科|局|办公室|中心|大队|公司|站|所"
)
_PERSONAL = re.compile(
    r"本人|家庭|住宅|家属|宅电|当事人|申请人|举报人|投诉人|诉求人|被处罚人|户主|监护人|患者|死者|学生|贫困户|低保|姓名|受益|补贴|补助|对象"
)
_AT_HOME = re.compile(r"家庭电话|住宅电话|宅电|家中电话|本人电话|家属电话|家里电话")
_OWN_ACCOUNT = re.compile(
    r"收款|缴款|缴费|保证金|专户|公司|开户(?:名称|单位)|单位名称|户名.{0,12}(?:局|公司|中心|委员会|财政)|捐赠|基金会"
)
_ROOM = re.compile(
    r"(?:[\u4e00-\u9fff]{2,10}(?:小区|花园|花苑|新村|家园|公寓|苑|名邸|佳园|雅居|公馆|嘉园|新苑|府邸|庭院|弄|巷|里)"
    r"|[\u4e00-\u9fff]{2,10}[路街]\s?\d{1,5}号)"
    r"[\u4e00-\u9fffA-Za-z]{0,6}?\s?(?P<d>[A-Za-z]?\d{1,3}\s?(?:栋|幢|号楼|座|#楼|#)"
    r"\s?(?:[A-Za-z\d一二三四五六七八九十甲乙丙]{1,3}\s?单元)?\s?\d{3,4}(?!\d|\s?[-—－~～]\s?\d|号)\s?室?)"
)
_VILLAGE = re.compile(
    r"(?:家住|住址|家庭地址|户籍(?:地|所在地)?|现住|居住地?)[：:为在于是]{0,2}\s?[\u4e00-\u9fff]{2,20}(?:村|组|路|街|社区)[\u4e00-\u9fff\d]{0,8}\d{1,4}号"
)
_LIVES = re.compile(r"家住|住址|家庭|户籍|现住|居住|住户|业主|住所|住在")
_WORKS = re.compile(
    r"办公|大厦|写字楼|商务|营业|公司|政务|单位|地址[：:]|经营场所|商铺|门面|联系地址|[局科]|服务中心"
)
_PAPERS = re.compile(
    r"身份证|户口[本簿]|护照|银行卡|存折|病历|残疾证|结婚证|出生证|不动产权证|驾驶证|行驶证"
)
_NAMES_A_PERSON = re.compile(r"^(?:mailto|tel|sms):|(?<!\d)\d{17}[\dXx](?!\d)", re.IGNORECASE)


@check
def numbers(document: Document, context: Context) -> Iterator[Finding]:
    """Numbers of persons in everything that is read."""
    day = document.published_on
    for block in places(document):
        for hit in hits(block.text, block.head):
            finding = _judge(block, hit, day)
            if finding is not None:
                yield finding


def places(document: Document) -> Iterator[Block]:
    """All text there is: title, body, summary, titles of links, attachments, names of pictures."""
    yield from document.everything()
    for link in document.body.links:
        if link.title:
            yield Block(link.block, link.title, Kind.FILE, path=link.path, part="链接说明")
        target = unquote(link.target)
        if _NAMES_A_PERSON.search(target):  # other long numbers of addresses are serial numbers
            yield Block(link.block, target, Kind.FILE, path=link.path, part="链接地址")
    for attachment in document.attachments:
        yield from _lines(attachment.name, attachment.lines)
    for number, picture in enumerate(document.body.pictures):
        for text in (picture.alt or "", unquote(picture.source.rpartition("/")[2])[:200]):
            if text:
                yield Block(number, text, Kind.FILE, path=picture.path, part="图片名称")


def _lines(name: str, lines: tuple[str, ...]) -> Iterator[Block]:
    """A line of an attachment is a block; the first one with tabs is the head of its cells."""
    head = next((line for line in lines[:5] if "\t" in line), "")
    yield Block(0, name, Kind.FILE, part="附件名称")
    for number, line in enumerate(lines):
        context = head if "\t" in line and line != head else ""
        yield Block(number, line, Kind.FILE, part=f"附件：{name}", head=context[:300])


def _judge(block: Block, hit: Hit, day: date | None) -> Finding | None:
    told = RULES[hit.kind]
    around = near(block.text, hit.start, hit.end, block.head, reach=24)
    severity, message = told.severity, f"公开了{told.label}，请删去或者遮盖为“{hit.masked}”"
    if hit.kind == IDENTITY and day and _age(hit.value, day) < 18:
        message = f"公开了未成年人的身份证号，请删去，并核对是否应当公开（{_MINORS}）"
    elif hit.kind == MOBILE:
        severity, message = _mobile(around, hit, message)
    elif hit.kind == LANDLINE and not _AT_HOME.search(around):
        return None
    elif hit.kind == CARD and _OWN_ACCOUNT.search(around):
        severity, message = Severity.NOTICE, "单位收款账号，请核对确需公开、号码无误"
    elif hit.kind == CARD:
        severity = Severity.ERROR if _PERSONAL.search(around) else told.severity
    return _at(told, block, hit, message, severity)


def _at(told: Rule, block: Block, hit: Hit, message: str, severity: Severity) -> Finding:
    return told.at(block, hit.start, hit.end, message, hit.masked, severity)


_MINORS = "未成年人保护法第一百零三条"


def _age(number: str, day: date) -> int:
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return 99
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _mobile(around: str, hit: Hit, message: str) -> tuple[Severity, str]:
    """A mobile number of a list of persons is a fault; one given as a contact is asked about."""
    if _is_persons(around):
        return Severity.ERROR, message
    if _OFFICE.search(around):
        asked = (
            f"联系电话是手机号，请核对本人同意公开；不同意的请改为办公电话或者遮盖为“{hit.masked}”"
        )
        return Severity.NOTICE, asked
    return Severity.WARNING, message


def _is_persons(around: str) -> bool:
    return bool(_PERSONAL.search(around)) and not re.search(
        r"咨询|举报电话|监督电话|投诉电话|受理|热线", around
    )


@check
def addresses(document: Document, context: Context) -> Iterator[Finding]:
    """…小区3栋2单元501室; where people work is no home."""
    for block in places(document):
        if not re.search(r"[栋幢楼座#号室]", block.text):
            continue
        for hit in _ROOM.finditer(block.text):
            start, end = hit.span("d")
            around = near(block.text, hit.start(), end, block.head)
            lives = bool(_LIVES.search(around + hit[0]))
            if not lives and (_WORKS.search(around) or _WORKS.search(hit[0])):
                continue
            told = "公开了住址，请删去门牌，只写到小区、街道"
            yield ADDRESS.at(block, start, end, told, "×××", Severity.ERROR if lives else None)
        for hit in _VILLAGE.finditer(block.text):
            yield ADDRESS.at(block, *hit.span(), "公开了住址，请只写到乡镇、街道")


@check
def pictures(document: Document, context: Context) -> Iterator[Finding]:
    """A picture whose name says that it shows somebody's papers."""
    for number, picture in enumerate(document.body.pictures):
        for text in (picture.alt or "", unquote(picture.source.rpartition("/")[2])):
            if hit := _PAPERS.search(text[:200]):
                told = f"图片名称含“{hit[0]}”，可能是个人证件，请确认已经遮盖个人信息"
                yield PICTURE.on("图片名称", text[:80], told, picture.path, number)
                break
    for attachment in document.attachments:
        if hit := _PAPERS.search(attachment.name):
            yield PICTURE.on(
                "附件名称", attachment.name, f"附件名称含“{hit[0]}”，请确认已经遮盖个人信息"
            )
