"""Reads and writes products, looks, presets, models and settings."""
