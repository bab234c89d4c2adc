"""Procedural subjects with exact truth."""
