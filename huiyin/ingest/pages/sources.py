"""Sources of saved pages: files, folders, zip archives, which are never unpacked to disk."""

import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from huiyin.common.confined import BeyondLimitsError, Work, confined

from .encoding import LIMIT
from .values import RefusedError

LARGEST_ARCHIVE = 200 * 1024 * 1024
LARGEST_ATTACHMENT = 20 * 1024 * 1024
LARGEST_SHEET = 2 * 1024 * 1024
MOST_FILES = 20_000
_HIGHEST_RATIO = 200
_RESOURCES = re.compile(r"(?:_files|\.files|_文件)/", re.IGNORECASE)
_SYSTEM = re.compile(
    r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
_PAGES = frozenset({"html", "htm", "shtml", "txt"})
_KINDS = {
    **dict.fromkeys(("json", "xml", "csv"), "数据文件"),
    **dict.fromkeys(("css", "js", "map", "woff", "woff2", "ttf", "eot"), "网页的样式或程序文件"),
    **dict.fromkeys(
        ("png", "jpg", "jpeg", "gif", "bmp", "webp", "svg", "ico", "tif", "tiff"), "图片"
    ),
    **dict.fromkeys(
        ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "wps", "et", "ofd"), "文档"
    ),
    **dict.fromkeys(("mht", "mhtml"), "单一网页存档，请改存为“网页，仅HTML”"),
    **dict.fromkeys(
        ("zip", "rar", "7z", "tar", "gz"), "压缩包中的压缩包或不支持的压缩包，请先解压"
    ),
}


@dataclass(frozen=True)
class File:
    """One file that may be read: its name for people, its name within its tree, its size."""

    name: str
    inner: str
    size: int
    content: Callable[[int], bytes] = field(compare=False, repr=False)
    refused: str = ""

    @property
    def extension(self) -> str:
        return PurePosixPath(self.inner).suffix.lstrip(".").lower()

    def reason(self) -> str:
        """Why this file is not a page, for the clerk; empty if it may be one."""
        if self.refused:
            return self.refused
        if _SYSTEM.search(self.inner):
            return "操作系统自带的文件，不是网页"
        if self.extension in _PAGES:
            return (
                ""
                if self.size <= LIMIT
                else f"文件超过{LIMIT // 1024 // 1024}MB，不像一个网页，没有读取"
            )
        kind = _KINDS.get(self.extension)
        if _RESOURCES.search(self.inner):
            kind = f"{kind or '随网页保存的文件'}，没有网页把它作为附件或正文图片引用"
        return f"不是网页文件（{kind or '扩展名 .' + self.extension if self.extension else '没有扩展名'}），没有导入"

    def page_bytes(self) -> bytes:
        return self.content(LIMIT)


@dataclass
class Tree:
    """Files that belong together: an archive, a folder, or the files around one page."""

    files: dict[str, File]
    listed: list[File]

    @cached_property
    def has_sheets(self) -> bool:
        return any(name.endswith(".css") for name in self.files)

    def find(self, page: File, href: str, name: str) -> File | None:
        """The file that a link of `page` refers to, if it was saved with it."""
        plain = unquote(href.partition("#")[0].partition("?")[0]).replace("\\", "/")
        base = PurePosixPath(plain).name
        folder = PurePosixPath(page.inner).parent
        stem = PurePosixPath(page.inner).stem
        relative = "" if "://" in plain else os.path.normpath(str(folder / plain.lstrip("/")))
        extension = PurePosixPath(base).suffix
        spoken = name if name.lower().endswith(extension.lower()) else f"{name}{extension}"
        places = [relative] + [
            str(folder / beside / wanted)
            for wanted in (base, spoken)
            if wanted and "/" not in wanted
            for beside in (f"{stem}_files", f"{stem}.files", f"{stem}_文件", "")
        ]
        return next((self.files[place] for place in places if place in self.files), None)

    def sheet(self, page: File, href: str) -> str:
        """The text of a style sheet saved with a page; empty without one."""
        file = self.find(page, href, "") if href.partition("?")[0].endswith(".css") else None
        if file is None or file.refused or file.size > LARGEST_SHEET:
            return ""
        return file.content(LARGEST_SHEET).decode("utf-8", "replace")


def trees(paths: list[Path]) -> Iterator[Tree]:
    """One tree per path; unreadable ones are listed with the reason."""
    for path in paths:
        if path.is_dir():
            yield _folder(path)
        elif path.suffix.lower() == ".zip":
            yield _archive(path)
        else:
            yield _single(path)


def _on_disk(path: Path, root: Path, name: str) -> File:
    inner = path.relative_to(root).as_posix()

    def content(limit: int) -> bytes:
        with path.open("rb") as file:
            return _limited(file.read(limit + 1), limit)

    try:
        status = path.lstat()
    except OSError as error:
        return File(name, inner, 0, content, f"文件无法读取（{error.strerror}）")
    if stat.S_ISLNK(status.st_mode):
        return File(name, inner, 0, content, "是指向别处的链接，没有读取")
    refused = "" if stat.S_ISREG(status.st_mode) else "不是普通文件，没有读取"
    return File(name, inner, status.st_size, content, refused)


def _limited(content: bytes, limit: int) -> bytes:
    if len(content) > limit:
        raise RefusedError("too-large", f"文件超过{limit // 1024 // 1024}MB，没有读取")
    return content


def _single(path: Path) -> Tree:
    root = path.parent
    page = _on_disk(path, root, path.name)
    around = [entry for entry in sorted(root.iterdir()) if entry.is_file()]
    for folder in (f"{path.stem}_files", f"{path.stem}.files", f"{path.stem}_文件"):
        if (root / folder).is_dir():
            around += [entry for entry in sorted((root / folder).rglob("*")) if entry.is_file()]
    beside = (_on_disk(entry, root, entry.name) for entry in around)
    return Tree({file.inner: file for file in beside if not file.refused}, [page])


def _folder(root: Path) -> Tree:
    listed = []
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            listed.append(_on_disk(path, root, path.relative_to(root).as_posix()))
        links = [name for name in folders if Path(folder, name).is_symlink()]
        listed += [
            _on_disk(Path(folder, name), root, Path(folder, name).relative_to(root).as_posix())
            for name in links
        ]
    return Tree({file.inner: file for file in listed if not file.refused}, listed)


def _archive(path: Path) -> Tree:
    try:
        count, total = extent(str(path.resolve()))
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile, ValueError) as error:
        return _refused(path, f"压缩包已损坏或不是 zip 格式，无法打开（{error}）")
    except BeyondLimitsError as error:
        return _refused(path, str(error))
    if total > LARGEST_ARCHIVE:
        return _refused(
            path, f"压缩包解开后超过{LARGEST_ARCHIVE // 1024 // 1024}MB，没有读取；请分批导入"
        )
    if count > MOST_FILES:
        return _refused(path, f"压缩包里的文件超过{MOST_FILES}个，没有读取；请分批导入")
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    listed = [_in_archive(archive, entry, path.name) for entry in entries]
    return Tree({file.inner: file for file in listed if not file.refused}, listed)


@confined(Work.READING)
def extent(path: str) -> tuple[int, int]:
    """How many files an archive has, and their size unpacked: its list alone may fill the memory."""
    with zipfile.ZipFile(path) as archive:
        sizes = [entry.file_size for entry in archive.infolist() if not entry.is_dir()]
    return len(sizes), sum(sizes)


def _refused(path: Path, reason: str) -> Tree:
    return Tree({}, [File(path.name, path.name, 0, lambda limit: b"", reason)])


def _in_archive(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, container: str) -> File:
    inner = _entry_name(entry)

    def content(limit: int) -> bytes:
        try:
            with archive.open(entry) as file:
                return _limited(file.read(limit + 1), limit)
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise RefusedError(
                "unreadable", f"压缩包中的这个文件已损坏，无法读取（{error}）"
            ) from error

    return File(
        f"{container}/{inner}", inner, entry.file_size, content, _entry_refusal(entry, inner)
    )


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """Archives made by Chinese Windows carry names in GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _entry_refusal(entry: zipfile.ZipInfo, inner: str) -> str:
    if inner.startswith("/") or ".." in PurePosixPath(inner).parts or re.match(r"[A-Za-z]:", inner):
        return "文件路径指向压缩包以外，没有读取"
    if entry.flag_bits & 0x1:
        return "文件加了密码，无法读取；请去掉密码后重新打包"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "是指向别处的链接，没有读取"
    if entry.file_size > 1024 * 1024 and entry.file_size > _HIGHEST_RATIO * max(
        entry.compress_size, 1
    ):
        return "压缩比异常（疑似压缩炸弹），没有读取"
    return ""
