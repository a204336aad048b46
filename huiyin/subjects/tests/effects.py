"""What moves of a unification change of what is public, for the table of all effects."""

_PROPOSED = "a proposal: nothing was joined by it"
UNJOINED = {f"subjects.unifying.{name}": _PROPOSED for name in ("decline", "void")}
UNPROPOSED = "subjects.unifying.void"
UNIFIED = {
    "subjects.unifying.confirm": "somebody lets out what others wrote or entered",
    "subjects.unifying.part": "one person with a reason: what should not be there must not wait",
}
