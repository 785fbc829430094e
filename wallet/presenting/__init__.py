"""Disclosure plan, presentation, transports."""
