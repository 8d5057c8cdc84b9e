"""`sopan webhook`: adding one, its secret told once, listing and removing."""

import pytest

from tests.integration.cli.commandline import BOALEMO, Sopan

URL = "https://arsip.example.go.id/sopan?kunci=rahasia"


@pytest.fixture
def keyed(sopan: Sopan, monkeypatch: pytest.MonkeyPatch) -> Sopan:
    """Run commands in an office that may call the host and has a key to keep secrets with."""
    monkeypatch.setenv("SOPAN_HTTP_HOSTS", "*.go.id")
    monkeypatch.setenv("SOPAN_SECRET_KEY", "kunci untuk uji saja, bukan untuk siapa pun")
    sopan("deploy", BOALEMO)
    return sopan


def test_a_webhook_is_added_listed_and_removed(keyed: Sopan) -> None:
    line = ("webhook", "add", URL, "--agency", "boalemo", "--label", "arsip")
    made = keyed(*line, "--kind", "InstanceCompleted", "--as", "kadis")
    assert made["secret"].startswith("sopanhook_")
    assert (made["address"], made["kinds"]) == (
        "https://arsip.example.go.id/…",
        ["InstanceCompleted"],
    )
    (listed,) = keyed("webhook", "list", "--agency", "boalemo")
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    table = keyed("webhook", "list", code=0).stdout
    assert "arsip" in table
    assert "rahasia" not in table
    assert made["secret"] not in table

    short = made["id"][-8:]
    assert keyed("webhook", "remove", short, code=0).exit_code == 0
    (removed,) = keyed("webhook", "list")
    assert removed["disabled_at"] is not None
    assert keyed("webhook", "remove", short)["disabled_at"] == removed["disabled_at"]


def test_at_a_terminal_the_secret_is_all_it_says(keyed: Sopan) -> None:
    said = keyed("webhook", "add", URL, "--agency", "boalemo", code=0).stdout
    assert said.startswith("sopanhook_")
    assert len(said.splitlines()) == 1


def test_what_is_refused(keyed: Sopan) -> None:
    elsewhere = ("webhook", "add", "https://contoh.example/", "--agency", "boalemo")
    assert keyed(*elsewhere, code=1).stderr.startswith("Seharusnya ")
    mine = ("webhook", "add", URL, "--agency", "boalemo")
    assert keyed(*mine, "--as", "staf", code=1).stderr.startswith("Seharusnya ")
    assert keyed(*mine, "--kind", "InstanceBegun", code=1).stderr.startswith("Seharusnya ")
    assert keyed("webhook", "remove", "0" * 8, code=1).stderr.startswith("Seharusnya ")
    assert keyed("webhook", "list") == []
