"""The rights of this room."""

VIEW, PLAN = "enforcement.view_inspections", "enforcement.plan_inspection"
APPROVE, VOID = "enforcement.approve_inspection", "enforcement.void_inspection"
KEEP = "enforcement.keep_items"
