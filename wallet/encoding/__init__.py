"""Thin, vector-tested wrappers: strict JSON, JCS, multibase, JSON-LD, RDF canonicalisation."""
