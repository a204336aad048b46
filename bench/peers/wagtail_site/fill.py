"""Make the peer's database, with one page at /text/: `python -m bench.peers.wagtail_site.fill TITLE < body.html`."""

import os
import sys

import django
from django.core.management import call_command


def main(title: str, body: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.peers.wagtail_site.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    from wagtail.models import Site

    from bench.peers.wagtail_site.models import TextPage

    root = Site.objects.get().root_page
    root.add_child(instance=TextPage(title=title, slug="text", body=body))


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin.read())
