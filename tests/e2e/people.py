"""What people do in a browser: log in, look, and what is checked on every page they see."""

from typing import Final

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page

from tests.architecture.stylesheets import REMEDY, lost
from tests.e2e.inspection import inspect
from web.cookies import SESSION

PHONE: Final = {"width": 360, "height": 740}
DESK: Final = {"width": 1280, "height": 900}

RULES: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
}

UNFOLD: Final = "document.querySelectorAll('main details').forEach(each => { each.open = true; })"


class Person:
    """Somebody in front of a browser."""

    def __init__(self, page: Page) -> None:
        """Sit down at `page`."""
        self.page = page

    def log_in(self, login: str, password: str) -> None:
        """Go through the login page."""
        self.page.goto("/masuk")
        self.page.get_by_label("Nama pengguna").fill(login)
        self.page.get_by_label("Kata sandi", exact=True).fill(password)
        self.page.get_by_role("button", name="Masuk").click()
        self.page.wait_for_url(lambda url: "/masuk" not in url)

    def let_in(self, address: str, secret: str) -> None:
        """Take the cookie of a session that was opened without the login page."""
        self.page.context.add_cookies(
            [{"name": SESSION, "value": secret, "url": address, "httpOnly": True}]
        )

    def grow(self, text: int) -> None:
        """Make the text of the page so many per cent as large."""
        self.page.evaluate(f"document.documentElement.style.fontSize = '{text}%'")

    def look(self, path: str) -> None:
        """Open a page, unfold what is folded, and check what must hold on every page."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, f"{path}: {answer.status}"
        self.page.evaluate(
            "document.querySelectorAll('main details').forEach(e => { e.open = true })"
        )
        self.check(path)

    def check(self, where: str) -> None:
        """Nothing keeps anybody out of this page, and it is not wider than the window."""
        self.page.wait_for_load_state()  # without its styles everything is too small
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{where}\n{found.generate_report()}"
        wrong = inspect(self.page)
        assert not wrong, "\n".join([where, *wrong])
        self.check_width(where)
        self.check_looks(where)

    def check_looks(self, where: str) -> None:
        """No class on the page is one of Bootstrap's that is not shipped."""
        found = (
            "[...new Set([...document.querySelectorAll('[class]')].flatMap(e => [...e.classList]))]"
        )
        missing = lost().intersection(self.page.evaluate(found))
        assert not missing, f"{where} uses {sorted(missing)}: {REMEDY}"

    def check_width(self, where: str) -> None:
        """The page is not wider than the window."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{where} is {wide} px too wide"
