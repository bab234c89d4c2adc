"""Set-up for studio.py: standard library only, since it runs before anything is installed."""
