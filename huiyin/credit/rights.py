"""The rights of 信用修复 and 公示信息异议: given to posts, asked by moves and rooms."""

VIEW, RECEIVE = "credit.view_repairs", "credit.receive_repair"
HANDLE, DECIDE = "credit.handle_repair", "credit.decide_repair"
VOID = "credit.void_repair"
VIEW_OBJECTIONS, HANDLE_OBJECTION = "credit.view_objections", "credit.handle_objection"
ANSWER_OBJECTION, VOID_OBJECTION = "credit.answer_objection", "credit.void_objection"
SEE, KEEP = "credit.see_applicant", "credit.keep_terms"
