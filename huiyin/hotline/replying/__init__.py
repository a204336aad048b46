"""答复核对: what a machine sees in the draft of a reply, beside it, for whoever lets it out.

Nothing here refuses: a person reads the list and decides.
"""

from .knowledge import Known, known
from .reading import Read, read

__all__ = ["Known", "Read", "known", "read"]
