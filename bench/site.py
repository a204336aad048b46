"""An empty site in HUIYIN_HOME, in this process."""

import django
from django.conf import settings
from django.core.management import call_command


def prepare() -> None:
    django.setup()
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    call_command("migrate", verbosity=0)
