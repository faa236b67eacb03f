"""Pictures of what people see, for people to look at: only when JOURNEY_PICTURES names a folder."""

import os
from pathlib import Path

from playwright.sync_api import Page


def take_picture(page: Page, name: str, *, whole: bool = True) -> None:
    """Keep what the page looks like now as `name`.png."""
    folder = os.environ.get("JOURNEY_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=f"{folder}/{name}.png", full_page=whole)
