"""What `huiyin backup` and `huiyin restore` share: one clear line for whatever goes wrong."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from huiyin.organisations.commands import Command as Base

from .faults import BackupError, in_words


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


class Command(Base):
    """Exit code 1 with one line where nothing was done."""

    @contextmanager
    def one_line(self) -> Iterator[None]:
        """Told to stop, it clears away what is half done before it ends."""
        before = signal.signal(signal.SIGTERM, _stop)
        try:
            yield
        except BackupError as error:
            self.fail(str(error))
        except OSError as error:
            self.fail(in_words(error))
        except KeyboardInterrupt:
            self.fail("已中断，没有完成；已写的部分已经删除")
        finally:
            signal.signal(signal.SIGTERM, before)

    def fail(self, message: str) -> None:
        self.stderr.write(message)
        sys.exit(1)

    def table(self, rows: list[dict[str, Any]]) -> None:
        """The table old = new, and exit code 1 where they differ."""
        for row in rows:
            sign = "=" if row["same"] else "≠"
            self.stdout.write(f"{row['label']}：{row['before']} {sign} {row['after']}")
        differing = sum(1 for row in rows if not row["same"])
        self.say(
            f"{len(rows)} 项，{differing} 项不同" if differing else f"{len(rows)} 项，全部相同"
        )
