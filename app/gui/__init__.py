"""The window: shows what the session and the engine say, and turns gestures into commands."""
