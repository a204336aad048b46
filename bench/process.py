"""One measurement in a process, an environment and a data folder of its own.

`python -m bench.process MODULE RESULT` is the inside of it.
"""

import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WITHIN = 1800  # seconds; what takes longer hangs
ENDS_WITHIN = 60


class BrokenError(Exception):
    """The measurement gave no figures, or not all that were asked for."""


def measure(module: str, wanted: Iterable[str], *, within: float = WITHIN) -> dict[str, Any]:
    """The figures of `module.run()`, and how long all of it took."""
    begun = time.monotonic()
    # A server that is just being stopped may still write into the folder.
    with tempfile.TemporaryDirectory(prefix="huiyin-bench-", ignore_cleanup_errors=True) as home:
        result = Path(home, "result.json")
        code = _code(module, result, within)
        if code is None:
            raise BrokenError(f"no end within {within:g} s")
        if code:
            raise BrokenError(f"exit code {code}")
        if not result.exists():
            raise BrokenError("ended without a result")
        figures: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    if lacking := [name for name in wanted if not _is_number(figures.get(name))]:
        raise BrokenError(f"no figure {', '.join(lacking)}")
    return {**figures, "whole_seconds": round(time.monotonic() - begun, 1)}


def _code(module: str, result: Path, within: float) -> int | None:
    """The exit code; None where the time was up."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
    environment = {
        **plain,
        "HUIYIN_HOME": str(result.parent),
        "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
    }
    command = [sys.executable, "-m", "bench.process", module, str(result)]
    # Its own session: all that it starts can be stopped with it.
    process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
    try:
        return process.wait(timeout=within)
    except subprocess.TimeoutExpired:
        return None
    finally:
        _stop(process)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """The measurement itself is asked, so that it can put away what it started; then all are killed."""
    if process.poll() is None:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=ENDS_WITHIN)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and math.isfinite(value)


def main(module: str, result: str) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = import_module(module).run()
    Path(result).write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
