"""What the check of links knows of the site: each of its addresses is judged, none passes unasked."""

from django.urls import URLPattern

from huiyin.portal import urls
from huiyin.proofreading import addresses

CLOSED = {
    "decision-thanks", "evaluate", "refuse-texts", "subscribe-confirm",
    "subscriptions", "track-act", "track-file", "track-letter",
    "subject-statement-pdf", "verify-paper",
}  # fmt: skip
"""One visitor's or platform's own: nobody else gets anything there, so a link to it is dead."""


def has_a_part_that_changes(pattern):
    regex = getattr(pattern, "regex", None)
    return bool(pattern.converters) or bool(regex and regex.groupindex)


def names(patterns):
    for one in patterns:
        if not isinstance(one, URLPattern):
            yield from names(one.url_patterns)
        elif has_a_part_that_changes(one.pattern):
            yield one.name


def test_every_address_with_a_part_that_changes_is_judged():
    """A new kind of page is a record that must be public, or open whatever record is not."""
    changing = set(names(urls.urlpatterns))
    files = {name for name in changing if addresses.is_open(name)}
    assert files >= addresses.OPEN
    assert changing == {*addresses.records(), *files, *addresses.LOOKED_UP} | CLOSED
