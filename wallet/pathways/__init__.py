"""Pathway documents, rules, exact solver, explanation."""
