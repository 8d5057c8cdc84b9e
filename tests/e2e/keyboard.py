"""Somebody without a mouse: keys alone, and the focus never out of sight."""

from typing import Final, Literal

from playwright.sync_api import FilePayload, Locator, Page, expect

Role = Literal["button", "combobox", "link", "radio", "textbox"]

FARTHEST: Final = 150
"""More presses of Tab than any page should need."""

SEEN: Final = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return 'nothing has the focus';
  const box = here.getBoundingClientRect();
  const style = getComputedStyle(here);
  const at = here.outerHTML.slice(0, 120);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) {
    return `no outline: ${at}`;
  }
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  if (right <= left || bottom <= top) return `out of sight: ${at}`;
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  const own = [...(here.labels ?? []), here].some((e) => e.contains(above) || above?.contains(e));
  return own ? '' : `covered by ${above?.outerHTML.slice(0, 80)}: ${at}`;
}"""


class Keyboard:
    """Somebody who presses keys."""

    def __init__(self, page: Page) -> None:
        """Sit down at `page`."""
        self.page = page

    def log_in(self, login: str, password: str) -> None:
        """Go through the login page."""
        self.page.goto("/masuk")
        self.type("textbox", "Nama pengguna", login)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(password)
        self.press("Enter")
        self.page.wait_for_url(lambda url: "/masuk" not in url)

    def to(self, role: Role, name: str, *, exact: bool = False) -> Locator:
        """Press Tab until a control has the focus, which is seen all the way there."""
        goal = self.page.get_by_role(role, name=name, exact=exact).first
        expect(goal).to_be_attached()
        for _ in range(FARTHEST):
            self.page.keyboard.press("Tab")
            unseen = self.page.evaluate(SEEN)
            if goal.evaluate("goal => goal === document.activeElement"):
                assert not unseen, f"{name}: {unseen}"
                return goal
            lost = unseen and "nothing has" not in unseen  # between the last and the first control
            assert not lost, f"on the way to {name}: {unseen}"
        raise AssertionError(f"Tab does not reach {role} {name} of {self.page.url}")

    def follow(self, role: Role, name: str, *, exact: bool = False) -> None:
        """Go to a link or button and press Enter."""
        self.to(role, name, exact=exact)
        self.press("Enter")

    def type(self, role: Role, name: str, text: str, *, exact: bool = False) -> None:
        """Go to a field and write `text` in the place of what stands there."""
        self.to(role, name, exact=exact)
        self.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def attach(self, name: str, file: str, data: bytes) -> None:
        """Go to a field for a file and choose one."""
        self.to("button", name)
        with self.page.expect_file_chooser() as asked:
            self.press("Space")
        asked.value.set_files(FilePayload(name=file, mimeType="application/pdf", buffer=data))

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def told(self, text: str) -> None:
        """See what the next page says first: the focus is there, so that it is read out."""
        said = self.page.locator("#pesan .alert")
        expect(said).to_contain_text(text)
        expect(said).to_be_focused()
