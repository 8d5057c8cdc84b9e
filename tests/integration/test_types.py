"""Column types: what goes in comes out, the same on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, Row, Table, Text, insert, select, type_coerce
from sqlalchemy.exc import StatementError

from storage.database import Database
from storage.types import BigId, Id, JsonText, UtcDateTime

WITA = timezone(timedelta(hours=8))
MORNING = datetime(2026, 3, 1, 7, 30, tzinfo=WITA)
ID = "018f0000-0000-7000-8000-000000000001"

thing = Table(
    "thing",
    MetaData(),
    Column("number", BigId, primary_key=True),
    Column("id", Id),
    Column("at", UtcDateTime),
    Column("data", JsonText),
)


@pytest.fixture
def store(database: Database) -> Callable[..., Row[Any]]:
    """Write one row and read it back."""
    database.write(thing.create)

    def roundtrip(**values: Any) -> Row[Any]:
        database.write(lambda c: c.execute(insert(thing), values))
        with database.read() as connection:
            query = select(thing).order_by(thing.c.number.desc()).limit(1)
            return connection.execute(query).one()

    return roundtrip


def test_an_instant_comes_back_in_utc(store: Callable[..., Row[Any]]) -> None:
    found = store(at=MORNING).at
    assert found == MORNING
    assert found.isoformat() == "2026-02-28T23:30:00+00:00"
    assert store(at=None).at is None


def test_a_naive_instant_is_refused(store: Callable[..., Row[Any]]) -> None:
    with pytest.raises(StatementError, match="an aware instant is needed"):
        store(at=MORNING.replace(tzinfo=None))


def test_instants_compare_and_sort_as_instants(
    database: Database, store: Callable[..., Row[Any]]
) -> None:
    moments = [
        MORNING + timedelta(microseconds=1),
        MORNING.astimezone(UTC),
        MORNING - timedelta(seconds=1),
        datetime(1999, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 1, 9, 0, tzinfo=timezone(timedelta(hours=9, minutes=30))),
    ]
    for moment in moments:
        store(at=moment)
    query = select(thing.c.at)
    with database.read() as connection:
        assert list(connection.scalars(query.order_by(thing.c.at))) == sorted(moments)
        until = query.where(thing.c.at <= MORNING)
        assert set(connection.scalars(until)) == {m for m in moments if m <= MORNING}
        before = query.where(thing.c.at < MORNING)
        assert set(connection.scalars(before)) == {m for m in moments if m < MORNING}


def test_an_id_is_the_same_text_everywhere(
    database: Database, store: Callable[..., Row[Any]]
) -> None:
    assert store(id=ID).id == ID
    with database.read() as connection:
        found = connection.scalars(select(thing.c.number).where(thing.c.id == ID))
        assert list(found) == [1]


@pytest.mark.parametrize(
    "text", ["", "tidak ada", ID.upper().replace("F", "G"), ID[:-1], f"{ID}\n"]
)
def test_a_text_that_is_no_id_matches_nothing(
    database: Database, store: Callable[..., Row[Any]], text: str
) -> None:
    store(id=ID)
    with database.read() as connection:
        assert connection.scalars(select(thing.c.id).where(thing.c.id == text)).all() == []
        assert connection.scalars(select(thing.c.id).where(thing.c.id.in_([text, ID]))).all() == [
            ID
        ]


def test_json_is_stored_in_its_canonical_text(
    database: Database, store: Callable[..., Row[Any]]
) -> None:
    value = {"b": [1, 2.5, True, None], "a": {"nama": "Kecamatan Paguyaman ✓"}}
    assert store(data=value).data == value
    with database.read() as connection:
        stored = connection.scalar(select(type_coerce(thing.c.data, Text)))
    assert stored == '{"a":{"nama":"Kecamatan Paguyaman ✓"},"b":[1,2.5,true,null]}'


def test_nothing_is_json_null(store: Callable[..., Row[Any]]) -> None:
    assert store(data=None).data is None


def test_what_is_no_json_is_refused(store: Callable[..., Row[Any]]) -> None:
    with pytest.raises(StatementError, match="not JSON serializable"):
        store(data={"at": MORNING})


def test_numbers_are_given_in_order(store: Callable[..., Row[Any]]) -> None:
    assert [store().number for _ in range(3)] == [1, 2, 3]
