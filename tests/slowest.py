"""`--slowest 20`: the files of tests by the processor time of their tests, children included.

`--durations` shows what passed on the wall's clock: on a machine that others use as well, a test of
a second takes ten. With workers, each measures its own.
"""

import os
from collections import Counter

import pytest


def processor_time() -> float:
    """Seconds that this process and its ended children have used so far."""
    return sum(os.times()[:4])


class Slowest:
    """Notes what setting up, calling and clearing away cost; tells the first `most` files at the end."""

    def __init__(self, most):
        self.most = most
        self.since = processor_time()
        self.seconds, self.tests = Counter(), Counter()

    def pytest_runtest_logstart(self):
        self.since = processor_time()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self):
        report = yield
        now = processor_time()
        report.processor, self.since = now - self.since, now
        return report

    def pytest_runtest_logreport(self, report):
        place = report.nodeid.partition("::")[0]
        self.seconds[place] += report.processor
        self.tests[place] += report.when == "setup"

    def pytest_terminal_summary(self, terminalreporter):
        terminalreporter.section("processor time")
        for place, seconds in self.seconds.most_common(self.most):
            each = 1000 * seconds / self.tests[place]
            terminalreporter.write_line(
                f"{seconds:7.1f} s {self.tests[place]:5} tests {each:7.0f} ms each  {place}"
            )
