"""Inputs of others, changed at random: every one is read or refused, and what is read means what it says."""
