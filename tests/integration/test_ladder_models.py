"""Models with escalation ladders at deployment: refused with their line, warned of, kept."""

import pytest

from engine import instances
from engine.app import Application
from engine.clock import FixedClock
from engine.core.errors import Invalid
from engine.core.soptable import Ladder, LegalDate, Rung, TimeStandard
from engine.settings import Settings
from tests.builders import END, MONDAY, START, process, user

FLOWS = "mulai > a > selesai"


def model(inside: str) -> bytes:
    says = f"<bpmn:extensionElements>\n{inside}\n</bpmn:extensionElements>"
    return process(says + START + user("a") + END, FLOWS)


def test_a_ladder_that_does_not_hold_is_refused_with_its_line(app: Application) -> None:
    wrong = model(
        '<sop:escalation>\n<sop:rung at="150%" kind="escalate" notify="head"/>\n'
        '<sop:rung at="75%" kind="remind" notify="performer"/></sop:escalation>'
    )
    with pytest.raises(Invalid) as refused:
        app.deploy(wrong, agency="kantor")
    (found,) = refused.value.findings
    lines = wrong.decode().splitlines()
    assert (found.code, found.severity) == ("ladder.order", "error")
    assert 'at="75%"' in lines[found.line - 1]
    assert found.text("id") == (
        'Seharusnya pengingat pada "proses" ditulis menurut waktunya, tetapi 75% tertulis '
        "sesudah 150%. Urutkan dari yang paling awal."
    )


def test_a_rung_that_asks_a_handler_nobody_installed_is_doubted(app: Application) -> None:
    rungs = "".join(
        f'<sop:rung at="{at}" kind="escalate" action="handler:{handler}"/>'
        for at, handler in (("100%", "nomor_surat"), ("P1D", "surat_teguran"))
    )
    (deployed,) = app.deploy(model(f"<sop:escalation>{rungs}</sop:escalation>"), agency="kantor")
    assert [
        (each["code"], each["element"])
        for each in deployed["findings"]
        if each["code"].startswith("deploy.")
    ] == [("deploy.handler_missing", "proses")]


def test_what_a_model_says_of_its_time_is_there_when_it_is_loaded_again(app: Application) -> None:
    app.deploy(
        model(
            '<sop:timeStandard duration="P8D"/><sop:legalDate on="02-last" to="Bupati"/>'
            '<sop:escalation clock="claim" response="PT4H"/>'
            '<sop:escalation scope="whole"><sop:rung at="P1D" kind="overdue" notify="head"/>'
            "</sop:escalation>"
        ),
        agency="kantor",
    )
    again = Application(Settings(), app.database, FixedClock(MONDAY))
    found = again.run(lambda s: s.model(instances.startable(s, "kantor", "proses", None).id))
    assert found.time_standard == TimeStandard("P8D")
    assert found.legal_dates == (LegalDate("02-last", "Bupati"),)
    assert found.ladders == (
        Ladder("claim", response="PT4H"),
        Ladder(rungs=(Rung("P1D", "overdue", "head"),), scope="whole"),
    )
