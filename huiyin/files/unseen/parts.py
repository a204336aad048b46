"""Changing an OOXML package: relations are removed, and parts without a relation dropped."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from huiyin.checks import Unseen
from huiyin.common.office import package

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "[Content_Types].xml"
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_TELLING = frozenset(
    {
        "creator", "lastModifiedBy", "title", "subject", "description", "keywords", "category",
        "contentStatus", "identifier", "Company", "Manager", "HyperlinkBase", "Template",
    }
)  # fmt: skip
_MUTE = frozenset({"Normal.dotm", "Normal.dot", "Normal", "normal.dotm", "Normal.wpt"})
ALWAYS_CUT = frozenset(
    {
        "thumbnail", "custom-properties", "customXml", "attachedTemplate", "printerSettings",
        "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people",
        "threadedComment", "person", "commentAuthors", "authors", "customProperty",
        "mailMergeSource", "mailMergeHeaderSource", "mailMergeRecipientData", "recipientData",
    }
)  # fmt: skip
_WHO = frozenset({"people", "person", "commentAuthors", "authors"})
_ATTRIBUTE_ONLY = frozenset({"pageSetup"})
EMBEDDED = frozenset({"oleObject", "package", "control", "vbaProject", "activeXControlBinary"})


class Parts:
    """The parts of a file, parsed when needed."""

    def __init__(self, content: bytes) -> None:
        self.parts = package.read(content)
        self.main = package.main_part(self.parts)
        self.trees: dict[str, Any] = {}

    def tree(self, name: str) -> Any:
        if name not in self.trees:
            self.trees[name] = package.parse(self.parts[name])
        return self.trees[name]

    def relations(self) -> Iterator[tuple[str, str, str, str]]:
        """Part, key, kind and target of every relation; the package itself is the part ""."""
        for name in ("", *self.parts):
            if package.relations_of(name) in self.parts:
                for key, (kind, target) in package.relations(self.parts, name).items():
                    yield name, key, kind, target

    def of_kind(self, *kinds: str) -> list[str]:
        """The target parts of relations of these kinds."""
        targets = (target for _, _, kind, target in self.relations() if kind in kinds)
        return [name for name in dict.fromkeys(targets) if name in self.parts]

    def cut(self, kinds: frozenset[str], *, below: str | None = None) -> None:
        """Take relations of these kinds away, of all parts or of one, and what refers to them."""
        for name, key, kind, _ in list(self.relations()):
            if kind in kinds and (below is None or name == below):
                self.cut_one(name, key)

    def cut_one(self, name: str, key: str) -> None:
        listed = self.tree(package.relations_of(name))
        for relation in listed.findall(f"{_RELATIONS}Relationship"):
            if relation.get("Id") == key:
                listed.remove(relation)
        self.keep(package.relations_of(name))
        if name.endswith(".xml"):
            self._forget(self.tree(name), key)

    def _forget(self, root: Any, key: str) -> None:
        for element in list(root.iter(etree.Element)):
            names = [
                one for one, value in element.attrib.items() if one.startswith(R) and value == key
            ]
            if not names:
                continue
            if etree.QName(element).localname in _ATTRIBUTE_ONLY or element.getparent() is None:
                for name in names:
                    del element.attrib[name]
            else:
                element.getparent().remove(element)

    def keep(self, name: str) -> None:
        """Write a changed tree back to its part."""
        self.parts[name] = package.serialise(self.trees[name])

    def blind_addresses(self) -> None:
        """Point links to a local disk or network nowhere."""
        for name in ("", *self.parts):
            where = package.relations_of(name)
            if where not in self.parts:
                continue
            for relation in self.tree(where).iter(f"{_RELATIONS}Relationship"):
                if is_local(relation.get("Target", ""), relation.get("TargetMode", "")):
                    relation.set("Target", "#")
            self.keep(where)

    def content(self) -> bytes:
        """The file: trees as they are now, without parts that nothing leads to."""
        for name in self.trees:
            if name in self.parts:
                self.keep(name)
        self._prune()
        return package.write(self.parts)

    def _prune(self) -> None:
        reached, waiting = {_TYPES}, [""]
        while waiting:
            name = waiting.pop()
            reached |= {name, package.relations_of(name)}
            targets = (target for _, target in package.relations(self.parts, name).values())
            waiting += [
                target for target in targets if target in self.parts and target not in reached
            ]
        self.parts = {name: part for name, part in self.parts.items() if name in reached}
        types = package.parse(self.parts[_TYPES])
        for one in list(types):
            if one.get("PartName", "/").lstrip("/") not in {*self.parts, ""}:
                types.remove(one)
        self.parts[_TYPES] = package.serialise(types)


def is_local(target: str, mode: str) -> bool:
    plain = target.lower()
    is_disk = plain[1:3] == ":\\" or plain.startswith(("file:", "\\\\"))
    return is_disk or (mode == "External" and plain.startswith("/"))


def properties(file: Parts) -> list[Unseen]:
    """作者、单位、标题…: the properties of the file."""
    texts = []
    for name in file.of_kind("core-properties", "extended-properties"):
        for element in file.tree(name).iter(etree.Element):
            word = " ".join((element.text or "").split())
            if etree.QName(element).localname in _TELLING and word and word not in _MUTE:
                texts.append(word)
    custom = file.of_kind("custom-properties")
    texts += [" ".join("".join(file.tree(name).itertext()).split()) for name in custom]
    if texts or custom:
        return [
            Unseen("properties", f"作者、标题等文件属性（{'、'.join(dict.fromkeys(texts))[:60]}）")
        ]
    return []


def beside(file: Parts) -> list[Unseen]:
    """Hidden content of any OOXML file: thumbnails, data, paths of local files."""
    kinds = {kind for _, _, kind, _ in file.relations()}
    unseen = properties(file)
    if kinds & {"thumbnail"}:
        unseen.append(Unseen("properties", "缩略图"))
    if kinds & {"printerSettings", "attachedTemplate", "customProperty"}:
        unseen.append(Unseen("properties", "打印机、模板的设置"))
    if any(_names(file, name) for name in file.of_kind(*_WHO)):
        unseen.append(Unseen("properties", "修订人、批注人的姓名"))
    if any(_has_words(file, name) for name in file.of_kind("customXml")):
        unseen.append(Unseen("properties", "附带的数据"))
    listed = (n for n in ("", *file.parts) if package.relations_of(n) in file.parts)
    if any(
        is_local(one.get("Target", ""), one.get("TargetMode", ""))
        for name in listed
        for one in file.tree(package.relations_of(name)).iter(f"{_RELATIONS}Relationship")
    ):
        unseen.append(Unseen("properties", "指向本机或内部网络的地址"))
    return unseen


def _names(file: Parts, name: str) -> bool:
    """Lists of authors stay in a file after their changes and comments are gone."""
    attributes = {"author", "name", "displayName"}
    return any(
        etree.QName(key).localname in attributes and value.strip()
        for one in file.tree(name).iter(etree.Element)
        for key, value in one.attrib.items()
    )


def _has_words(file: Parts, name: str) -> bool:
    """Word keeps an empty list of sources in nearly every file."""
    root = file.tree(name)
    return bool("".join(root.itertext()).strip()) and not root.tag.endswith("}Sources")


def clear_properties(file: Parts) -> None:
    for kind, empty in (("core-properties", _CORE), ("extended-properties", _APP)):
        for name in file.of_kind(kind):
            file.trees.pop(name, None)
            file.parts[name] = empty


def media(file: Parts, change: Any) -> None:
    """Put each picture through a change."""
    for name, part in list(file.parts.items()):
        if "/media/" in name:
            file.parts[name] = change(part)
