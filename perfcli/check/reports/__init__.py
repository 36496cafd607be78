"""Findings as people and programs read them: one format a file; a finding in, plain values or text out."""
