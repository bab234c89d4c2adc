"""Where results go: video files, stills, track files."""
