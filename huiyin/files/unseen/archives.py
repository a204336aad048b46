"""Zip archives: hidden content of the files in them, and an archive of clean copies."""

from collections.abc import Callable

from huiyin.checks import Unseen
from huiyin.common.office import package

from .kinds import CannotCleanError, NotInspectedError

_MOST = 60
_PACKED = (".zip", ".rar", ".7z")


def find(content: bytes, inside: Callable[[bytes, str], list[Unseen]]) -> list[Unseen]:
    files = package.read(content)
    if len(files) > _MOST:
        return [Unseen("not-inspected", f"里有 {len(files)} 个文件，太多了，机器没有查")]
    unseen = []
    for name, part in files.items():
        short = name.rpartition("/")[2][-40:]
        if name.lower().endswith(_PACKED):
            unseen.append(Unseen("not-inspected", f"里还有压缩包“{short}”，机器没有查"))
            continue
        unseen += [Unseen(one.kind, f"“{short}”：{one.detail}") for one in inside(part, name)]
    return unseen


def clean(content: bytes, inside: Callable[[bytes, str], bytes]) -> bytes:
    """Files of kinds that nobody can look into stay as they are.

    Raises:
        CannotCleanError: one of the others cannot be cleaned; says which.
    """
    cleaned = {}
    for name, part in package.read(content).items():
        try:
            cleaned[name] = inside(part, name)
        except NotInspectedError:
            cleaned[name] = part
        except CannotCleanError as error:
            raise CannotCleanError(f"压缩包里的“{name[-40:]}”：{error}") from error
    return package.write(cleaned)
