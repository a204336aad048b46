"""Entry points for the schedule."""

from django.utils import timezone

from . import compiling, proof


def compile_weeks() -> str:
    """周公示编制和核对: on Monday the week before; on other days what a Monday missed."""
    at = timezone.localtime()
    made, renewed = compiling.compile_all(at)
    faults = proof.proof(timezone.localdate(at)).faults
    return f"{made} bulletins compiled, {renewed} renewed, {faults} faults"
