"""What moves of repairs and objections change of what is public, for the table of all effects."""

TWO_REPAIR = ("credit.actions.deciding.decide", "credit.actions.deciding.revoke")
CREDIT_VOIDS = ("credit.actions.intake.void", "credit.actions.objecting.void")
OBJECTED = ("amend", "answer", "propose", "recount", "send_back", "void", "withdraw")
_MARKED = "one person: of the record only that its subject objects, and that no more"
_DECIDED = "one person: what a decision, by another than its handler, comes to here"
_TOLD = "one person: each row names its paper; the guide tells it from its day on"
CREDIT = {
    **dict.fromkeys(("credit.actions.terms", "penalties.terms_desk"), _TOLD),
    "penalties.actions.publishing.repair": _DECIDED,
    "penalties.actions.publishing.undo_repair": _DECIDED,
    **{f"credit.actions.objecting.{name}": _MARKED for name in OBJECTED},
}
