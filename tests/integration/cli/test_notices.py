"""`sopan channels` and `sopan notices`: set up, tried, read, sent once more, sent by hand."""

from collections.abc import Iterator

import pytest

from engine.app import Application
from engine.notices import Tell, tell
from tests.builders import office
from tests.integration.cli.commandline import Sopan
from tests.integration.receivers import Webhook, webhook
from tests.integration.timed import one_step

WHERE = ("--agency", "kantor", "--officer", "kasubag")


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as receiver:
        yield receiver


@pytest.fixture
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Application]:
    """The office of the command line, with the agency `kantor`."""
    monkeypatch.setenv("SOPAN_CHANNEL_NETWORK", "local")
    with Application.open(environment["SOPAN_DATABASE_URL"]) as app:
        app.register(office())
        yield app


def told(app: Application, key: str) -> None:
    facts = {"sop": "LAKIP", "name": "Menelaah draf", "past": "1 jam"}
    notice = Tell("overdue", "kasubag", key, urgent=True, facts=facts)
    app.run(lambda s: tell(s, s.agency("kantor"), notice, app.clock.now()))


@pytest.mark.usefixtures("here")
def test_a_channel_is_added_tried_and_removed(sopan: Sopan, hook: Webhook) -> None:
    made = sopan("channels", "add", *WHERE, "--url", hook.url, "--name", "Ruang 2", "--digest")
    assert made["address"] == "json://127.0.0.1"
    assert sopan("channels", "list", "--agency", "kantor") == [made]
    short = made["id"][-8:]
    listed = sopan("channels", "list", code=0).stdout.splitlines()
    assert listed[1].split("\t") == [
        *(short, "kantor", "kasubag", "Ruang 2", "json://127.0.0.1", "ya")
    ]
    tried = sopan("notices", "test", short, code=0).stdout
    assert tried == 'Pesan uji diterima melalui "Ruang 2".\n'
    assert len(hook.messages) == 1
    hook.status = 500
    refused = sopan("notices", "test", short, code=1).stderr
    assert refused.startswith('Seharusnya pesan sampai melalui "Ruang 2", tetapi tidak:')
    assert sopan("channels", "remove", short, code=0).stdout == 'Saluran "Ruang 2" dihapus.\n'
    assert sopan("channels", "list") == []


@pytest.mark.usefixtures("here")
def test_an_address_need_not_stand_on_the_command_line(sopan: Sopan, hook: Webhook) -> None:
    line = ("channels", "add", "--agency", "kantor", "--position", "kadis")
    sopan(*line, code=0, input=f"{hook.url}\n")
    (made,) = sopan("channels", "list")
    assert (made["position"], made["address"]) == ("kadis", "json://127.0.0.1")
    assert sopan(*line, code=1, input="").stderr.startswith("Seharusnya alamat saluran")


def test_what_was_given_up_is_listed_and_sent_once_more(
    sopan: Sopan, here: Application, hook: Webhook
) -> None:
    sopan("channels", "add", *WHERE, "--url", hook.url)
    told(here, "satu")
    assert len(sopan("notices", "inbox", *WHERE, "--unread")) == 1
    inbox = sopan("notices", "inbox", *WHERE, code=0).stdout
    assert "Melewati waktu baku: Menelaah draf, lewat 1 jam" in inbox
    (waiting,) = sopan("notices", "list", "--agency", "kantor", "--officer", "kasubag")
    assert waiting["state"] == "ready"
    assert sopan("notices", "resend", waiting["id"], code=1).stderr.startswith("Seharusnya hanya")
    assert sopan("notices", "resend", "--dead") == []
    assert sopan("notices", "resend", code=2).stderr
    assert sopan("notices", "resend", waiting["id"], "--dead", code=2).stderr
    made = sopan("channels", "list")[0]
    here.remove_channel(made["id"])
    (dead,) = sopan("notices", "list", "--state", "dead")
    row = sopan("notices", "list", code=0).stdout.splitlines()[1].split("\t")
    assert row[4:] == [
        *("webhook", "Melewati waktu baku: Menelaah draf, lewat 1 jam", "Gagal", "0"),
        "saluran dihapus / the channel was removed",
    ]
    refused = sopan("notices", "resend", dead["id"][-8:], code=1).stderr
    assert refused.startswith('Seharusnya saluran "webhook" masih dipakai')


def test_what_is_due_is_sent_without_a_server(
    sopan: Sopan, here: Application, hook: Webhook
) -> None:
    sopan("channels", "add", *WHERE, "--url", hook.url)
    told(here, "satu")
    assert sopan("notices", "deliver") == {"sent": 1, "failed": 0}
    assert len(hook.messages) == 1
    said = sopan("notices", "deliver", code=0).stdout
    assert said == "0 pesan terkirim, 0 belum.\n"
    assert [one["state"] for one in sopan("notices", "list")] == ["sent"]


def test_a_reminder_is_written_for_whatsapp(sopan: Sopan, here: Application) -> None:
    here.deploy(one_step(), agency="kantor")
    here.start("kantor/proses", title="Surat 12")
    (task,) = here.tasks("kantor")
    written = sopan("notices", "texts", task["id"][-8:], code=0).stdout.splitlines()
    assert written[0].startswith("*Pengingat: 1. periksa, sisa ")
    assert written[-1].startswith("https://wa.me/?text=%2APengingat")
    assert sopan("notices", "texts", task["id"])["whatsapp"] == written[-1]
