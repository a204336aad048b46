"""压缩包: a zip that may be published: nothing in it that runs, nothing that swells; without Django."""

import io
import re
import zipfile
import zlib

from huiyin.common.confined import BeyondLimitsError, Work, confined

_RUNS = re.compile(
    r"\.(?:exe|dll|com|bat|cmd|scr|pif|msi|jar|js|jse|vbs|vbe|wsf|ps1|sh|hta|lnk|apk|docm|xlsm|html?)$",
    re.IGNORECASE,
)
_MOST_PARTS = 500
_MOST_TIMES = 100


def fault(content: bytes, most: int) -> str:
    """Why it may not be published, and what to do; empty when it may. `most` bytes when unpacked."""
    try:
        return look(content, most)
    except BeyondLimitsError as error:
        return f"不能作为附件：{error}"


@confined(Work.READING)
def look(content: bytes, most: int) -> str:
    """`fault` within limits.

    Raises:
        BeyondLimitsError: it was not looked through to its end.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            swollen = sum(part.file_size for part in parts)
            if len(parts) > _MOST_PARTS or swollen > min(len(content) * _MOST_TIMES, most):
                return "里的文件太多或解压后太大，请分成几个附件上传"
            broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError):
        return "打不开（可能加了密码或已损坏），请重新压缩再上传"
    if broken is not None:
        return "里的文件已损坏，请重新压缩再上传"
    running = [part.filename for part in parts if _RUNS.search(part.filename)]
    return f"里有可以运行的文件（{running[0][:60]}），不能发布，请去掉" if running else ""
