"""附件: files that are missing, unreadable, or of another type than their names say."""

import re
from collections.abc import Iterator

from .document import Attachment, Context, Document
from .finding import Finding, Severity
from .registry import check, rule

_LAW = "政府信息公开条例第二十四条：提供查阅、下载"
MISSING = rule("files.missing", "附件没有文件", Severity.WARNING, _LAW)
UNREADABLE = rule("files.unreadable", "附件打不开", Severity.ERROR, _LAW)
EXTENSION = rule("files.wrong-extension", "附件的扩展名与内容不符", Severity.ERROR, _LAW)
NAME = rule("files.name", "附件的名称", Severity.NOTICE, "网页设计规范（国办发〔2017〕47号）")
_UNSEEN_LAW = "政府信息公开条例第十七条：公开前审查；个人信息保护法第二十五条"
UNSEEN = {
    kind: rule(f"files.{kind}", label, severity, _UNSEEN_LAW)
    for kind, label, severity in (
        ("changes", "附件里有修订", Severity.ERROR),
        ("comments", "附件里有批注", Severity.ERROR),
        ("hidden", "附件里有隐藏的内容", Severity.ERROR),
        ("properties", "附件里有作者等属性", Severity.ERROR),
        ("embedded", "附件里嵌有文件或程序", Severity.ERROR),
        ("not-inspected", "附件不能查", Severity.ERROR),
    )
}
"""What nobody sees and everybody who saves the file gets."""
PROMISED = rule("files.promised", "正文提到的附件没有上传", Severity.WARNING, _LAW)

_SAME = {"jpeg": "jpg", "htm": "html", "tiff": "tif", "wps": "doc", "et": "xls", "dps": "ppt"}
_MEANINGLESS = re.compile(
    r"(?:新建\s?(?:Microsoft|DOCX?|XLSX?|文本)?.{0,20}|未命名.{0,6}|文档\s?\d*|附件\s?\d*|\d{1,20}|[0-9a-f]{16,64}|img[_-]?\d+|微信图片.{0,30}|扫描.{0,8}|无标题)",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\s{0,9}附\s{0,9}件\s{0,9}(?:\d{1,2}\s{0,9})?[：:]\s{0,9}(?:\d{1,2}\s{0,9}[.．、])?\s{0,9}(?P<n>\S.{1,60})"
)
_SEE = re.compile(r"(?:详?见|请下载|填写)附件")


@check
def attachments(document: Document, context: Context) -> Iterator[Finding]:
    """Faults of each attachment by itself."""
    for number, attachment in enumerate(document.attachments):
        finding = _fault(attachment, number)
        if finding:
            yield finding
        yield from _unseen(attachment, number)
        stem = attachment.name.rpartition(".")[0] or attachment.name
        if _MEANINGLESS.fullmatch(stem.strip()):
            message = f"附件名称“{attachment.name[:60]}”看不出内容，请改成能读懂的名称"
            yield NAME.on("附件", attachment.name, message, block=number)


def _unseen(attachment: Attachment, number: int) -> Iterator[Finding]:
    """One finding per kind, so that accepting one does not accept kinds that appear later."""
    name = attachment.name[:60]
    for kind in dict.fromkeys(one.kind for one in attachment.unseen):
        details = "、".join(one.detail for one in attachment.unseen if one.kind == kind)
        message = f"“{name}”里有{details}，读者看不到，下载了就能取出来。请清理附件"
        if kind == "not-inspected":
            message = f"“{name}”{details}"
        yield UNSEEN[kind].on("附件", f"{name}：{details}", message, block=number)


def _fault(attachment: Attachment, number: int) -> Finding | None:
    name = attachment.name[:60]
    if attachment.is_missing:
        return MISSING.on(
            "附件", attachment.name, f"“{name}”没有文件，请补传或者删去这一行", block=number
        )
    if attachment.problem:
        message = f"“{name}”{attachment.problem}，请重新保存后再上传"
        return UNREADABLE.on("附件", attachment.name, message, block=number)
    stem, dot, extension = attachment.name.rpartition(".")
    written = _SAME.get(extension.lower(), extension.lower())
    if attachment.kind and dot and stem and written != _SAME.get(attachment.kind, attachment.kind):
        message = f"“{name}”的内容是 {attachment.kind} 文件，扩展名写的是 {extension[:10]}，读者打不开，请改正"
        return EXTENSION.on("附件", attachment.name, message, block=number)
    return None


@check
def promised(document: Document, context: Context) -> Iterator[Finding]:
    """附件：…名单 below the text, and no file with it and no heading that begins it."""
    if document.attachments or any(not _is_plain(link.target) for link in document.body.links):
        return
    blocks = document.body.blocks
    for block in blocks:
        hit = _PROMISE.match(block.text) or _SEE.search(block.text)
        if hit is None or document.body.pictures:
            continue
        rest = blocks[block.number + 1 :]
        if any(
            re.match(r"\s*附\s*件\s*\d{0,2}\s*[：:]?\s*(?:\S{0,40})$", other.text) for other in rest
        ):
            continue
        if "n" in hit.groupdict() and any(hit["n"].strip()[:8] in other.text for other in rest):
            continue
        yield PROMISED.at(block, *hit.span(), "正文提到附件，但是没有上传附件，请补上")
        return


def _is_plain(target: str) -> bool:
    """Whether an address is anything but a file."""
    return not re.search(
        r"\.(?:docx?|xlsx?|pdf|zip|rar|wps|et|ofd|pptx?|jpg|png)(?:$|\?)|/files?/|download|attach",
        target.lower(),
    )
