"""An empty site in HUIYIN_HOME, in this process."""

import django
from django.core.management import call_command


def prepare() -> None:
    django.setup()
    call_command("migrate", verbosity=0)
