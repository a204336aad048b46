"""Whether confined functions run directly here: they do in a child."""

is_inline = False
