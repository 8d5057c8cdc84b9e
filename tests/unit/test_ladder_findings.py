"""What is found wrong in escalation ladders and legal dates: each error with its line."""

from collections.abc import Mapping
from dataclasses import asdict
from time import perf_counter

import pytest
from lxml import etree

from engine.bpmn import extension_findings, extensions
from engine.bpmn.extension_elements import SOP
from engine.bpmn.reader import BPMN
from engine.core.escalation import LEGAL, STEP, WHOLE
from engine.core.findings import Finding
from engine.core.soptable import Ladder, LegalDate, Rung

RUNG = "<sop:rung at='100%' kind='overdue' notify='head'/>"


def process(inside: str) -> etree._Element:
    return etree.fromstring(
        f'<definitions xmlns="{BPMN}" xmlns:sop="{SOP}">'
        "<escalation id='E1' escalationCode='TERLAMBAT'/><escalation id='E2'/>"
        f"<process id='lakip'><extensionElements>\n{inside}</extensionElements>"
        "<laneSet><lane name='Kepala Dinas'/><lane name='Kasubag Perencanaan'/></laneSet>"
        "</process></definitions>"
    )[2]


def findings(inside: str) -> list[Finding]:
    return extension_findings.findings(process(inside))


def codes(inside: str) -> list[str]:
    return [finding.code for finding in findings(inside)]


def ladder(rungs: str, **attributes: str) -> str:
    return f"<sop:escalation {said(attributes)}>{rungs}</sop:escalation>"


def said(attributes: Mapping[str, object]) -> str:
    written = {name: str(value).replace("True", "true") for name, value in attributes.items()}
    return " ".join(f"{name}='{value}'" for name, value in written.items() if value != "False")


def test_a_full_ladder_is_read_and_sound() -> None:
    inside = """
      <sop:timeStandard duration="P2W"/>
      <sop:legalDate on="02-last" to="Bupati"/><sop:legalDate on="03-31" to="Menteri PANRB"/>
      <sop:escalation clock="claim" response="PT4H" lane="kasubag perencanaan">
        <sop:rung at="-P1D" kind="remind" notify="performer"/>
        <sop:rung at="100%" kind="overdue" notify=" performer  superior " urgent="true"/>
        <sop:rung at="PT0M" kind="escalate" action="escalation:TERLAMBAT"/>
        <sop:rung at="P1D" least="PT2H" kind="escalate" notify="superior:2 head" repeat="P1D"
                  action="reassign:superior"/>
      </sop:escalation>
      <sop:escalation/>
      <sop:escalation scope="whole"><sop:rung at="80%" kind="remind" notify="head"/>
      </sop:escalation>
      <sop:escalation scope="legal"/>"""
    assert findings(inside) == []
    read = process(inside)
    assert extensions.read_legal_dates(read) == (
        LegalDate("02-last", "Bupati"),
        LegalDate("03-31", "Menteri PANRB"),
    )
    assert extensions.read_ladders(read) == (
        Ladder(
            "claim",
            (
                Rung("-P1D", "remind", "performer"),
                Rung("100%", "overdue", "performer superior", urgent=True),
                Rung("PT0M", "escalate", action="escalation:TERLAMBAT"),
                Rung(
                    "P1D",
                    "escalate",
                    "superior:2 head",
                    least="PT2H",
                    repeat="P1D",
                    action="reassign:superior",
                ),
            ),
            response="PT4H",
            lane="kasubag perencanaan",
        ),
        Ladder(),
        Ladder(rungs=(Rung("80%", "remind", "head"),), scope="whole"),
        Ladder(scope="legal"),
    )


@pytest.mark.parametrize("ours", [STEP, WHOLE, LEGAL])
def test_our_own_ladders_are_sound_when_written(ours: Ladder) -> None:
    rungs = "".join(f"<sop:rung {said(asdict(rung))}/>" for rung in ours.rungs)
    written = ladder(rungs, clock=ours.clock, scope=ours.scope)
    element = process(
        f"<sop:timeStandard duration='P2W'/><sop:legalDate on='01-31' to='A'/>{written}"
    )
    assert extensions.read_ladders(element) == (ours,)
    assert extension_findings.findings(element) == []


def test_a_finding_names_the_process_and_the_line() -> None:
    inside = ladder(f"\n<sop:rung at='75%' kind='remind' notify='head' repeat='P1D'/>\n{RUNG}")
    (found,) = findings(inside)
    assert (found.severity, found.code, found.element, found.line) == (
        "error",
        "ladder.repeat_not_last",
        "lakip",
        3,
    )
    assert found.text("en") == (
        'Expected only the last rung on "lakip" to repeat, but others come after it. '
        "Move repeat to the last rung."
    )


@pytest.mark.parametrize(
    "rung",
    [
        "at='1%' kind='remind' notify='performer superior:9 head'",
        "at='9999%' kind='overdue' notify='head' least='PT1M'",
        "at='P366D' kind='escalate' notify='head' repeat='PT15M'",
        "at='-P2W' kind='remind' notify='head' urgent='false'",
        "at='P0D' kind='overdue' notify='' action='handler:surat_teguran'",
        "at='100%' kind='overdue' action='escalation:E2'",
    ],
)
def test_a_rung_is_accepted(rung: str) -> None:
    assert codes(ladder(f"<sop:rung {rung}/>")) == []


@pytest.mark.parametrize(
    ("rung", "code"),
    [
        ("at='0%' kind='remind' notify='head'", "extension.value"),
        ("at='75' kind='remind' notify='head'", "extension.value"),
        ("at='-75%' kind='remind' notify='head'", "extension.value"),
        ("at='besok' kind='remind' notify='head'", "extension.value"),
        ("at='+P1D' kind='remind' notify='head'", "extension.value"),
        ("at='--P1D' kind='remind' notify='head'", "extension.value"),
        ("at='PT' kind='remind' notify='head'", "ladder.duration"),
        ("at='P1D2H' kind='remind' notify='head'", "ladder.duration"),
        ("at='-P367D' kind='remind' notify='head'", "ladder.duration"),
        ("at='P99999999D' kind='remind' notify='head'", "ladder.duration"),
        ("kind='remind' notify='head'", "extension.required"),
        ("at='75%' notify='head'", "extension.required"),
        ("at='75%' kind='warn' notify='head'", "extension.value"),
        ("at='75%' kind='remind' notify='atasan'", "extension.value"),
        ("at='75%' kind='remind' notify='superior:0'", "extension.value"),
        ("at='75%' kind='remind' notify=' '", "ladder.tells_nobody"),
        ("at='75%' kind='remind'", "ladder.tells_nobody"),
        ("at='75%' kind='remind' notify='head' urgent='ya'", "extension.value"),
        ("at='75%' kind='remind' notify='head' least='2 jam'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' least='-PT2H'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' least='P0D'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' least='P2Y'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' repeat='P53W'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' repeat='PT14M'", "ladder.duration"),
        ("at='75%' kind='remind' notify='head' action='reassign'", "extension.value"),
        ("at='75%' kind='remind' notify='head' action='handler:'", "extension.value"),
        ("at='75%' kind='remind' action='escalation:A B'", "extension.value"),
        ("at='75%' kind='remind' action='escalation:XYZ'", "ladder.unknown_escalation"),
        ("at='75%' kind='remind' action='escalation:TERLAMBET'", "ladder.unknown_escalation.near"),
    ],
)
def test_a_rung_that_is_wrong_is_an_error(rung: str, code: str) -> None:
    found = findings(ladder(f"<sop:rung {rung}/>"))
    assert ("error", code) in [(each.severity, each.code) for each in found]
    assert all(each.line == 2 for each in found)


@pytest.mark.parametrize(
    ("instants", "sound"),
    [
        ("75% 100% 150%", True),
        ("100% 100%", True),
        ("100% 75%", False),
        ("-P5D -PT2H PT0M P1D", True),
        ("-P1D -P5D", False),
        ("P1W P1D", False),
        ("50% -P1D 75% PT0M 110%", True),
        ("75% -P1D 50%", False),
        ("100% -P1D", False),
        ("110% PT0M", False),
        ("PT0M 99%", False),
        ("P1D 100%", False),
        ("PT0M 100% PT0M", True),
        ("110% P1D 105%", False),
    ],
)
def test_rungs_stand_in_the_order_of_their_time(instants: str, sound: bool) -> None:
    rungs = "".join(f"<sop:rung at='{at}' kind='remind' notify='head'/>" for at in instants.split())
    assert codes(ladder(rungs)) == ([] if sound else ["ladder.order"])


def test_a_misspelled_rung_does_not_upset_the_order_of_the_others() -> None:
    rungs = "".join(
        f"<sop:rung at='{at}' kind='remind' notify='head'/>"
        for at in ("besok", "150%", "P1", "75%")
    )
    assert sorted(codes(ladder(rungs))) == ["extension.value", "ladder.duration", "ladder.order"]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (ladder(RUNG, clock="claim"), "ladder.response_missing"),
        (ladder(RUNG, response="PT4H"), "ladder.response_unused"),
        (ladder(RUNG, clock="claim", response="4 jam"), "ladder.duration"),
        (ladder(RUNG, clock="claim", response="P2000D"), "ladder.duration"),
        (ladder(RUNG, clock="datang"), "extension.value"),
        (ladder(RUNG, scope="semua"), "extension.value"),
        (ladder(RUNG, lane="Bupati"), "ladder.unknown_lane"),
        (ladder(RUNG, lane="Kepala Dines"), "ladder.unknown_lane.near"),
        (ladder(RUNG, scope="whole"), "ladder.idle"),
        (ladder("", scope="legal"), "ladder.idle"),
        (ladder(RUNG) + ladder(RUNG), "ladder.twice"),
        (
            ladder(RUNG, lane="Kepala Dinas") + ladder(RUNG, lane="kepala  dinas"),
            "ladder.twice",
        ),
        (ladder(RUNG * 21), "ladder.too_long"),
        ("<sop:legalDate on='01-31' to='A'/>" + ladder(RUNG, scope="legal"), "ladder.legal_share"),
        (
            "<sop:timeStandard duration='P1W'/>" + ladder(RUNG, scope="whole", lane="Kepala Dinas"),
            "ladder.steps_only",
        ),
        (
            "<sop:timeStandard duration='P1W'/>" + ladder(RUNG, scope="whole", response="P1D"),
            "ladder.steps_only",
        ),
        (
            "<sop:legalDate on='01-31' to='A'/><sop:legalDate on='02-15' to='A'/>",
            "ladder.legal_twice",
        ),
        ("<sop:legalDate on='01-31'/>", "extension.required"),
        ("<sop:legalDate to='A'/>", "extension.required"),
        ("<sop:timeStandard duration='P3651D'/>", "extension.too_long"),
        ("<sop:timeStandard duration='P99999999D'/>", "extension.duration"),
    ],
)
def test_a_ladder_that_is_wrong_is_an_error(inside: str, code: str) -> None:
    assert [(each.severity, each.code, each.line) for each in findings(inside)] == [
        ("error", code, 2)
    ]


@pytest.mark.parametrize("on", ["02-last", "02-28", "12-31", "01-01", "04-30"])
def test_a_day_of_every_year_is_accepted(on: str) -> None:
    assert codes(f"<sop:legalDate on='{on}' to='Bupati'/>") == []


@pytest.mark.parametrize(
    "on", ["02-29", "02-30", "13-01", "00-10", "04-31", "2-28", "28 Februari", "02-Last", "02-00"]
)
def test_a_day_that_some_year_lacks_is_an_error(on: str) -> None:
    assert codes(f"<sop:legalDate on='{on}' to='Bupati'/>") == ["ladder.legal_date"]


def test_a_ladder_outside_a_process_is_only_misplaced() -> None:
    stray = f'<sop:escalation xmlns:sop="{SOP}" lane="A" scope="step">{RUNG}</sop:escalation>'
    task = f'<userTask xmlns="{BPMN}"><extensionElements>{stray}</extensionElements></userTask>'
    for text in (stray, task):
        element = etree.fromstring(text)
        assert [each.code for each in extension_findings.findings(element)] == [
            "extension.misplaced"
        ]


def test_many_ladders_are_refused_without_looking_at_each() -> None:
    lanes = "".join(f"<lane name='Bidang {number}'/>" for number in range(20_000))
    ladders = "".join(
        ladder("<sop:rung at='PT0M' kind='overdue' action='escalation:X'/>", lane=f"Seksi {number}")
        for number in range(5_000)
    )
    element = process(ladders)
    element.append(etree.fromstring(f"<laneSet xmlns='{BPMN}'>{lanes}</laneSet>"))
    started = perf_counter()
    found = extension_findings.findings(element)
    assert perf_counter() - started < 5
    assert [each.facts["count"] for each in found if each.code == "ladder.too_many"] == [5000]


def test_as_many_legal_dates_as_ladders() -> None:
    dates = "".join(f"<sop:legalDate on='01-31' to='A{number}'/>" for number in range(51))
    assert codes(dates) == ["ladder.too_many"]
