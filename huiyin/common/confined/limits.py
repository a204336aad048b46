"""How much of the machine one untrusted file may use."""

from dataclasses import dataclass
from enum import Enum

MEGABYTE = 2**20


class Work(Enum):
    """Two kinds of work: words and tables are read, pages are drawn."""

    READING = "reading"
    DRAWING = "drawing"


@dataclass(frozen=True, slots=True)
class Limits:
    """上限 of one child."""

    seconds: float
    """of a processor"""
    megabytes: int
    """of memory, beyond what the libraries take"""
    answer: int = 64
    """megabytes that may come back"""
    at_once: int = 2
    """children of one web worker beside each other"""
    patience: float = 2
    """times longer until the end, where the child waits or the machine is busy"""

    @property
    def wall_clock(self) -> float:
        return self.patience * self.seconds


limits = {
    Work.READING: Limits(seconds=20, megabytes=1024, answer=128),
    Work.DRAWING: Limits(seconds=300, megabytes=2048, answer=256),
}
"""The settings take the place of these (`huiyin.files.apps`)."""
