"""短信: whom a text message may reach, and who wants none. The numbers are kept as digests only."""

import re
from datetime import datetime

from django.conf import settings

from huiyin.common import telephones
from huiyin.personal import keys

from .models import TextRefusal


def mobile(contact: str) -> str:
    """The mobile number in what was left to be reached by; empty where there is none."""
    number = telephones.dialled(contact)
    return number if re.fullmatch(r"1[3-9][0-9]{9}", number) else ""


def reached_at(contact: str) -> str:
    """The mobile number, where this office sends text messages and its owner has not refused them."""
    if not settings.SMS.is_on:
        return ""
    number = mobile(contact)
    return "" if number and are_refused(number) else number


def are_refused(number: str) -> bool:
    return TextRefusal.objects.filter(digest=keys.digest(number)).exists()


def refuse(contact: str, *, at: datetime) -> bool:
    """不再接收短信: for this number, whatever it is about; False where there is no mobile number."""
    number = mobile(contact)
    if number:
        TextRefusal.objects.get_or_create(digest=keys.digest(number), defaults={"refused_at": at})
    return bool(number)
