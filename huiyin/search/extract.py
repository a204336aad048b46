"""附件文字: what a reader of a docx, xlsx or pdf can see; bytes → text, bounded, without Django."""

import zipfile
from collections.abc import Iterator

import pypdfium2
from python_calamine import CalamineError

from huiyin.common.confined import Work, confined
from huiyin.common.office import sheets, words

LARGEST = 20 * 1024 * 1024
LONGEST = 200_000
MOST_PAGES = 300


class NoTextError(Exception):
    """Why there is nothing to search, in words for the keeper of the file."""


@confined(Work.READING, refusal=NoTextError)
def text_of(name: str, content: bytes) -> str:
    """The text, cut where it is very long.

    Raises:
        NoTextError: of another kind, too large, damaged or locked.
    """
    extension = name.rpartition(".")[2].lower()
    reader = {"docx": words.lines, "xlsx": _sheets, "pdf": _pdf}.get(extension)
    if reader is None:
        raise NoTextError("这种文件不提取文字")
    if len(content) > LARGEST:
        raise NoTextError("文件太大，不提取文字")
    lines, room = [], LONGEST
    try:
        for line in reader(content):
            lines.append(line[:room])
            room -= len(line) + 1
            if room <= 0:
                break
    except (zipfile.BadZipFile, KeyError, ValueError, RuntimeError, OSError, NotImplementedError,
            CalamineError, pypdfium2.PdfiumError) as error:  # fmt: skip
        raise NoTextError("打不开，可能已经损坏或者加了密码") from error
    return "\n".join(lines)


def _sheets(content: bytes) -> Iterator[str]:
    """What is seen of the sheets; cells apart by a space."""
    for row in sheets.visible_rows(content):
        if line := " ".join(_cell(value) for value in row):
            yield line


def _cell(value: object) -> str:
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _pdf(content: bytes) -> Iterator[str]:
    """The text layer, page by page."""
    with pypdfium2.PdfDocument(content) as document:
        for number in range(min(len(document), MOST_PAGES)):
            page = document[number]
            layer = page.get_textpage()
            yield from layer.get_text_bounded().splitlines()
            layer.close()
            page.close()
