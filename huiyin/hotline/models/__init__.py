"""热线与留言: service requests of citizens, from the mayor's hotline to the portal's mailbox."""

from huiyin.hotline.channels import Channel

from .beside import ExternalKey, RequestFile
from .kinds import EndReason, RequestKind, Satisfaction, ServiceTarget, time_limit
from .places import Place, PlaceKind
from .requests import (
    FORGOTTEN,
    Confidant,
    ServiceRequest,
    ServiceRequestQuerySet,
    caller_digest,
)
from .rounds import CollectionRule, Half, HalfDay, Round, in_order

__all__ = [
    "FORGOTTEN",
    "Channel",
    "CollectionRule",
    "Confidant",
    "EndReason",
    "ExternalKey",
    "Half",
    "HalfDay",
    "Place",
    "PlaceKind",
    "RequestFile",
    "RequestKind",
    "Round",
    "Satisfaction",
    "ServiceRequest",
    "ServiceRequestQuerySet",
    "ServiceTarget",
    "caller_digest",
    "in_order",
    "time_limit",
]
