"""Where a person's own products, looks, presets, settings and the logs lie."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

_NAME = "Lookglass"


def data_folder() -> Path:
    """The platform's folder for a person's own products/, looks/ and presets/; it may not exist yet.

    The variable LOOKGLASS_HOME moves it (and the settings) elsewhere: onto a stick, or into a test's folder.
    """
    home = os.environ.get("LOOKGLASS_HOME")
    return Path(home) if home else platformdirs.user_data_path(_NAME, appauthor=False)


def settings_folder() -> Path:
    """The platform's folder for the application's own settings; it may not exist yet."""
    home = os.environ.get("LOOKGLASS_HOME")
    return Path(home) if home else platformdirs.user_config_path(_NAME, appauthor=False)


def log_folder() -> Path:
    """The platform's folder for logs, below LOOKGLASS_HOME where that is set; it may not exist yet."""
    home = os.environ.get("LOOKGLASS_HOME")
    return Path(home) / "logs" if home else platformdirs.user_log_path(_NAME, appauthor=False)


def cache_folder() -> Path:
    """The platform's folder for what can be made again, below LOOKGLASS_HOME where that is set."""
    home = os.environ.get("LOOKGLASS_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path(_NAME, appauthor=False)
