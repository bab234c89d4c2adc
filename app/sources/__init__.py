"""Where frames come from: cameras, clips, pictures, recordings."""
