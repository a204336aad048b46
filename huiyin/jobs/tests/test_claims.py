"""A claim dies with its holder, however that dies."""

import os
import signal
from time import monotonic, sleep

import pytest

from huiyin.jobs.claims import claimed


def is_free(name):
    with claimed(name) as is_ours:
        return is_ours


@pytest.mark.django_db(transaction=True)
def test_it_is_free_as_soon_as_its_holder_is_killed():
    """A process killed as the system kills it: nothing is tidied up."""
    reader, tell = os.pipe()
    holder = os.fork()
    if holder == 0:
        try:
            with claimed("a.job") as is_held:
                os.write(tell, b"held" if is_held else b"free")
                signal.pause()
        finally:
            os._exit(1)
    try:
        assert os.read(reader, 4) == b"held"
        assert not is_free("a.job")
        assert is_free("another.job")
    finally:
        os.kill(holder, signal.SIGKILL)
        os.waitpid(holder, 0)
        os.close(reader)
        os.close(tell)
    give_up = monotonic() + 60
    while not (free := is_free("a.job")) and monotonic() < give_up:
        sleep(0.05)  # the server of PostgreSQL notices a moment later
    assert free
