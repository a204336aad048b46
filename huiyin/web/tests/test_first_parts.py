"""Which addresses of the first level are the site's own."""

import re

from huiyin.web.addresses import _first_parts, first_parts


class Pattern:
    def __init__(self, written, *below):
        self.pattern = written
        if below:
            self.url_patterns = below


def test_only_whole_parts_count():
    patterns = [
        Pattern("licences/<int:pk>/"), Pattern(r"^licences\.(?P<form>csv)$"), Pattern("healthz"),
        Pattern(r"^search/?$"), Pattern("sitemap.xml"), Pattern(r"^(?P<address>.+)$"), Pattern(""),
        Pattern("", Pattern("powers/"), Pattern("", Pattern("track/"))), Pattern("cms/", Pattern("pages/")),
    ]  # fmt: skip
    assert set(_first_parts(patterns)) == {
        "licences", "healthz", "search", "powers", "track", "cms"
    }  # fmt: skip


def test_those_of_the_site():
    assert {"desk", "cms", "i", "files", "licences", "powers", "track"} <= first_parts()
    assert all(re.fullmatch(r"[\w-]+", part) for part in first_parts())
