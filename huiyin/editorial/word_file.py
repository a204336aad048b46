"""Word 文件的内容: a docx as title, body and pictures; its styles become headings, lists, tables."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError

import mammoth

from huiyin.common.confined import Work, confined
from huiyin.common.office import words
from huiyin.common.office.alignment import RIGHT_STYLE
from huiyin.disclosure.tree.tidying import tidy
from huiyin.files import kinds
from huiyin.files.unseen import pictures as unseen
from huiyin.files.unseen.kinds import NotReadableError
from huiyin.web.html import to_text

STYLES = f"""
p.{RIGHT_STYLE} => p.right:fresh
p[style-name='Title'] => h1.title:fresh
p[style-name='标题'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
u => u
strike => s
"""
TYPES = {"image/png": kinds.PNG, "image/jpeg": kinds.JPEG}
NO_WORDS = "（请补充替代文字）"
"""Stands for what a Word file does not say of its pictures; the text is sent back with it."""
LONGEST_TITLE = 120
LARGEST_TEXT = 12 * 2**20  # unpacked; some hundreds of pages
_XML = (b"<", b"\x00<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HEADING = re.compile(r"^\s*<h1[^>]*>(.*?)</h1>", re.DOTALL)
_FIRST = re.compile(r"^\s*<p>(.*?)</p>", re.DOTALL)
_LEFT = re.compile(r"[。；：，！？]$")


class UnreadableWordError(ValueError):
    """It cannot be read; the message says what to do."""


@dataclass
class Drawn:
    """A picture of the file: its place in the text is `src="word-picture-<number>"`."""

    number: int
    kind: kinds.Kind
    content: bytes
    alternative: str


@dataclass
class WordDraft:
    """What a Word file says: a title if it has one, the body, the pictures, what was left out."""

    title: str
    body: str
    pictures: list[Drawn] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass
class _Pictures:
    """What is met of pictures on the way through a file."""

    drawn: list[Drawn] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def keep(self, image: Any) -> dict[str, str]:
        """The attributes of the picture's place in the text."""
        kind = TYPES.get(image.content_type)
        if kind is None:
            self.left_out.append(f"一张 {image.content_type} 图片（只支持 JPG、PNG）")
            return {"src": ""}
        with image.open() as source:
            content = _plain(source.read(), kind)
        if content is None:
            self.left_out.append("一张打不开的图片")
            return {"src": ""}
        picture = Drawn(len(self.drawn), kind, content, image.alt_text or "")
        self.drawn.append(picture)
        return {
            "src": f"word-picture-{picture.number}",
            "alt": picture.alternative.strip() or NO_WORDS,
        }


def _plain(content: bytes, kind: kinds.Kind) -> bytes | None:
    """The picture without place and author; None where it is damaged or of another kind."""
    try:
        return unseen.plain(content) if kinds.kind_of(content, "", 0) == kind else None
    except (kinds.NoKindError, NotReadableError):
        return None


@confined(Work.READING, refusal=UnreadableWordError)
def convert(content: bytes, name: str) -> WordDraft:
    """The draft in a docx.

    Raises:
        UnreadableWordError: it is damaged, too long, or not read within the limits.
    """
    pictures = _Pictures()
    try:
        _check_size(name, content)
        read_file = mammoth.convert_to_html(
            io.BytesIO(words.as_read(content)),
            style_map=STYLES,
            convert_image=mammoth.images.img_element(pictures.keep),
            include_embedded_style_map=False,  # the file does not say how it is read
        )
    except (
        KeyError, ValueError, AttributeError, OSError, EOFError, RuntimeError, ExpatError,
        zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise UnreadableWordError(
            f"“{name}”打不开，可能已损坏。请用 Word 重新保存后再上传"
        ) from error
    title, body = _title(read_file.value)
    title = title or name.rpartition(".")[0]
    return WordDraft(title, tidy(body), pictures.drawn, pictures.left_out)


def _check_size(name: str, content: bytes) -> None:
    """A small file that unpacks to a huge one would keep the server busy for minutes.

    Raises:
        UnreadableWordError: it holds more text than anybody writes.
    """
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            with archive.open(part) as opened:  # the name does not say whether it is a picture
                if opened.read(8).lstrip().startswith(_XML):
                    unpacked += part.file_size
    if unpacked > LARGEST_TEXT:
        raise UnreadableWordError(f"“{name}”的文字太多，请分成几个文件，或作为附件上传")


def _title(html: str) -> tuple[str, str]:
    """The title, and the body without it: a heading at the top, or a first line without a full stop."""
    for pattern in (_HEADING, _FIRST):
        match = pattern.match(html)
        if match is None:
            continue
        text = " ".join(to_text(match.group(1)).split())
        if text and len(text) <= LONGEST_TITLE and not _LEFT.search(text):
            return text.replace(" ", "") if not text.isascii() else text, html[match.end() :]
    return "", html
