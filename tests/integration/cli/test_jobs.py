"""`sopan jobs`: what a person sees of service tasks nobody answers to, and ending them by hand."""

from tests.builders import END, START, process, user
from tests.integration.cli.commandline import Begin, Sopan
from tests.integration.services import one

CAUGHT = process(
    START + '<bpmn:serviceTask id="lemari"/><bpmn:boundaryEvent id="galat" attachedToRef="lemari">'
    '<bpmn:errorEventDefinition errorRef="r"/></bpmn:boundaryEvent>' + user("lain") + END,
    "mulai > lemari > selesai; galat > lain > selesai",
    outside='<bpmn:error id="r" errorCode="PENUH"/>',
)


def test_a_job_is_listed_and_completed(sopan: Sopan, trial: Begin) -> None:
    instance = trial(one("lemari"))
    (job,) = sopan("jobs")
    assert sopan("jobs", "list", "--instance", instance[-8:]) == [job]
    assert (job["instance"], job["handler"], job["answered"]) == (instance, "lemari", False)
    short = job["id"][-8:]
    listed = sopan("jobs", code=0).stdout.splitlines()
    assert listed[1].split("\t")[2:] == [
        *("layanan", "lemari", "Menunggu", "0", "tidak ada yang mengerjakan")
    ]
    assert (
        f"Pekerjaan otomatis {short} pada layanan, lemari: Menunggu\n"
        f'Tidak ada "lemari" di sini; selesaikan dengan `sopan jobs complete {short}`.\n'
    ) in sopan("show", instance, code=0).stdout
    done = sopan("jobs", "complete", short, "--set", "berkas=12")
    assert [item["node"] for item in done["next"]] == ["lanjut"]
    assert sopan("show", instance)["variables"] == {"berkas": 12}
    assert sopan("jobs") == []
    refused = sopan("jobs", "complete", job["id"], code=1)
    assert refused.stderr.startswith('Seharusnya pekerjaan "lemari" pada "layanan" masih terbuka')


def test_a_job_is_skipped_or_tried_again(sopan: Sopan, trial: Begin) -> None:
    instance = trial(one("lemari"))
    job = sopan("jobs")[0]["id"]
    assert sopan("jobs", "retry", job)["status"] == "active"
    skipped = sopan("jobs", "skip", job, "--reason", "Sudah di kertas")
    assert [item["node"] for item in skipped["next"]] == ["lanjut"]
    kinds = [event["kind"] for event in sopan("show", instance)["events"]]
    assert kinds[1:4] == ["JobOpened", "JobRetried", "JobSkipped"]


def test_a_job_ends_in_an_error(sopan: Sopan, trial: Begin) -> None:
    trial(CAUGHT)
    job = sopan("jobs")[0]["id"]
    stuck = sopan("jobs", "complete", job, "--error", "LAIN", code=1)
    assert "galat" in stuck.stdout
    ended = sopan("jobs", "complete", job, "--error", "PENUH", "--set", "sisa=0")
    assert [item["node"] for item in ended["next"]] == ["lain"]


def test_options_of_the_list_stand_behind_its_name(sopan: Sopan) -> None:
    assert sopan("jobs", "--agency", "uji", "skip", "x", "--reason", "y", code=2).stderr
