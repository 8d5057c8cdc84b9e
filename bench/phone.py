"""How long a phone on a slow line waits for its list of tasks, and what it has to fetch for it.

    python -m bench.phone

A real server on this machine, a real Chromium that is told to be a cheap phone: 400 kbit/s down,
150 ms away, a processor four times slower. Cold: nothing is in the cache. Warm: the second visit.
The list is usable when its first task is painted, so that it can be read and tapped.
"""

import os
import shutil
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from engine.app import Application
from tests.integration.serving import running
from web import demo

LINE: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 200_000 / 8,
}
PROCESSOR: Final = 4
ROUNDS: Final = 5
TASKS: Final = 25

USABLE: Final = """() => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  const [page] = performance.getEntriesByType('navigation');
  const fetched = [page, ...performance.getEntriesByType('resource')];
  return {
    usable: painted && painted.startTime,
    there: document.querySelectorAll('a[id^=buka-]').length,
    complete: page.domContentLoadedEventEnd,
    bytes: fetched.reduce((sum, each) => sum + each.transferSize, 0),
    parts: fetched.map(each => [each.name.split('/').pop(), each.transferSize]),
  };
}"""


def main() -> None:
    """Measure and print."""
    with Application.open("sqlite://") as app:
        demo.prepare(app)
        for number in range(TASKS):
            app.start(demo.DEFINITION, title=f"LAKIP bench {number}", by=demo.STARTER)
        with running(app, demo=True) as address, chromium() as browser:
            cold, warm = measure(browser, address)
    print(f"{'':8}{'usable (FCP)':>14}{'DOM ready':>12}{'fetched':>12}")
    for name, found in (("cold", cold), ("warm", warm)):
        usable, complete, size = (
            statistics.median(each[what] for each in found)
            for what in ("usable", "complete", "bytes")
        )
        print(f"{name:8}{usable:>11.0f} ms{complete:>9.0f} ms{size / 1000:>9.1f} kB")
    for name, size in cold[-1]["parts"]:
        print(f"  {size / 1000:7.1f} kB  {name}")


def measure(browser: Browser, address: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what was found at the first and at the second visit of each round."""
    cold: list[dict[str, Any]] = []
    warm: list[dict[str, Any]] = []
    for _ in range(ROUNDS):
        context = browser.new_context(
            base_url=address, viewport={"width": 360, "height": 740}, is_mobile=True
        )
        page = context.new_page()
        log_in(page)
        slow = page.context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send("Network.clearBrowserCache")
        slow.send("Network.emulateNetworkConditions", LINE)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
        for found in (cold, warm):
            page.goto("/tugas", wait_until="load")
            seen = page.evaluate(USABLE)
            assert seen["there"] > 0, "there is no task to be seen"
            found.append(seen)
        context.close()
    return cold, warm


def log_in(page: Page) -> None:
    """Log in as the officer whose list is long."""
    page.goto("/masuk")
    page.get_by_label("Nama pengguna").fill(demo.STARTER)
    page.get_by_label("Kata sandi", exact=True).fill(demo.PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/tugas")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open a Chromium without a window."""
    found = os.environ.get("SOPAN_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found, chromium_sandbox=os.geteuid() != 0
        )
        yield opened
        opened.close()


if __name__ == "__main__":
    main()
