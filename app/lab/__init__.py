"""For measuring: what the figures say, and how still and how prompt the landmarks are. Nothing of Qt."""
