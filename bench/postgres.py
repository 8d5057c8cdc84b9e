"""A database of its own for each measurement, on the PostgreSQL server one names."""

import secrets

import psycopg
from sqlalchemy import make_url


def fresh_database(url: str) -> str:
    """Create an empty database beside the one of `url` and return its address; it is kept."""
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return make_url(url).set(database=name).render_as_string(hide_password=False)
