"""Excel (xlsx): tables of cells out of a workbook, and tables as one."""
