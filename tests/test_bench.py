"""The measurements: each has its lines in the table, and one that breaks off fails the whole by name."""

import ast
import json
from collections import Counter
from pathlib import Path

import bench.__main__ as bench
from bench.targets import TARGETS, Target

FOLDER = Path(bench.__file__).parent
TRIAL = {
    "good": "def run():\n    return {'ms': 1}",
    "slow": "def run():\n    return {'ms': 100}",
    "raising": "def run():\n    raise ValueError('no')",
    "missing": "def run():\n    return {'seconds': 1}",
    "silent": "import os\ndef run():\n    os._exit(0)",
    "undefined": "def run():\n    return {'ms': float('nan')}",
    "last": "def run():\n    return {'ms': 2}",
}

ENDLESS = "import time\ndef run():\n    time.sleep(600)"


def test_every_measurement_has_targets_and_every_target_a_measurement():
    modules = {
        path.stem
        for path in FOLDER.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name == "run"
    }
    assert modules == {target.measurement for target in TARGETS}


def test_every_figure_has_one_line():
    lines = Counter((target.measurement, target.figure) for target in TARGETS)
    labels = Counter(target.label for target in TARGETS)
    assert [one for one, times in (*lines.items(), *labels.items()) if times > 1] == []


def test_a_broken_measurement_fails_the_whole_and_the_others_are_measured(
    tmp_path, monkeypatch, capsys
):
    package, results = tmp_path / "trial_bench", tmp_path / "results"
    package.mkdir()
    for name, source in (*TRIAL.items(), ("endless", ENDLESS)):
        (package / f"{name}.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    targets = [Target(name, "ms", f"{name}, ms", 10) for name in (*TRIAL, "endless")]
    results.mkdir()
    (results / "raising.json").write_text('{"ms": 1}')  # of a night when it still worked

    def run(*names, **more):
        return bench.main(names, targets=targets, package=package.name, results=results, **more)

    assert run(*TRIAL) == 1
    said = capsys.readouterr().out
    summary = json.loads((results / "summary.json").read_text())
    assert list(summary["broken"]) == ["raising", "missing", "silent", "undefined"]
    assert summary["missed"] == ["slow.ms"]
    assert {path.stem for path in results.iterdir()} == {"good", "slow", "last", "summary"}
    assert [summary[name]["ms"] for name in ("good", "slow", "last")] == [1, 100, 2]
    *_, missed, broken = said.splitlines()
    assert missed == "missed: slow, ms"
    assert broken == (
        "broken: raising (exit code 1); missing (no figure ms); "
        "silent (ended without a result); undefined (no figure ms)"
    )
    assert (run("slow"), run("endless", within=0.3), run("unheard")) == (0, 1, 2)
    assert "broken: endless (no end within 0.3 s)" in capsys.readouterr().out
