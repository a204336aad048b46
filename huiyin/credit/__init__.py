"""信用修复和异议: what takes a published decision off public view, or marks it, at the request of whom it is about."""
