"""随页面公开的内容: what the public gets with a page without reading it there; for the reviewers."""

from dataclasses import dataclass

from huiyin import checks
from huiyin.disclosure.models import DocumentPage
from huiyin.proofreading import findings


@dataclass(frozen=True)
class Item:
    """One thing that leaves: what it is, its words, and where they come from."""

    label: str
    text: str
    note: str = ""


LINKS = "链接说明"
MANY_LINKS = 5
"""A report cites its figures by dozens of links; more than this wait folded below the text."""


@dataclass(frozen=True)
class Leaving:
    """What is shown at once, and the words of many links, folded."""

    first: list[Item]
    more: list[Item]


def shown(page: DocumentPage) -> Leaving:
    """Nothing is left out: what is folded is counted."""
    items = of_page(page)
    links = [item for item in items if item.label == LINKS]
    if len(links) <= MANY_LINKS:
        return Leaving(items, [])
    return Leaving([item for item in items if item.label != LINKS], links)


def of_page(page: DocumentPage) -> list[Item]:
    """Summary, fields, words of pictures and links, names under which files are saved."""
    note = "起草人写的" if page.summary else "取自正文开头，正文改了跟着改"
    items = [Item("内容概述", page.description, note)]
    items += [Item(label, text) for label, text in findings.beside_text(page)]
    body = checks.read(page.body)
    items += [Item("图片说明", picture.alt) for picture in body.pictures if picture.alt]
    items += [Item(LINKS, link.title, link.text) for link in body.links if link.title]
    for attached in page.attachments.all():
        if attached.file is not None and attached.file.name != attached.name:
            items.append(Item("附件文件名", attached.file.name, attached.name))
    return [items[0], *(item for item in items[1:] if item.label != "内容概述")]
