"""依申请公开, public side: applying step by step, and following the case."""
