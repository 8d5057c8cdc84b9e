"""The audit chain: nothing can be changed, removed, inserted, moved or cut off unnoticed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import audit
from engine.core.audit import Break, Entry

AT = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
STREAM = "018f0000-0000-7000-8000-000000000001"

Link = tuple[Entry, str]
Head = tuple[int, str]


def entry(seq: int, **changes: Any) -> Entry:
    fields: dict[str, Any] = {
        "stream": STREAM,
        "seq": seq,
        "at": AT + timedelta(minutes=seq),
        "kind": "WorkItemCompleted",
        "officer": "sari",
        "capacity": "Plh. Sekretaris",
        "work_item_id": None,
        "data": {"outcome": "ya", "step": seq},
    }
    return Entry(**fields | changes)


def sealed(entries: Iterable[Entry]) -> list[Link]:
    """Each entry with its hash, in their order."""
    links, previous = list[Link](), audit.START
    for one in entries:
        previous = audit.chain(previous, one)
        links.append((one, previous))
    return links


def verify(links: list[Link], head: Head) -> Break | None:
    return audit.verify(STREAM, links, *head)


@pytest.fixture
def links() -> list[Link]:
    return sealed([entry(seq) for seq in range(1, 6)])


@pytest.fixture
def head(links: list[Link]) -> Head:
    return 5, links[-1][1]


def test_a_whole_chain(links: list[Link], head: Head) -> None:
    assert verify(links, head) is None
    assert verify([], (0, audit.START)) is None


@pytest.mark.parametrize(
    "change",
    [
        {"at": AT},
        {"kind": "WorkItemReturned"},
        {"officer": None},
        {"officer": "budi"},
        {"capacity": "Sekretaris"},
        {"work_item_id": STREAM},
        {"data": {"outcome": "tidak", "step": 3}},
    ],
)
def test_a_changed_event(links: list[Link], head: Head, change: dict[str, Any]) -> None:
    links[2] = (replace(links[2][0], **change), links[2][1])
    assert verify(links, head) == Break(STREAM, 3, "changed")


def test_a_changed_event_with_a_hash_that_fits_breaks_the_next(
    links: list[Link], head: Head
) -> None:
    forged = replace(links[2][0], officer="budi")
    links[2] = (forged, audit.chain(links[1][1], forged))
    assert verify(links, head) == Break(STREAM, 4, "changed")


def test_a_chain_forged_to_its_end_does_not_fit_the_head(links: list[Link], head: Head) -> None:
    forged = sealed([*(e for e, _ in links[:4]), entry(5, officer="budi")])
    assert verify(forged, head) == Break(STREAM, 5, "changed")


def test_a_removed_event(links: list[Link], head: Head) -> None:
    assert verify(links[:1] + links[2:], head) == Break(STREAM, 2, "missing")
    assert verify(links[1:], head) == Break(STREAM, 1, "missing")


def test_events_removed_and_the_rest_renumbered(links: list[Link], head: Head) -> None:
    rest = [(replace(e, seq=seq), h) for seq, (e, h) in enumerate(links[:1] + links[2:], 1)]
    assert verify(rest, head) == Break(STREAM, 2, "changed")


def test_events_cut_off_at_the_end(links: list[Link], head: Head) -> None:
    assert verify(links[:4], head) == Break(STREAM, 5, "missing")
    assert verify([], head) == Break(STREAM, 1, "missing")


def test_an_event_added_at_the_end(links: list[Link], head: Head) -> None:
    added = entry(6)
    links.append((added, audit.chain(head[1], added)))
    assert verify(links, head) == Break(STREAM, 6, "extra")


def test_an_event_inserted_between(links: list[Link], head: Head) -> None:
    between = entry(3, kind="InstanceCancelled")
    moved = [(replace(e, seq=e.seq + 1), h) for e, h in links[2:]]
    forged = [*links[:2], (between, audit.chain(links[1][1], between)), *moved]
    assert verify(forged, head) == Break(STREAM, 4, "changed")


def test_two_events_changed_places(links: list[Link], head: Head) -> None:
    (second, second_hash), (third, third_hash) = links[1:3]
    links[1:3] = [(replace(third, seq=2), third_hash), (replace(second, seq=3), second_hash)]
    assert verify(links, head) == Break(STREAM, 2, "changed")


def test_an_event_of_another_stream() -> None:
    alien = sealed([entry(1, stream="agency:contoh")])
    own = [(replace(alien[0][0], stream=STREAM), alien[0][1])]
    assert verify(own, (1, alien[0][1])) == Break(STREAM, 1, "changed")


def test_the_same_instant_in_another_zone_is_the_same_event() -> None:
    wita = entry(1, at=AT.astimezone(timezone(timedelta(hours=8))))
    assert audit.chain(audit.START, wita) == audit.chain(audit.START, entry(1, at=AT))


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.dictionaries(st.text(), JSON))
def test_the_order_of_keys_does_not_matter(data: dict[str, Any]) -> None:
    backwards = dict(reversed(data.items()))
    assert audit.canonical(backwards) == audit.canonical(data)


@given(st.lists(st.text(), min_size=4, max_size=4), st.lists(st.text(), min_size=4, max_size=4))
def test_different_events_have_different_hashes(first: list[str], second: list[str]) -> None:
    """No text can slip from one field into the next."""
    names = ("stream", "kind", "officer", "capacity")
    one, other = (entry(1, **dict(zip(names, texts, strict=True))) for texts in (first, second))
    assert (audit.chain("", one) == audit.chain("", other)) == (first == second)


@pytest.mark.parametrize("value", [{"at": AT}, {"n": float("nan")}, {"s": {1}}])
def test_what_is_no_json_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        audit.canonical(value)


def test_a_break_in_words() -> None:
    finding = Break(STREAM, 3, "missing").finding()
    assert finding.text("en") == (
        f"Expected the trail of {STREAM} to be whole, but event 3 is missing. "
        "Compare it with a backup before you go on."
    )
    assert finding.text("id") == (
        f"Seharusnya riwayat {STREAM} utuh, tetapi peristiwa nomor 3 tidak ada. "
        "Bandingkan dengan cadangan sebelum melanjutkan."
    )


def test_an_agency_has_a_stream_of_its_own() -> None:
    assert audit.agency_stream("boalemo") == "agency:boalemo"
