"""The indexes of requests: each serves a list, a figure or a count that is asked at every desk."""

from django.db import models
from django.db.models import Q

INDEXES = [
    models.Index(fields=["agency", "state", "due_on"], name="hotline_list"),
    # `OPEN`: few among many, and the list begins with them
    models.Index(
        fields=["agency", "due_on"],
        condition=Q(state__in=["assigned", "dispatched", "drafted", "joined", "received",
                               "suspended"]),
        name="hotline_open",
    ),
    models.Index(fields=["agency", "channel", "received_on"], name="hotline_counts"),
    models.Index(fields=["agency", "urgency", "received_on"], name="hotline_urgency"),
    models.Index(fields=["agency", "satisfaction", "received_on"], name="hotline_rated"),
    models.Index(
        fields=["main", "state"], condition=Q(main__isnull=False), name="hotline_children"
    ),
    models.Index(
        fields=["deferred_on", "settled_on"],
        condition=Q(deferred_on__isnull=False),
        name="hotline_deferred",
    ),
    # all that figures ask: a year of a million is counted without reading a row
    models.Index(
        fields=["agency", "received_on", "due_on", "answered_on", "rated_on",
                "satisfaction", "request_kind", "channel", "category", "state", "voided_on",
                "first_answered_on", "first_due_on", "first_reopened_on",
                "resolution_on", "resolution", "extended_on", "deferred_on", "settled_on",
                "is_repeat"],
        name="hotline_figures",
    ),
    models.Index(
        fields=["agency"],
        condition=Q(is_repeat=None, category__isnull=False) & ~Q(caller_digest=""),
        name="hotline_maybe_repeats",
    ),
    models.Index(
        fields=["published_at"],
        condition=Q(published_at__isnull=False),
        name="hotline_public",
    ),
    models.Index(
        fields=["agency", "caller_digest", "received_on"],
        condition=~Q(caller_digest=""),
        name="hotline_callers",
    ),
    # all that filters of the desk's list ask, and who is kept from a request
    models.Index(
        fields=["agency", "received_on", "state", "is_confidential",
                "request_kind", "satisfaction", "channel", "unit", "category"],
        name="hotline_filtered",
    ),
    models.Index(
        fields=["agency"],
        condition=Q(proposed_at__isnull=False, published_at__isnull=True),
        name="hotline_proposed",
    ),
    models.Index(fields=["agency", "unit", "received_on"], name="hotline_unit"),
    # few among many: what is kept from most, and what waits for a decision
    models.Index(
        fields=["agency", "received_on"],
        condition=Q(is_confidential=True),
        name="hotline_confidential",
    ),
    models.Index(
        fields=["agency", "state"],
        condition=Q(objected_on__isnull=False),
        name="hotline_objected",
    ),
    models.Index(
        fields=["agency", "state"],
        condition=Q(wanted_days__isnull=False),
        name="hotline_more_time",
    ),
    models.Index(
        fields=["agency", "state"], condition=~Q(pause_cause=""), name="hotline_pause_wanted"
    ),
]  # fmt: skip
