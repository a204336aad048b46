"""专项公开: powers, officers, budgets and major decisions, each a register of its own."""
