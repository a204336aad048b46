"""热线与留言: service requests of citizens, from the mayor's hotline to the portal's mailbox."""

from huiyin.hotline.channels import Channel

from .beside import ExternalKey, RequestFile
from .categories import Category, CategoryScheme, CategoryTerm, key_of
from .deferrals import Deferral, DeferralLook
from .kinds import (
    EndGround,
    EndReason,
    PauseCause,
    PauseRule,
    RequestKind,
    Satisfaction,
    ServiceTarget,
    time_limit,
)
from .places import Place, PlaceKind
from .platforms import MOST_KEYS, Platform, PlatformKey
from .request_terms import CONTACT, CRITICAL, URGENT, VISIT, RepeatTerm, RequestTerm, Urgency
from .requests import (
    FORGOTTEN,
    Confidant,
    ServiceRequest,
    ServiceRequestQuerySet,
    caller_digest,
)
from .rounds import CollectionRule, Half, HalfDay, Round, in_order
from .surges import Surge
from .visits import (
    SPEEDS,
    Contact,
    ContactDoor,
    FormerAnswer,
    Mark,
    Resolution,
    Visit,
    VisitDoor,
    is_objection,
)

__all__ = [
    "CONTACT",
    "CRITICAL",
    "FORGOTTEN",
    "MOST_KEYS",
    "SPEEDS",
    "URGENT",
    "VISIT",
    "Category",
    "CategoryScheme",
    "CategoryTerm",
    "Channel",
    "CollectionRule",
    "Confidant",
    "Contact",
    "ContactDoor",
    "Deferral",
    "DeferralLook",
    "EndGround",
    "EndReason",
    "ExternalKey",
    "FormerAnswer",
    "Half",
    "HalfDay",
    "Mark",
    "PauseCause",
    "PauseRule",
    "Place",
    "PlaceKind",
    "Platform",
    "PlatformKey",
    "RepeatTerm",
    "RequestFile",
    "RequestKind",
    "RequestTerm",
    "Resolution",
    "Round",
    "Satisfaction",
    "ServiceRequest",
    "ServiceRequestQuerySet",
    "ServiceTarget",
    "Surge",
    "Urgency",
    "Visit",
    "VisitDoor",
    "caller_digest",
    "in_order",
    "is_objection",
    "key_of",
    "time_limit",
]
