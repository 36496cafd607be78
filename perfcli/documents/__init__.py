"""The published document (部门预算绩效文本): one format a module, all of them reading to and writing from one value."""
