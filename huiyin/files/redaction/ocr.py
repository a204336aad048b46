"""Tesseract, where it is installed: the third reader, which sees pixels only."""

import io
import shutil
import subprocess

from PIL import Image

NAME = "Tesseract"
_SECONDS = 120


class OcrError(Exception):
    """It is installed but failed; the caller decides what that means."""


def is_installed() -> bool:
    return shutil.which("tesseract") is not None


def read(picture: Image.Image) -> str | None:
    """The text in the picture; None if OCR is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    out = io.BytesIO()
    picture.save(out, "PNG")
    languages = _run([program, "--list-langs"], b"").split()
    wanted = [code for code in ("chi_sim", "eng") if code in languages]
    command = [program, "stdin", "stdout", "--psm", "11"]
    if wanted:
        command += ["-l", "+".join(wanted)]
    return _run(command, out.getvalue())


def _run(command: list[str], data: bytes) -> str:
    try:
        process = subprocess.run(  # noqa: S603 - a fixed program, and no shell
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise OcrError(str(error)) from error
    return process.stdout.decode("utf-8", "replace")
