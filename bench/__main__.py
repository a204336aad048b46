"""Run the measurements named, or all of them; print the table, write var/bench/*.json."""

import json
import os
import platform
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import process
from .targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "bench"
NAMES = list(dict.fromkeys(target.measurement for target in TARGETS))


def main(
    arguments: Sequence[str],
    *,
    targets: Sequence[Target] = TARGETS,
    package: str = "bench",
    results: Path = RESULTS,
    within: float = process.WITHIN,
) -> int:
    """0: all measured; 1: something broke; 2: no such measurement. Missed targets do not count."""
    names = list(dict.fromkeys(target.measurement for target in targets))
    if unknown := set(arguments) - set(names):
        print(f"no measurement {', '.join(sorted(unknown))}; there are: {' '.join(names)}")
        return 2
    results.mkdir(parents=True, exist_ok=True)
    measured: dict[str, dict[str, Any]] = {}
    broken: dict[str, str] = {}
    for name in arguments or names:
        print(f"measuring {name} …", file=sys.stderr, flush=True)
        (results / f"{name}.json").unlink(missing_ok=True)  # of a former run
        wanted = [target.figure for target in targets if target.measurement == name]
        try:
            measured[name] = process.measure(f"{package}.{name}", wanted, within=within)
        except process.BrokenError as error:
            broken[name] = str(error)
        else:
            _write(results, name, measured[name])
    _report(
        [target for target in targets if target.measurement in measured | broken],
        measured,
        broken,
        results,
    )
    return 1 if broken else 0


def _report(
    lines: list[Target],
    measured: dict[str, dict[str, Any]],
    broken: dict[str, str],
    results: Path,
) -> None:
    """The table, what has to be seen at the end of it, and the same as JSON."""
    done = [target for target in lines if target.measurement in measured]
    missed = [target for target in done if target.is_missed(measured[target.measurement])]
    names = [f"{target.measurement}.{target.figure}" for target in missed]
    _write(
        results, "summary",
        {"machine": _machine(), "missed": names, "broken": broken, **measured},
    )  # fmt: skip
    print(_table(lines, measured))
    taken = ", ".join(f"{name} {one['whole_seconds']:g}" for name, one in measured.items())
    print(f"seconds: {taken or 'none'}")
    print(f"missed: {'; '.join(target.label for target in missed) or 'none'}")
    print(f"broken: {'; '.join(f'{name} ({why})' for name, why in broken.items()) or 'none'}")


def _table(lines: list[Target], measured: dict[str, dict[str, Any]]) -> str:
    rows = [("measured", "figure", "target", "verdict")]
    for target in lines:
        figures = measured.get(target.measurement)
        if figures is None:
            rows.append((target.label, "–", target.bound(), "BROKEN"))
            continue
        value = figures[target.figure]
        shown = f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"
        rows.append((target.label, shown, target.bound(), target.verdict(figures)))
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    pattern = f"{{:<{wide[0]}}}  {{:>{wide[1]}}}  {{:<{wide[2]}}}  {{:<{wide[3]}}}"
    return "\n".join(pattern.format(*row).rstrip() for row in rows)


def _machine() -> str:
    return f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _write(results: Path, name: str, figures: dict[str, Any]) -> None:
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (results / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is stopped
    sys.exit(main(sys.argv[1:]))
