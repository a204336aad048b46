"""How many files a visitor may send, and how much may lie in drafts: asked before they are read."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.http import HttpRequest

from huiyin.files.limit import MEGABYTE
from huiyin.throttle import budgets, limits
from huiyin.throttle.nets import net

from .models import DraftFile

FULL = 1800
"""Seconds until somebody may ask again when the drafts of all visitors are too many together."""


def every(request: HttpRequest) -> list[UploadedFile]:
    """All files of a posted form."""
    return [file for _, files in request.FILES.lists() for file in files]


def spend(files: Sequence[UploadedFile], origin: str, *, at: datetime) -> None:
    """These files, out of the budgets of the network.

    Raises:
        TooManyError: too many files, or too much in them.
    """
    if files:
        megabytes = -(-sum(file.size or 0 for file in files) // MEGABYTE)
        network = net(origin)
        budgets.spend((limits.UPLOADS, network), at=at, cost=len(files))
        budgets.spend((limits.UPLOAD_MEGABYTES, network), at=at, cost=megabytes)


def look_for_room(files: Sequence[UploadedFile]) -> None:
    """Whether these files still fit among the drafts of all visitors.

    Raises:
        TooManyError: they do not.
    """
    lying = DraftFile.objects.aggregate(bytes=Sum("file__size"))["bytes"] or 0
    wanted = sum(file.size or 0 for file in files)
    if files and lying + wanted > settings.DRAFTS_MEGABYTES * MEGABYTE:
        raise budgets.TooManyError(FULL)
