"""Every write to the parts of a report."""

from . import writing as writing
from .publishing import columns_for as columns_for
from .publishing import draft as draft
from .publishing import send as send
