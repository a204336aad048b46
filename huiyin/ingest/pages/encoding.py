"""字符编码 of a saved page: what is no text is refused with its reason."""

from dataclasses import dataclass

from huiyin.common import decoding

from .values import RefusedError, Remark

LIMIT = 10 * 1024 * 1024


@dataclass(frozen=True)
class Decoded:
    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(content: bytes) -> Decoded:
    """The text of a saved page.

    Raises:
        RefusedError: empty, not text at all, or unreadable in every known encoding.
    """
    try:
        read = decoding.decode(content)
    except decoding.UndecodableError as error:
        raise RefusedError(error.code, error.message) from error
    return Decoded(read.text, read.encoding, tuple(Remark(*one) for one in read.remarks))
