"""Runs the stages: pipeline, workers, metrics."""
