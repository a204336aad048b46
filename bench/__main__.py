"""Run the measurements named, or all of them; print the table, write var/bench/*.json."""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from .targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "var" / "bench"
NAMES = list(dict.fromkeys(target.measurement for target in TARGETS))
NEED_A_SITE = {"checks", "applications", "ledger_import", "pages", "web"}
INSIDE = "--inside"


def main(arguments: list[str]) -> int:
    if arguments[:1] == [INSIDE]:
        _inside(arguments[1], Path(arguments[2]))
        return 0
    if unknown := set(arguments) - set(NAMES):
        print(f"no measurement {', '.join(sorted(unknown))}; there are: {' '.join(NAMES)}")
        return 2
    RESULTS.mkdir(parents=True, exist_ok=True)
    measured = {name: _measure(name) for name in arguments or NAMES}
    lines = [target for target in TARGETS if target.measurement in measured]
    print(_table(lines, measured))
    summary = {name: figures for name, figures in measured.items() if figures is not None}
    _write("summary", {"machine": _machine(), **summary})
    return 0 if len(summary) == len(measured) else 1


def _measure(name: str) -> dict[str, Any] | None:
    """In a process, an environment and a data folder of its own. None when it broke off."""
    print(f"measuring {name} …", file=sys.stderr)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="huiyin-bench-") as home:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HUIYIN_")}
        environment = {
            **kept,
            "HUIYIN_HOME": home,
            "DJANGO_SETTINGS_MODULE": "huiyin.config.settings",
        }
        result = Path(home, "result.json")
        command = [sys.executable, "-m", "bench", INSIDE, name, str(result)]
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            print(f"{name} broke off; see above", file=sys.stderr)
            return None
        figures: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    figures["whole_seconds"] = round(time.monotonic() - begun, 1)
    _write(name, figures)
    return figures


def _inside(name: str, result: Path) -> None:
    if name in NEED_A_SITE:
        import_module("bench.site").prepare()
    figures = import_module(f"bench.{name}").run()
    result.write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")


def _table(lines: list[Target], measured: dict[str, dict[str, Any] | None]) -> str:
    rows = [("measured", "figure", "target", "verdict")]
    for target in lines:
        figures = measured[target.measurement]
        value = (figures or {}).get(target.figure)
        verdict = "FAILED" if figures is None else target.verdict(value)
        shown = "–" if value is None else f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"
        rows.append((target.label, shown, target.told(), verdict))
    wide = [max(len(row[column]) for row in rows) for column in range(4)]
    pattern = f"{{:<{wide[0]}}}  {{:>{wide[1]}}}  {{:<{wide[2]}}}  {{:<{wide[3]}}}"
    return "\n".join(pattern.format(*row).rstrip() for row in rows)


def _machine() -> str:
    return f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def _write(name: str, figures: dict[str, Any]) -> None:
    text = json.dumps(figures, ensure_ascii=False, indent=2)
    (RESULTS / f"{name}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
