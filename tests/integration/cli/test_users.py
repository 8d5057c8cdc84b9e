"""`sopan users`: accounts from the command line."""

from tests.integration.cli.commandline import BOALEMO, Sopan


def test_an_account_is_made_and_its_password_told_once(sopan: Sopan) -> None:
    sopan("deploy", BOALEMO)
    made = sopan("users", "add", "Kasubag", "--agency", "boalemo", "--role", "designer")
    password = made.pop("password")
    assert (made["login"], made["agency"], made["officer"]) == ("kasubag", "boalemo", "kasubag")
    assert (made["roles"], made["must_change"]) == (["designer"], True)
    assert sopan("users", "list") == [made]
    listed = sopan("users", "list", code=0).stdout
    headings = listed.splitlines()[0].split("\t")
    assert headings[:4] == ["Nama pengguna", "Instansi", "Pejabat", "Peran"]
    assert password not in listed
    said = sopan("users", "password", "kasubag", code=0).stdout
    assert "Kata sandi: " in said
    assert password not in said


def test_a_password_is_asked_for_twice_and_never_shown(sopan: Sopan) -> None:
    typed = "pilihan sendiri\npilihan sendiri\n"
    made = sopan("users", "add", "bos", "--role", "administrator", "--ask", code=0, input=typed)
    assert "pilihan" not in made.output
    weak = sopan("users", "password", "bos", "--ask", code=1, input="bosbosbos1\nbosbosbos1\n")
    assert "Seharusnya kata sandi" in weak.stderr


def test_roles_and_disabling(sopan: Sopan) -> None:
    sopan("users", "add", "bos", "--role", "administrator")
    sopan("users", "add", "lain")
    assert sopan("users", "roles", "lain", "auditor", "designer")["roles"] == [
        "designer",
        "auditor",
    ]
    assert sopan("users", "disable", "lain")["disabled_at"]
    assert not sopan("users", "enable", "lain")["disabled_at"]
    assert not sopan("users", "unlink", "lain")["openid"]
    assert "password" not in sopan("users", "add", "dinas", "--openid")
    refused = sopan("users", "roles", "bos", code=1)
    assert "tetapi bos satu-satunya" in refused.stderr
    near = sopan("users", "disable", "lian", code=1)
    assert '"lain"' in near.stderr
