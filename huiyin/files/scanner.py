"""病毒检查: the INSTREAM command of clamd, on another port or socket; off unless configured."""

import socket
import struct

from django.conf import settings

TIMEOUT = 20  # seconds
CHUNK = 64 * 1024


class ScannerUnreachableError(Exception):
    """It is configured and does not answer: nothing is taken in unchecked."""


def finding(content: bytes) -> str:
    """The name of what was found in it; empty for nothing, and where no scanner is configured.

    Raises:
        ScannerUnreachableError: no answer, or one that is neither "clean" nor "found".
    """
    if not settings.CLAMD:
        return ""
    try:
        answer = _ask(content)
    except (OSError, ValueError) as error:
        raise ScannerUnreachableError(f"clamd at {settings.CLAMD}: {error}") from error
    if answer.endswith("FOUND"):
        return answer.removeprefix("stream:").removesuffix("FOUND").strip() or "unnamed"
    if answer.endswith("OK"):
        return ""
    raise ScannerUnreachableError(f"clamd at {settings.CLAMD} answered {answer[:200]!r}")


def _ask(content: bytes) -> str:
    with _connected() as scanner:
        scanner.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            part = content[start : start + CHUNK]
            scanner.sendall(struct.pack("!L", len(part)) + part)
        scanner.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < 4096:
            part = scanner.recv(4096)
            if not part:
                break
            answer += part
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _connected() -> socket.socket:
    if settings.CLAMD.startswith("unix:"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(TIMEOUT)
        scanner.connect(settings.CLAMD.removeprefix("unix:"))
        return scanner
    host, _, port = settings.CLAMD.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=TIMEOUT)
