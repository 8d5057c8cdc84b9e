"""A Chromium for all tests, and a window that may reach nothing but our own server."""

import os
import shutil
from collections.abc import Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from engine.app import Application
from tests.e2e.people import DESK, PHONE, Person
from tests.integration.serving import running

CHROMIUM: Final = os.environ.get("SOPAN_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; on a laptop without one the test is skipped, in CI it fails."""
    if CHROMIUM is None:
        missing = "no Chromium on this machine (apt install chromium, or set SOPAN_CHROMIUM)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM,
            headless=True,
            args=list(QUIET),
            chromium_sandbox=not hasattr(os, "geteuid") or os.geteuid() != 0,
        )
        yield opened
        opened.close()


@pytest.fixture
def address(app: Application) -> Iterator[str]:
    """The address of a server of the application, where sample accounts may log in too."""
    with running(app, demo=True) as address:
        yield address


@pytest.fixture
def sit_down(browser: Browser) -> Iterator["SitDown"]:
    """Give each person a browser of their own; an error on any of their pages fails the test."""
    desks = SitDown(browser)
    yield desks
    desks.close()
    assert desks.errors == []


class SitDown:
    """Opens a browser for one more person."""

    def __init__(self, browser: Browser) -> None:
        """Keep the browser all of them share."""
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.errors: list[str] = []

    def __call__(self, address: str, *, phone: bool = False, **window: Any) -> Person:
        """Open a window at `address`, of a desktop or of a phone; nothing else can be reached.

        `window` says more of it: what Playwright's `new_context` takes.
        """
        usual = {"viewport": PHONE if phone else DESK, "reduced_motion": "reduce"}
        context = self._browser.new_context(
            base_url=address,
            locale="id-ID",
            timezone_id="Asia/Makassar",
            accept_downloads=True,
            **{**usual, **window},
        )
        allowed = (address, "data:", "blob:")
        context.route(
            "**/*",
            lambda route: (
                route.continue_() if route.request.url.startswith(allowed) else route.abort()
            ),
        )
        page: Page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        self._contexts.append(context)
        return Person(page)

    def close(self) -> None:
        """Close every window."""
        for context in self._contexts:
            context.close()
