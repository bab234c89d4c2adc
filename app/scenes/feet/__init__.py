"""Feet, and what is worn on them, as triangles in foot space: made of numbers alone, with exact keypoints."""
