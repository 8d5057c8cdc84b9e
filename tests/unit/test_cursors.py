"""Cursors: what was written is read again, and nothing else is."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core import cursors
from engine.core.errors import Invalid

KINDS = (datetime, str, int)
MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC)),
    st.text(st.characters(codec="utf-8", exclude_characters="\0")),
    st.integers(0, 2**31 - 1),
)
def test_what_was_written_is_read(at: datetime, text: str, number: int) -> None:
    written = cursors.write([at, text, number])
    assert written.isascii()
    assert "=" not in written
    assert cursors.read(written, KINDS) == (at, text, number)


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "!!!!",
        cursors.write([MONDAY]),
        cursors.write(["kemarin", "a", 1]),
        cursors.write([MONDAY.replace(tzinfo=None), "a", 1]),
        cursors.write([MONDAY.replace(year=1), "a", 1]),
        cursors.write([MONDAY, 1, 1]),
        cursors.write([1, "a", 1]),
        cursors.write([MONDAY, "a", -1]),
        cursors.write([MONDAY, "a", 2**63]),
        cursors.write([MONDAY, "a", "1"]),
        cursors.write([MONDAY, "a\0", 1]),
        base64.urlsafe_b64encode(b'["2026-03-02T01:00:00+00:00", "\\ud800", 1]').decode(),
        base64.urlsafe_b64encode(b'["2026-03-02T01:00:00+00:00", "a", true]').decode(),
        base64.urlsafe_b64encode(b"7").decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    ],
)
def test_anything_else_is_refused(cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        cursors.read(cursor, KINDS)
    assert refused.value.code == "list.cursor"
