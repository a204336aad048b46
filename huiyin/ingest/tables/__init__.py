"""表格文件: from the bytes of a workbook or CSV to rows of cells, without Django."""
