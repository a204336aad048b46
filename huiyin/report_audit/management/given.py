"""What the commands over reports are given: files, folders, a list of agencies, a table to write."""

from pathlib import Path

from huiyin.organisations.commands import Command
from huiyin.report_audit.reading import KINDS
from huiyin.web import downloads

LARGEST = 60 * 2**20
"""bytes of a file"""


class ReportsCommand(Command):
    """A command over the reports of many agencies; wrong usage ends it."""

    def files_given(self, path: Path) -> list[Path]:
        """A file, or the reports of a folder and of the folders in it."""
        if path.is_dir():
            files = sorted(file for file in path.rglob("*") if file.suffix[1:].lower() in KINDS)
            return files or self.usage(f"{path} 里没有 {'、'.join(KINDS)} 文件")
        return [path] if path.is_file() else self.usage(f"没有文件 {path}")

    def content_given(self, path: Path) -> bytes:
        try:
            if path.stat().st_size > LARGEST:
                self.usage(f"{path} 太大，不像一份年度报告")
            return path.read_bytes()
        except OSError as error:
            self.usage(f"不能读取 {path}：{error.strerror}")

    def names_given(self, path: Path | None) -> list[str]:
        if path is None:
            return []
        try:
            text = self.content_given(path).decode("utf-8-sig")
        except UnicodeDecodeError:
            self.usage(f"{path} 不是 UTF-8 文本，请另存后再试")
        names = (line.partition(",")[0].strip() for line in text.splitlines())
        return list(dict.fromkeys(name for name in names if name))

    def form_of(self, output: Path) -> str:
        form = output.suffix[1:].lower()
        return form if form in downloads.TYPES else self.usage(f"不知道写成哪种文件：{output}")
