"""The words of notices: subject, short and long text, Indonesian first; many told in one message.

What a notice is about comes as facts: texts ready to be shown. A breach names the SOP, the step,
its standard, the deadline, how long past, who holds it and where to go; it blames nobody.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import quote

from notifications import digests

Facts = Mapping[str, Any]

LANGUAGES: Final = ("id", "en")

MOST_LINES: Final = 25
"""How many notices one message lists; the rest are counted."""

LONGEST_FACT: Final = 200
LONGEST_REASON: Final = 600

WHATSAPP: Final = "https://wa.me/?text="

HEADLINES: Final[Mapping[str, tuple[str, str]]] = {
    "remind": ("Pengingat: {what}, sisa {left}", "Reminder: {what}, {left} left"),
    "overdue": (
        "Melewati waktu baku: {what}, lewat {past}",
        "Past its standard time: {what}, by {past}",
    ),
    "escalate": (
        "Mohon perhatian: {what} melewati waktu baku, lewat {past}",
        "For your attention: {what} is past its standard time, by {past}",
    ),
    "incident": ("Gangguan: {what} memerlukan bantuan", "Incident: {what} needs a person"),
    "version": ("Mulai berlaku: {what}", "Now in force: {what}"),
    "version_stuck": ("Belum dapat diberlakukan: {what}", "Not put in force yet: {what}"),
    "test": ("Uji saluran pemberitahuan Sopan", "Test of a notification channel of Sopan"),
}
"""What a message of one notice is called, by its kind."""

COUNTED: Final[Mapping[str, tuple[str, str]]] = {
    "escalate": ("{n} mohon perhatian", "{n} for attention"),
    "overdue": ("{n} melewati waktu baku", "{n} past the standard time"),
    "remind": ("{n} pengingat", "{n} to remember"),
    "incident": ("{n} gangguan", "{n} incidents"),
    "version_stuck": ("{n} versi belum dapat diberlakukan", "{n} versions not put in force yet"),
    "version": ("{n} versi mulai berlaku", "{n} versions now in force"),
}
"""How the notices of a message are counted, the gravest first."""

OPENINGS: Final[Mapping[str, tuple[str, str]]] = {
    "remind": (
        "Tugas berikut mendekati tenggatnya.",
        "The following work is close to its deadline.",
    ),
    "overdue": (
        "Tugas berikut melewati waktu bakunya.",
        "The following work is past its standard time.",
    ),
    "escalate": (
        "Tugas berikut melewati waktu bakunya dan belum selesai. Mohon perhatian.",
        "The following work is past its standard time and still open. Your attention is asked.",
    ),
    "incident": (
        "Pelaksanaan SOP berikut tidak dapat berlanjut tanpa bantuan.",
        "The following instance cannot go on without a person.",
    ),
    "version": (
        "Versi SOP berikut mulai berlaku sesuai jadwalnya.",
        "The following version of an SOP has come into force as scheduled.",
    ),
    "version_stuck": (
        "Versi SOP berikut belum dapat diberlakukan sesuai jadwalnya. Akan dicoba lagi; mohon "
        "diperiksa.",
        "The following version of an SOP could not be put in force as scheduled. It is tried "
        "again; please have a look.",
    ),
    "test": (
        "Saluran ini berfungsi. Pemberitahuan Sopan untuk {name} akan dikirim ke sini.",
        "This channel works. Notices of Sopan for {name} will be sent here.",
    ),
}
"""The first sentence of a message of one notice."""

LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "sop": ("SOP", "SOP"),
    "title": ("Pelaksanaan", "Instance"),
    "activity": ("Kegiatan", "Activity"),
    "lane": ("Pelaksana", "Performer"),
    "holder": ("Di tangan", "Held by"),
    "standard": ("Waktu baku", "Standard time"),
    "deadline": ("Tenggat", "Deadline"),
    "left": ("Sisa", "Left"),
    "past": ("Lewat", "Past by"),
    "reason": ("Keterangan", "Message"),
}
"""What stands before a fact, in the order of the lines."""

_ATTENTION: Final = ("Sebagai", "As")
_OPEN: Final = ("Buka", "Open")
_LIST: Final = ("Daftar tugas", "Task list")
_MORE: Final = ("dan {n} lagi", "and {n} more")
_MANY: Final = ("{n} pemberitahuan", "{n} notices")
_WITHOUT_SOP: Final = ("Lainnya", "Other")
_GREETING: Final = ("Yth. {name},", "Dear {name},")
# Line breaks, control characters, and marks that turn the direction of what follows.
_SPACE: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as its words need it."""

    kind: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Text:
    """One message: `short` fits where there is a line, `body` is all of it."""

    subject: str
    short: str
    body: str


def compose(told: Sequence[Told], name: str, language: str, base: str) -> Text:
    """Return one message of all that is told; `name` is whom it is for, `base` begins each link."""
    column = LANGUAGES.index(language)
    summaries = [one for one in told if one.kind == digests.KIND]
    notices = _distinct([_graded(one) for one in told if one.kind != digests.KIND])
    if not summaries:
        text = (
            _single(notices[0], column, base) if len(notices) == 1 else _many(notices, column, base)
        )
        return _greeted(text, name, column)
    found = digests.compose(summaries[-1].facts, column, base)
    if notices:
        above = _many(notices, column, None)  # the digest below it has the link
        parts = (found.subject, above.short), (above.body, found.body)
        return _greeted(Text("; ".join(parts[0]), above.short, "\n\n".join(parts[1])), name, column)
    return _greeted(Text(found.subject, found.short, found.body), name, column)


def in_app(kind: str, facts: Facts, language: str) -> Text:
    """Return a notice as it is shown in Sopan: without a greeting, its link beside it."""
    column = LANGUAGES.index(language)
    if kind == digests.KIND:
        found = digests.compose(facts, column, "")
        return Text(found.subject, found.short, found.body)
    return _single(_graded(Told(kind, facts)), column, None)


def headline(kind: str, facts: Facts, language: str) -> str:
    """Return what a notice is about, in one line."""
    column = LANGUAGES.index(language)
    if kind == digests.KIND:
        return digests.compose(facts, column, "").subject
    return _headline(Told(kind, facts), column)


def whatsapp(facts: Facts, kind: str, language: str, base: str) -> tuple[str, str]:
    """Return a text to be sent by hand, and the address that opens WhatsApp with it."""
    text = _single(Told(kind, facts), LANGUAGES.index(language), base)
    words = f"*{text.subject}*\n\n{text.body}"
    return words, WHATSAPP + quote(words, safe="")


def fact(facts: Facts, name: str, column: int) -> str:
    """Return a fact on one line, in the language of `column`, "" where there is none."""
    value = facts.get(f"{name}_en") if column else None
    text = _SPACE.sub(" ", str((value or facts.get(name)) or "")).strip()
    longest = LONGEST_REASON if name in ("reason", "text") else LONGEST_FACT
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _greeted(text: Text, name: str, column: int) -> Text:
    greeting = _GREETING[column].format(name=name) + "\n\n" if name else ""
    return Text(text.subject, text.short, greeting + text.body)


def _graded(told: Told) -> Told:
    """Return a reminder that comes after the deadline as what it then is: past the standard."""
    late = told.kind == "remind" and told.facts.get("past")
    return replace(told, kind="overdue") if late else told


def _single(told: Told, column: int, base: str | None) -> Text:
    facts = told.facts
    subject = _headline(told, column)
    if told.kind in OPENINGS:
        opening = OPENINGS[told.kind][column].format(name=fact(facts, "name", column))
    else:
        opening = fact(facts, "text", column)
    lines = [] if told.kind == "test" else _lines(facts, column)
    link = _link(facts, column, base)
    body = "\n\n".join(part for part in (opening, "\n".join(lines), link) if part)
    return Text(subject, _short(told, column) or subject, body)


def _headline(told: Told, column: int) -> str:
    if told.kind not in HEADLINES:
        return fact(told.facts, "subject", column) or told.kind
    words = {name: fact(told.facts, name, column) for name in ("left", "past")}
    template = HEADLINES[told.kind][column]
    whole = template.format(what=_what(told.facts, column), **words)
    known = all(word or f"{{{name}}}" not in template for name, word in words.items())
    return whole if known else whole.rpartition(",")[0]


def _lines(facts: Facts, column: int) -> list[str]:
    shown = {name: fact(facts, name, column) for name in LABELS}
    shown["activity"] = _what(facts, column) if facts.get("name") else ""
    lines = [f"{LABELS[name][column]}: {text}" for name, text in shown.items() if text]
    if capacity := fact(facts, "capacity", column):
        lines.append(f"{_ATTENTION[column]}: {capacity}")
    return lines


def _what(facts: Facts, column: int) -> str:
    """Return "5. Menelaah berkas", or the SOP of what concerns the whole of it."""
    name = fact(facts, "name", column)
    if not name:
        return fact(facts, "sop", column) or fact(facts, "title", column)
    step = fact(facts, "step", column)
    return f"{step}. {name}" if step else name


def _short(told: Told, column: int) -> str:
    """Return one line: the step, how late, who holds it."""
    facts = told.facts
    late = fact(facts, "past", column)
    left = fact(facts, "left", column)
    times = (("lewat {}", "past by {}")[column].format(late) if late else "") or (
        ("sisa {}", "{} left")[column].format(left) if left else ""
    )
    holder = fact(facts, "holder", column) or fact(facts, "lane", column)
    what = _what(facts, column)
    if not what:
        return ""
    return what + (f": {times}" if times else "") + (f" ({holder})" if holder else "")


def _many(notices: Sequence[Told], column: int, base: str | None) -> Text:
    counts = _counts(notices, column)
    total = _MANY[column].format(n=len(notices))
    subject = f"{total}: {counts}" if counts else total
    blocks = [f"{counts or total}."]
    groups: dict[str, list[Told]] = {}
    for one in notices:
        sop = fact(one.facts, "sop", column) or _WITHOUT_SOP[column]
        groups.setdefault(sop, []).append(one)
    room = MOST_LINES
    for sop, group in groups.items():
        if room <= 0:
            break
        shown = group[:room]
        room -= len(shown)
        lines = [f"{sop} ({len(group)})"]
        lines += [f"- {_short(one, column) or _headline(one, column)}" for one in shown]
        blocks.append("\n".join(lines))
    if len(notices) > MOST_LINES:
        blocks.append(_MORE[column].format(n=len(notices) - MOST_LINES) + ".")
    if base is not None:
        blocks.append(f"{_LIST[column]}: {base}/tugas")
    return Text(subject, counts or total, "\n\n".join(blocks))


def _counts(notices: Iterable[Told], column: int) -> str:
    kinds = [one.kind for one in notices]
    found = [(kind, kinds.count(kind)) for kind in COUNTED]
    return ", ".join(COUNTED[kind][column].format(n=count) for kind, count in found if count)


def _distinct(notices: Sequence[Told]) -> list[Told]:
    """Return the notices, the gravest first; one told to two holders of a post stands once."""
    order = list(COUNTED)
    seen: dict[str, Told] = {}
    for one in notices:
        about = {name: each for name, each in one.facts.items() if not name.startswith("capacity")}
        seen.setdefault(f"{one.kind} {sorted(about.items(), key=str)}", one)
    known = len(order)
    return sorted(
        seen.values(), key=lambda one: order.index(one.kind) if one.kind in order else known
    )


def _link(facts: Facts, column: int, base: str | None) -> str:
    link = str(facts.get("link") or "")
    return f"{_OPEN[column]}: {base}{link}" if link.startswith("/") and base is not None else ""
