"""Ask the demonstration of this data folder."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - models need the settings first

from huiyin.common.confined import state  # noqa: E402

from .rules import RULES, Seen  # noqa: E402


def main() -> int:
    state.is_inline = True  # files that we made ourselves: a child for each would double the time
    seen = Seen(timezone.now())
    for name, check in RULES.items():
        for fault in check(seen):
            sys.stdout.write(f"{name}\t{fault}\n")
        sys.stderr.write(f"{name} asked\n")
    return 0


sys.exit(main())
