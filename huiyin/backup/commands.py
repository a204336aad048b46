"""Shared by `huiyin backup` and `huiyin restore`: one clear line for every error."""

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
        """Turn every error into one line; on SIGTERM clean up first."""
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
            sign = "→" if row["recounted"] else "=" if row["same"] else "≠"
            self.stdout.write(f"{row['label']}：{row['before']} {sign} {row['after']}")
        differing = sum(1 for row in rows if not row["same"])
        recounted = sum(1 for row in rows if row["recounted"])
        verdict = f"{differing} 项不同" if differing else "其余相同" if recounted else "全部相同"
        self.say(
            "，".join([f"{len(rows)} 项", *[f"{recounted} 项重新计算"] * bool(recounted), verdict])
        )
        if recounted:
            self.say(
                "备份由较早的版本写成，标 → 的数据按现在的口径重新计算，改了什么见 CHANGELOG.md"
            )
