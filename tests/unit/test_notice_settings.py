"""The settings of notices: what is refused, what links begin with, what is not shown."""

from pathlib import Path

import pytest

from engine.core.errors import Invalid
from engine.settings import Settings, load


def test_links_begin_with_the_address_outside() -> None:
    assert Settings().address == "http://127.0.0.1:8460"
    assert Settings(base_url="https://sopan.example.go.id/").address == (
        "https://sopan.example.go.id"
    )


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("CHANNEL_NETWORK", "everywhere", "setting.network"),
        ("BASE_URL", "sopan.example.go.id", "setting.base_url"),
        ("BASE_URL", "javascript:alert(1)", "setting.base_url"),
        ("BASE_URL", "https://user:pw@sopan.example.go.id", "setting.base_url"),
        ("SECRET_KEY", "pendek", "setting.secret_key"),
        ("CHANNEL_SECONDS", "0", "setting.value"),
    ],
)
def test_a_bad_value_is_refused(tmp_path: Path, name: str, value: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        load({f"SOPAN_{name}": value}, tmp_path)
    assert refused.value.code == code
    assert "pendek" not in refused.value.text("id").replace("lebih pendek", "")


def test_good_values_are_taken(tmp_path: Path) -> None:
    key = "k" * 32
    found = load(
        {
            "SOPAN_CHANNEL_NETWORK": "local",
            "SOPAN_BASE_URL": "https://example.go.id/sopan",
            "SOPAN_SECRET_KEY": key,
            "SOPAN_CHANNEL_SECONDS": "0.5",
        },
        tmp_path,
    )
    assert (found.channel_network, found.channel_seconds) == ("local", 0.5)
    assert found.address == "https://example.go.id/sopan"
    assert key not in repr(found)
