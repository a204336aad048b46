"""Entry points for the schedule."""

from django.utils import timezone

from huiyin.jobs.rows import Walk

from . import kept
from .others import every

JOB = "huiyin.opendata.tasks.make"


def make() -> str:
    """Make the files that are old, so that few visitors wait; remove those of years that are gone."""
    datasets = [dataset for series in every() for dataset in series.datasets()]
    old = [dataset for dataset in datasets if kept.current(dataset) is None]
    walk = Walk(JOB, timezone.now())
    # reads for long and writes no row: within a transaction everybody who writes would wait
    walk.each(old, kept.make, name=lambda dataset: dataset.name, in_transaction=False)
    walk.forget()
    return f"{walk.summary()}, {kept.forget(datasets)} removed"
