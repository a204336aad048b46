"""What has to be sent, by all that was sent and how the record stands; no database."""

import pytest

from huiyin.exchange.choosing import Now, Sent, Wait, next_step

SHOWN, GONE = Now(True, "a"), Now(False)


def sent(said):
    """`new:a:accepted` → a sending; a `!` at its end: to be sent again as it is."""
    action, wording, result = [*said.rstrip("!").split(":"), "", ""][:3]
    return Sent(action, wording, f"cells {wording}", result, said.endswith("!"))


TABLE = {
    "never sent": ("", SHOWN, "", "new"),
    "never sent, gone": ("", GONE, "", None),
    "waits": ("new:a", SHOWN, "", None),
    "waits, other words by now": ("new:b", SHOWN, "", "changed"),
    "accepted": ("new:a:accepted", SHOWN, "", None),
    "accepted, amended": ("new:b:accepted", SHOWN, "", "changed"),
    "accepted, gone": ("new:a:accepted", GONE, "", "withdrawn"),
    "waits, gone": ("new:a", GONE, "", "withdrawn"),
    "refused": ("new:a:refused", SHOWN, "cells a", Wait.TO_BE_MENDED),
    "refused, nobody asked": ("new:a:refused", SHOWN, "", Wait.TO_BE_MENDED),
    "refused, mended": ("new:a:refused", SHOWN, "cells c", "new"),
    "refused, as it is": ("new:a:mend!", SHOWN, "cells a", "new"),
    "refused, gone": ("new:a:refused", GONE, "", None),
    "change refused": ("new:a:accepted changed:b:refused", SHOWN, "cells b", Wait.TO_BE_MENDED),
    "change refused, mended": ("new:a:accepted changed:b:refused", SHOWN, "cells c", "changed"),
    "change refused, gone": ("new:a:accepted changed:b:refused", GONE, "", "withdrawn"),
    "withdrawal waits": ("new:a:accepted withdrawn", GONE, "", None),
    "withdrawn": ("new:a:accepted withdrawn::accepted", GONE, "", None),
    "withdrawal refused": ("new:a:accepted withdrawn::refused", GONE, "", Wait.TO_BE_MENDED),
    "withdrawal, once more": ("new:a:accepted withdrawn::refused!", GONE, "", "withdrawn"),
    "withdrawn, shown again": ("new:a:accepted withdrawn::accepted", SHOWN, "", "new"),
    "withdrawal refused, shown again": ("new:a:accepted withdrawn::refused", SHOWN, "", "changed"),
}


@pytest.mark.parametrize("case", TABLE)
def test_what_is_next(case):
    before, now, digest, expected = TABLE[case]
    assert next_step([sent(one) for one in before.split()], now, digest) == expected
