"""政府信息公开工作年度报告: written from the records, in the national form of its year."""
