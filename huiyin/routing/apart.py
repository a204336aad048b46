"""Learning in a process of its own: what it loads and fills is given back when it ends.

The timetable runs for months; its process would otherwise keep the libraries, and the most memory
that a night ever took.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from multiprocessing import get_context

from .cases import Case
from .weights import Learned

Learn = Callable[[Sequence[Case]], Learned]


@contextmanager
def learner() -> Iterator[Learn]:
    """`learning.learn`, by a process that ends with the block; it knows no settings and no database."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        yield lambda cases: child.submit(_learn, cases).result()


def _learn(cases: Sequence[Case]) -> Learned:
    learned: Learned = import_module("huiyin.routing.learning").learn(cases)
    return learned
