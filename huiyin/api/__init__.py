"""接口: everything public, for programs. What it offers follows from what is declared elsewhere."""
