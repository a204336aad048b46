"""Why a file is not redacted or not released: every reason says what to do about it."""

from collections.abc import Sequence

_SHOWN = 8  # places named in one message


class Refused(Exception):  # noqa: N818 - said to a person
    """Nothing was made; the message is for the person at the desk."""


class NoBoxes(Refused):
    def __init__(self) -> None:
        super().__init__("还没有画出要遮盖的地方。请至少画一个框，并写明不予公开的依据")


class BadBox(Refused):
    """A box without area, without a ground, or not on the page."""


class UnknownType(Refused):
    def __init__(self, media_type: str) -> None:
        super().__init__(
            f"不能处理“{media_type}”类型的文件。可以处理 PDF 和 PNG、JPEG、TIFF、WebP、HEIF 图片，"
            "其他文件请先另存为 PDF"
        )


class BrokenFile(Refused):
    def __init__(self, what: str = "文件") -> None:
        super().__init__(f"{what}已损坏，读不出来。请重新取得原件，或打印后扫描再处理")


class Encrypted(Refused):
    def __init__(self) -> None:
        super().__init__("PDF 已加密或设有权限密码。请用制作它的软件另存为不加密的 PDF 再处理")


class DynamicForm(Refused):
    def __init__(self) -> None:
        super().__init__(
            "PDF 是动态表单（XFA），看到的内容不在页面上。请打印成普通 PDF 或纸质扫描后再处理"
        )


class NotDrawn(Refused):
    """Something of a page would be missing in the result without anybody noticing."""

    def __init__(self, faults: Sequence[str]) -> None:
        more = f"；另有 {len(faults) - _SHOWN} 处" if len(faults) > _SHOWN else ""
        super().__init__(
            "原件里有这里画不出来的内容，做成的文件会缺少它："
            + "；".join(faults[:_SHOWN])
            + more
            + "。请用能看到这些内容的阅读器打开原件，打印（包含批注）成 PDF，或者打印在纸上扫描，"
            "核对内容齐全后重新上传"
        )


class TooLarge(Refused):
    """Too many bytes, pages or pixels, or something that swells when it is opened."""


class TooDeep(Refused):
    def __init__(self) -> None:
        super().__init__(
            "图片的每个点超过 16 位，这里画不出原来的明暗。请另存为普通的 PNG 或 JPEG 再处理"
        )


class Animated(Refused):
    def __init__(self) -> None:
        super().__init__("图片有多帧动画，后面的帧看不见也遮不住。请截取要公开的一帧再处理")


class NotProved(Refused):
    """The result was made, but something of what was covered can still be found in it.

    `pages` are those with a survivor, counted from 0; `survivors` is their number.
    """

    def __init__(self, message: str, pages: tuple[int, ...] = (), survivors: int = 0) -> None:
        super().__init__(message)
        self.pages, self.survivors = pages, survivors
