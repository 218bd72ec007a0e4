"""A real Chromium without a screen, and axe-core; tests are skipped, with the reason, where they are not installed.

``POLICYLINT_BROWSER_TESTS=required`` makes them fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).parents[2]
AXE = Path(os.environ.get("POLICYLINT_NODE", ROOT / ".node")) / "node_modules/axe-core/axe.min.js"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --force-prefers-reduced-motion"
)


def absent(what: str) -> None:
    if os.environ.get("POLICYLINT_BROWSER_TESTS") == "required":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if browser is None or driver is None:
        absent("no Chromium with chromedriver here: apt-get install chromium chromium-driver")
        return
    options = Options()
    options.binary_location = browser
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    chrome = webdriver.Chrome(options, Service(driver))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        absent(f"no axe-core here: npm install --no-save --prefix {AXE.parents[2].name} axe-core")
    return AXE.read_text(encoding="utf-8")
