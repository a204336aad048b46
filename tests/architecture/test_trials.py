"""Every kind of matter has a table of its moves; `tests/kinds` tries them."""

from importlib import import_module

from django.utils.module_loading import autodiscover_modules

from huiyin.casework.testing import Trial
from huiyin.casework.workflow import workflows

from . import tree


def trials():
    """(path, trial) of every table."""
    return [
        (path, trial)
        for path in sorted((tree.ROOT / "huiyin").glob("*/tests/trial.py"))
        for value in vars(import_module(f"huiyin.{path.parts[-3]}.tests.trial")).values()
        for trial in (value if isinstance(value, list) else [value])
        if isinstance(trial, Trial)
    ]


def test_every_workflow_has_one_trial():
    autodiscover_modules("actions")
    tried = sorted(str(trial) for _, trial in trials())
    assert tried == sorted(flow.model._meta.label_lower for flow in workflows())
