"""A penalty that was repaired: gone from each of its places, and back where that was revoked."""

from huiyin.penalties import actions as penalties

from .records import penalty_
from .world import Thing


def penalty_repaired(world):
    """信用修复: gone everywhere; back where the repair was revoked."""
    record, places = penalty_(world)
    by = {"by_decision": "XF2026-00001", **world.who}

    def redo():
        record.refresh_from_db()
        penalties.undo_repair(record, **by)

    return Thing(places, lambda: penalties.repair(record, **by), redo)
