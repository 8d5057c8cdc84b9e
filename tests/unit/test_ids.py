"""Ids: UUID version 7, in the order of their making."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from engine.core import ids

MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 1), max_value=datetime(2999, 1, 1), timezones=st.just(UTC)
)
BITS = st.integers(0, 2**ids.RANDOM_BITS - 1)


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6."""
    moment = datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC)
    random_bits = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert ids.new_id(random_bits, moment) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(MOMENTS, BITS)
def test_an_id_is_a_version_7_uuid(now: datetime, bits: int) -> None:
    made = UUID(ids.new_id(bits, now))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")


@given(MOMENTS, BITS, BITS)
def test_a_later_millisecond_sorts_later(now: datetime, first: int, second: int) -> None:
    later = now + timedelta(milliseconds=1)
    assert ids.new_id(first, now) < ids.new_id(second, later)


@given(MOMENTS, BITS, BITS)
def test_different_bits_make_different_ids(now: datetime, first: int, second: int) -> None:
    assert (ids.new_id(first, now) == ids.new_id(second, now)) == (first == second)
