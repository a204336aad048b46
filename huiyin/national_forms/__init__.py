"""年报格式: what the national forms of the statutory annual report print, and what must agree in it."""
