"""How long a phone on a slow line waits for its list of tasks, and what it has to fetch for it.

    python -m bench.phone [--rounds 9]

A real server on this machine, a real Chromium that is told to be a cheap phone: 400 kbit/s down,
150 ms away, a processor four times slower. Cold: nothing is in the cache. Warm: the second visit.
The list is usable when the link of its first task is painted and a thumb on it would reach it.
"""

import argparse
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
TASKS: Final = 25
SCREEN: Final = {"width": 360, "height": 740}

WATCH: Final = """
const look = () => {
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  const link = document.querySelector('.task a[id^=tugas-]');
  const box = link && link.getBoundingClientRect();
  const hit = box && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  if (painted && hit === link && box.bottom <= innerHeight) {
    window.usableAt = performance.now();
    window.firstTaskAt = Math.round(box.y);
  } else requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""

FOUND: Final = """() => {
  const [page] = performance.getEntriesByType('navigation');
  const fetched = [page, ...performance.getEntriesByType('resource')];
  return {
    painted: performance.getEntriesByName('first-contentful-paint')[0].startTime,
    usable: window.usableAt,
    complete: page.domContentLoadedEventEnd,
    bytes: fetched.reduce((sum, each) => sum + each.transferSize, 0),
    y: window.firstTaskAt,
    parts: fetched.map(each => [each.name.split('/').pop(), each.transferSize]),
  };
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    with Application.open("sqlite://") as app:
        demo.prepare(app)
        for number in range(TASKS):
            app.start(demo.DEFINITION, title=f"LAKIP bench {number}", by=demo.STARTER)
        with running(app, demo=True) as address, chromium() as browser:
            cold, warm = measure(browser, address, rounds)
    print(f"400 kbit/s, 150 ms, processor / {PROCESSOR}; median (worst) of {rounds} visits", end="")
    print(f"; load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "")
    print(f"{'':6}{'first paint':>18}{'list usable':>18}{'DOM ready':>18}{'fetched':>12}")
    for name, found in (("cold", cold), ("warm", warm)):
        times = "".join(f"{time(found, what):>18}" for what in ("painted", "usable", "complete"))
        size = statistics.median(each["bytes"] for each in found)
        print(f"{name:6}{times}{size / 1000:>9.1f} kB")
    print(f"the first task begins {cold[-1]['y']} of {SCREEN['height']} px below the top")
    for name, size in cold[-1]["parts"]:
        print(f"  {size / 1000:7.1f} kB  {name}")


def time(found: list[dict[str, Any]], what: str) -> str:
    """Return the median of an instant, and its worst."""
    values = [each[what] for each in found]
    return f"{statistics.median(values):.0f} ({max(values):.0f}) ms"


def measure(
    browser: Browser, address: str, rounds: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what was found at the first and at the second visit of each round."""
    cold: list[dict[str, Any]] = []
    warm: list[dict[str, Any]] = []
    for _ in range(rounds):
        context = browser.new_context(base_url=address, viewport=SCREEN, is_mobile=True)  # type: ignore[arg-type]  # a ViewportSize
        page = context.new_page()
        log_in(page)
        slow = page.context.new_cdp_session(page)
        slow.send("Network.enable")
        slow.send("Network.clearBrowserCache")
        slow.send("Network.emulateNetworkConditions", LINE)
        slow.send("Emulation.setCPUThrottlingRate", {"rate": PROCESSOR})
        page.add_init_script(WATCH)
        for found in (cold, warm):
            page.goto("/tugas", wait_until="load")
            page.wait_for_function("() => window.usableAt && window.htmx")
            found.append(page.evaluate(FOUND))
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
