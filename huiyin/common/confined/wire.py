"""The messages between the caller and a child, each with its length before it."""

import pickle
import socket
import struct
import sys
from dataclasses import is_dataclass
from enum import Enum
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

_LENGTH = struct.Struct(">Q")
_STEP = 2**20
_PLAIN = {
    "builtins": {"set", "frozenset", "bytearray", "complex", "range", "slice"},
    "collections": {"Counter", "OrderedDict"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "decimal": {"Decimal"},
    __name__: {"zone"},
}


class BrokenOffError(Exception):
    """The other side ended before its message did, or the message is not allowed."""


def send(line: socket.socket, message: bytes) -> None:
    line.sendall(_LENGTH.pack(len(message)))
    line.sendall(message)


def receive(line: socket.socket, most: int = 2**62) -> bytes:
    """The next message.

    Raises:
        BrokenOffError: it does not come whole, or is longer than may be.
    """
    (length,) = _LENGTH.unpack(_exactly(line, _LENGTH.size))
    if length > most:
        raise BrokenOffError("the answer is too long")
    return _exactly(line, length)


def _exactly(line: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = line.recv(min(length - len(parts), _STEP))
        if not part:
            raise BrokenOffError("the child has ended")
        parts += part
    return bytes(parts)


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """Their own way would need `getattr` on the other side; of an enum, with Python before 3.11.4."""
        if isinstance(value, ZoneInfo):
            return zone, (value.key,)
        if isinstance(value, Enum):
            return type(value), (value.value,)
        return NotImplemented


def packed(value: Any) -> bytes:
    out = BytesIO()
    _Packer(out, protocol=5).dump(value)
    return out.getvalue()


class _Answers(pickle.Unpickler):
    """Unpickles only plain values and our own value classes: a child may be compromised."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PLAIN.get(module, ()):
            return super().find_class(module, name)
        known = getattr(sys.modules.get(module), name, None)
        if module.startswith("huiyin.") and isinstance(known, type) and _holds_values(known):
            return known
        raise BrokenOffError(f"an answer may not hold {module}.{name}")


def _holds_values(kind: type) -> bool:
    return is_dataclass(kind) or issubclass(kind, str | int | tuple | Enum | Exception)


def answer(message: bytes) -> Any:
    """The values in what a child has sent.

    Raises:
        BrokenOffError: it is no answer.
    """
    try:
        return _Answers(BytesIO(message)).load()
    except (pickle.UnpicklingError, ValueError, TypeError, AttributeError, IndexError,
            KeyError, EOFError, ImportError, MemoryError) as error:  # fmt: skip
        raise BrokenOffError(f"the answer cannot be read: {error}") from error
