"""The zip package of such a file: read within limits, written reproducibly."""

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

LARGEST = 300 * 2**20
LARGEST_PART = 60 * 2**20
MOST_PARTS = 5000
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, KeyError,
)  # fmt: skip


class UnreadablePackageError(ValueError):
    """Damaged, locked, too large or built to deceive; the message says which."""


def read(content: bytes) -> dict[str, bytes]:
    """The parts by their names, in the order of the archive.

    Raises:
        UnreadablePackageError: it cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            sizes = [member.file_size for member in members]
            if len(members) > MOST_PARTS or sum(sizes) > LARGEST or max([0, *sizes]) > LARGEST_PART:
                raise UnreadablePackageError("展开后太大")
            return {member.filename: archive.read(member) for member in members}
    except _DAMAGED as error:
        raise UnreadablePackageError("打不开，可能已经损坏或者加了密码") from error


def write(parts: dict[str, bytes]) -> bytes:
    """The archive without dates and traces of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            member = zipfile.ZipInfo(name, _FIRST_DAY)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return out.getvalue()


def parse(part: bytes) -> Any:
    """The tree of a part.

    Raises:
        UnreadablePackageError: no XML, or with a document type, which no such file has.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=False
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadablePackageError("打不开，可能已经损坏") from error
    if root.getroottree().docinfo.doctype:
        raise UnreadablePackageError("打不开，内容不正常")
    return root


def serialise(root: Any) -> bytes:
    content: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content


def relations_of(name: str) -> str:
    """Where the relations of a part are kept; of the whole package for an empty name."""
    folder, _, file = name.rpartition("/")
    return f"{folder + '/' if folder else ''}_rels/{file}.rels"


def relations(parts: dict[str, bytes], name: str) -> dict[str, tuple[str, str]]:
    """Relations of a part: key → last word of its kind, and target part (or address)."""
    listed = parts.get(relations_of(name))
    if listed is None:
        return {}
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _target(name, one))
        for one in parse(listed).iter(_RELATIONS)
    }


def _target(name: str, relation: Any) -> str:
    target = str(relation.get("Target", ""))
    if relation.get("TargetMode") == "External":
        return target
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def main_part(parts: dict[str, bytes]) -> str:
    """The main part of the file.

    Raises:
        UnreadablePackageError: there is none.
    """
    part = related(parts, "", "officeDocument")
    if part is None:
        raise UnreadablePackageError("打不开，内容不正常")
    return part


def related(parts: dict[str, bytes], name: str, kind: str) -> str | None:
    """The name of the part's target of this kind, if it has one."""
    targets = relations(parts, name).values()
    return next((target for one, target in targets if one == kind and target in parts), None)
