"""The rights of this room."""

VIEW, KEEP = "coercion.view_coercions", "coercion.keep_coercion"
APPROVE, VOID = "coercion.extend_coercion", "coercion.void_coercion"
