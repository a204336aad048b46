"""Zip archives: what the files in them carry, and an archive of their clean copies."""

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
    found = []
    for name, part in files.items():
        short = name.rpartition("/")[2][-40:]
        if name.lower().endswith(_PACKED):
            found.append(Unseen("not-inspected", f"里还有压缩包“{short}”，机器没有查"))
            continue
        found += [Unseen(one.kind, f"“{short}”：{one.detail}") for one in inside(part, name)]
    return found


def clean(content: bytes, inside: Callable[[bytes, str], bytes]) -> bytes:
    """Files of kinds that nobody can look into stay as they are.

    Raises:
        CannotCleanError: one of the others cannot be cleaned; says which.
    """
    made = {}
    for name, part in package.read(content).items():
        try:
            made[name] = inside(part, name)
        except NotInspectedError:
            made[name] = part
        except CannotCleanError as error:
            raise CannotCleanError(f"压缩包里的“{name[-40:]}”：{error}") from error
    return package.write(made)
