"""What must hold on every page for who cannot see it or uses no mouse, beyond what axe looks at."""

from collections.abc import Iterator
from typing import Any, Final

from playwright.sync_api import Page

CONTROLS: Final = frozenset(
    {
        "Date",
        "DateTime",
        "DisclosureTriangle",
        "InputTime",
        "button",
        "checkbox",
        "combobox",
        "link",
        "listbox",
        "menuitem",
        "radio",
        "searchbox",
        "slider",
        "spinbutton",
        "switch",
        "tab",
        "textbox",
    }
)
"""Roles of what can be operated, as Chromium calls them in its accessibility tree."""

LANDMARKS: Final = ("banner", "main")

STRUCTURE: Final = """() => {
  const wrong = [];
  const say = (what, element) => wrong.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  const seen = new Set();
  for (const each of document.querySelectorAll('[id]')) {
    if (seen.has(each.id)) say('id twice', each);
    seen.add(each.id);
  }
  for (const each of document.querySelectorAll('[tabindex]')) {
    if (each.tabIndex > 0) say('tabindex above 0', each);
  }
  for (const each of document.querySelectorAll('[placeholder]')) {
    if (!each.labels?.length && !each.ariaLabel) say('only a placeholder says what it is', each);
  }
  for (const each of document.querySelectorAll('main table')) {
    if (!each.caption && !each.ariaLabel && !each.getAttribute('aria-labelledby')) {
      say('table without a name', each);
    }
    if (!each.querySelector('th')) say('table without heads', each);
  }
  for (const each of document.querySelectorAll('main th:not([scope])')) {
    say('head of nothing', each);
  }
  for (const name of ['aria-labelledby', 'aria-describedby', 'for']) {
    for (const each of document.querySelectorAll(`[${name}]`)) {
      for (const id of each.getAttribute(name).split(/\\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) say(`${name} leads nowhere`, each);
      }
    }
  }
  for (const each of document.querySelectorAll('a[href^="#"]')) {
    const goal = decodeURIComponent(each.hash.slice(1));
    if (!document.getElementById(goal)) say('link to nowhere', each);
  }
  for (const each of document.querySelectorAll('[aria-invalid=true]')) {
    const told = (each.getAttribute('aria-describedby') ?? '').split(/\\s+/);
    if (!told.some((id) => document.getElementById(id)?.matches('.invalid-feedback'))) {
      say('what is wrong is not said', each);
    }
  }
  for (const each of document.querySelectorAll('svg')) {
    if (each.closest('[aria-hidden=true], .designer, [data-bpmn-viewer], .bpmn-side')) continue;
    if (!each.ariaLabel && !each.hasAttribute('aria-labelledby')) say('svg without a name', each);
  }
  if (document.querySelectorAll('h1').length !== 1) wrong.push('not one h1');
  return wrong;
}"""


def inspect(page: Page) -> list[str]:
    """Return everything that is wrong with a page for who hears it or steers it by keys."""
    return [*page.evaluate(STRUCTURE), *heard(page)]


def heard(page: Page) -> list[str]:
    """Return what is wrong with what Chromium tells a screen reader: controls without a name."""
    nodes = list(told(page))
    unnamed = [role for role, name in nodes if role in CONTROLS and not name.strip()]
    roles = {role for role, _ in nodes}
    return [f"{role} without a name" for role in unnamed] + [
        f"no landmark {each}" for each in LANDMARKS if each not in roles
    ]


def told(page: Page) -> Iterator[tuple[str, str]]:
    """Yield role and name of all a screen reader gets to know of a page."""
    session = page.context.new_cdp_session(page)
    try:
        tree: dict[str, Any] = session.send("Accessibility.getFullAXTree")
    finally:
        session.detach()
    for node in tree["nodes"]:
        if not node.get("ignored"):
            yield node["role"]["value"], node.get("name", {}).get("value", "")
