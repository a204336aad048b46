"""How often one address may request a convenience of a page, counted in this process alone.

A database row for each key press would cost more than it protects; limits that must hold across
processes and restarts are budgets (`budgets`).
"""

import time
from collections import OrderedDict
from threading import Lock


class Pace:
    """Enough for a few seconds of typing, too little for harvesting."""

    MOST, WITHIN, ADDRESSES = 40, 10.0, 10_000

    def __init__(self) -> None:
        self._asked: OrderedDict[str, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def allows(self, address: str) -> bool:
        now = time.monotonic()
        with self._lock:
            begun, count = self._asked.pop(address, (now, 0))
            if now - begun > self.WITHIN:
                begun, count = now, 0
            self._asked[address] = (begun, count + 1)
            if len(self._asked) > self.ADDRESSES:
                self._asked.popitem(last=False)
        return count < self.MOST

    def clear(self) -> None:
        self._asked.clear()
