"""Reading agency.toml strictly, and finding what `sopan deploy PATH…` means."""

from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine.core.calendar import PERPRES_21_2023, Season
from engine.core.errors import Invalid, NotFound
from engine.core.people import Appointment, Officer, Position, SopName, Unit
from processes import catalogue

HEAD = 'id = "dinas"\nname = "Dinas Contoh"\nzone = "Asia/Makassar"\n'
WEEK = '[week]\nmon-fri = ["08.00-12.00"]\nsat = []\n'
PEOPLE = """
[[unit]]
id = "kantor"
name = "Kantor"
head = "kepala"

[[position]]
id = "kepala"
title = "Kepala Dinas"

[[position]]
id = "staf"
title = "Staf Kantor"
superior = "kepala"
unit = "kantor"
aliases = ["Staf"]

[[officer]]
username = "adi"
name = "Contoh Adi"

[[officer]]
username = "budi"
name = "Contoh Budi"

[[appointment]]
position = "kepala"
username = "adi"
from = 2026-01-01
until = 2026-06-30
letter = "SK contoh 1"

[[appointment]]
position = "kepala"
username = "budi"
kind = "plt"
"""


def folder(path: Path, text: str = HEAD + WEEK + PEOPLE, *files: str, name: str = "dinas") -> Path:
    """Write the folder of an agency."""
    made = path / name
    made.mkdir()
    (made / "agency.toml").write_text(text, "utf-8")
    for file in files:
        (made / file).write_text("", "utf-8")
    return made


def findings(path: Path, text: str, language: str = "en") -> list[str]:
    """Return all that is found in an agency.toml with this text."""
    with pytest.raises(Invalid) as caught:
        catalogue.read_agency(folder(path, text))
    assert caught.value.facts["count"] == len(caught.value.findings)
    return [finding.text(language) for finding in caught.value.findings]


def test_an_agency_is_read_whole(tmp_path: Path) -> None:
    agency = catalogue.read_agency(
        folder(tmp_path, HEAD + WEEK + PEOPLE, "b.bpmn", "a.bpmn", "c.txt")
    )
    assert agency.organisation.agency == "dinas"
    assert agency.organisation.name == "Dinas Contoh"
    assert agency.organisation.units == (Unit("kantor", "Kantor", "kepala"),)
    assert agency.organisation.positions == (
        Position("kepala", "Kepala Dinas"),
        Position("staf", "Staf Kantor", "kepala", "kantor", ("Staf",)),
    )
    assert agency.organisation.officers == (
        Officer("adi", "Contoh Adi"),
        Officer("budi", "Contoh Budi"),
    )
    assert agency.organisation.appointments == (
        Appointment(
            "kepala", "adi", "definitive", date(2026, 1, 1), date(2026, 6, 30), "SK contoh 1"
        ),
        Appointment("kepala", "budi", "plt"),
    )
    assert [file.name for file in agency.files] == ["a.bpmn", "b.bpmn"]


def test_an_sop_may_go_by_several_titles(tmp_path: Path) -> None:
    named = '[[sop]]\nname = "SOP Perjanjian Kinerja"\naliases = ["SOP Penetapan Kinerja"]\n'
    read = catalogue.read_agency(folder(tmp_path, HEAD + WEEK + PEOPLE + named))
    assert read.organisation.sops == (
        SopName("SOP Perjanjian Kinerja", ("SOP Penetapan Kinerja",)),
    )
    with pytest.raises(Invalid) as caught:
        catalogue.read_agency(folder(tmp_path, HEAD + "[[sop]]\nalias = 7\n", name="lain"))
    assert {finding.code for finding in caught.value.findings} == {
        *("agency.key.near", "agency.missing", "agency.folder"),
    }


def test_an_agency_toml_stands_for_its_folder(tmp_path: Path) -> None:
    made = folder(tmp_path)
    assert catalogue.read_agency(made / "agency.toml") == catalogue.read_agency(made)


def test_working_hours_become_a_calendar(tmp_path: Path) -> None:
    season = """
[[season]]
name = "Ramadan"
from = 2026-02-19
until = 2026-03-20
week.mon-thu = ["08.00-12.00", "12.30-15.00"]
week.fri = ["08.00-11.30"]

[[closed]]
on = 2026-05-12
name = "Hari jadi"
"""
    calendar = catalogue.read_agency(folder(tmp_path, HEAD + WEEK + season)).calendar
    morning = ((time(8), time(12)),)
    assert (calendar.name, calendar.zone) == ("dinas", ZoneInfo("Asia/Makassar"))
    assert calendar.week == {**dict.fromkeys(range(5), morning), 5: ()}
    day = (*morning, (time(12, 30), time(15)))
    week = {**dict.fromkeys(range(4), day), 4: ((time(8), time(11, 30)),)}
    assert calendar.seasons == (Season("Ramadan", date(2026, 2, 19), date(2026, 3, 20), week),)
    assert calendar.closed == {date(2026, 5, 12): "Hari jadi"}


def test_without_hours_those_of_the_regulation_hold(tmp_path: Path) -> None:
    assert catalogue.read_agency(folder(tmp_path, HEAD)).calendar.week == PERPRES_21_2023


def test_text_that_is_no_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    made = folder(tmp_path, "id = dinas")
    with pytest.raises(Invalid) as caught:
        catalogue.read_agency(made)
    assert caught.value.text("en") == (
        f'Expected "{made.resolve() / "agency.toml"}" to be TOML, but it cannot be read: '
        "Invalid value (at line 1, column 6). Correct that line and try again."
    )


def test_a_file_with_findings_is_refused_with_their_number(tmp_path: Path) -> None:
    made = folder(tmp_path, HEAD.replace("dinas", "kantor"))
    with pytest.raises(Invalid) as caught:
        catalogue.read_agency(made)
    assert caught.value.text("id") == (
        f'Seharusnya "{made.resolve() / "agency.toml"}" menerangkan instansi dengan lengkap, '
        "tetapi ada 1 temuan. Perbaiki semuanya, lalu ulangi."
    )


FINDINGS = {
    "a key with a near one": (
        HEAD + 'zon = "Asia/Jakarta"',
        'Expected agency.toml to have known entries only, but it has "zon". Did you mean "zone"?',
    ),
    "a key like none": (
        HEAD + '[[officer]]\nusername = "adi"\nname = "Contoh Adi"\nshoe_size = 42',
        'Expected [[officer]] adi to have known entries only, but it has "shoe_size". '
        "Remove it, or use one of: name, username.",
    ),
    "a missing text": (
        HEAD + '[[officer]]\nusername = "adi"',
        'Expected [[officer]] adi to say "name", but it does not. Add it.',
    ),
    "no zone": (
        HEAD.replace('zone = "Asia/Makassar"', ""),
        'Expected agency.toml to say "zone", but it does not. Add it.',
    ),
    "no text": (
        HEAD.replace('"Dinas Contoh"', "7"),
        'Expected "name" of agency.toml to be text, but it is 7. Write it between quotation marks.',
    ),
    "no list of texts": (
        HEAD + '[[position]]\nid = "staf"\ntitle = "Staf"\naliases = "Staf"',
        'Expected "aliases" of [[position]] staf to be a list of texts, but it is Staf. '
        'Write it like ["one", "two"].',
    ),
    "no date": (
        HEAD + PEOPLE.replace("2026-06-30", '"30 Juni"'),
        'Expected "until" of [[appointment]] 1 to be a date, but it is 30 Juni. '
        "Write it like 2026-12-31, without quotation marks.",
    ),
    "no table": (
        HEAD + "unit = 3",
        'Expected every "unit" of agency.toml to be a table of its own, but it is not. '
        "Begin each with [[unit]].",
    ),
    "a week that is none": (
        HEAD + 'week = "senin"',
        'Expected agency.toml to give the hours of each day in "week", but it does not. '
        'Write them like week.mon-thu = ["07.30-12.00", "13.00-16.00"].',
    ),
    "a weekday with a near one": (
        HEAD + '[week]\nmon = ["08.00-12.00"]\nsta = ["08.00-12.00"]',
        'Expected agency.toml to name a known day, but it says "sta". Did you mean "sat"?',
    ),
    "weekdays the wrong way round": (
        HEAD + '[week]\nmon = ["08.00-12.00"]\nfriday-tue = ["08.00-12.00"]',
        "Expected agency.toml to name working days fri, mon, sat, sun, thu, tue, wed, or from-to "
        'like "mon-thu", but it says "friday-tue". Correct the name.',
    ),
    "hours that are none": (
        HEAD + '[week]\nmon = ["08.00-12.00"]\ntue = ["8-12"]',
        "Expected the hours of \"tue\" in agency.toml to be a list of from-to, but it is ['8-12']. "
        'Write it like ["07.30-12.00", "13.00-16.00"].',
    ),
    "hours the wrong way round": (
        HEAD + '[week]\nmon = ["12.00-08.00"]',
        "Expected to read opening before closing (dinas, Senin), but it says 12.00 to 08.00. "
        "Correct the hours.",
    ),
    "a zone with a near one": (
        HEAD.replace("Makassar", "Makasar"),
        'Expected agency.toml to name a known time zone, but "Asia/Makasar" is not one. '
        'Did you mean "Asia/Makassar"?',
    ),
    "a zone like none": (
        HEAD.replace("Asia/Makassar", "WITA"),
        'Expected agency.toml to name a known time zone, but "WITA" is not one. '
        "Use Asia/Jakarta (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT).",
    ),
    "a kind with a near one": (
        HEAD + PEOPLE.replace('"plt"', '"pltt"'),
        'Expected "kind" of [[appointment]] 2 to be a known one, but it is "pltt". '
        'Did you mean "plt"?',
    ),
    "a kind like none": (
        HEAD + PEOPLE.replace('"plt"', '"Pj"'),
        'Expected "kind" of [[appointment]] 2 to be one of definitive, plh, plt, but it is "Pj". '
        "Choose one of them.",
    ),
    "another folder": (
        HEAD.replace('"dinas"', '"kantor"'),
        'Expected the agency to be named like its folder "dinas", but its id is "kantor". '
        "Make them the same.",
    ),
    "a reference with a near one": (
        HEAD + PEOPLE.replace('username = "adi"\nfrom', 'username = "ado"\nfrom'),
        'Expected "username" of [[appointment]] 1 to name an entry of this file, but "ado" is not '
        'there. Did you mean "adi"?',
    ),
    "a reference to nothing": (
        HEAD + PEOPLE.replace('superior = "kepala"', 'superior = "bupati"'),
        'Expected "superior" of [[position]] staf to name an entry of this file, but "bupati" is '
        "not there. Add it, or use one of: kepala, staf.",
    ),
    "an unknown unit": (
        HEAD + PEOPLE.replace('unit = "kantor"', 'unit = "bidang"'),
        'Expected "unit" of [[position]] staf to name an entry of this file, but "bidang" is not '
        "there. Add it, or use one of: kantor.",
    ),
    "an unknown head": (
        HEAD + PEOPLE.replace('head = "kepala"', 'head = "lurah"'),
        'Expected "head" of [[unit]] kantor to name an entry of this file, but "lurah" is not '
        "there. Add it, or use one of: kepala, staf.",
    ),
    "an unknown position": (
        HEAD
        + PEOPLE.replace(
            'position = "kepala"\nusername = "budi"', 'position = "x"\nusername = "budi"'
        ),
        'Expected "position" of [[appointment]] 2 to name an entry of this file, but "x" is not '
        "there. Add it, or use one of: kepala, staf.",
    ),
    "an id twice": (
        HEAD
        + PEOPLE.replace('username = "budi"\nname', 'username = "adi"\nname').replace(
            '"budi"', '"adi"'
        ),
        "Expected [[officer]] adi to be written once, but it is there again. Rename or remove one.",
    ),
    "superiors in a circle": (
        HEAD
        + PEOPLE.replace('title = "Kepala Dinas"', 'title = "Kepala Dinas"\nsuperior = "staf"'),
        "Expected the superiors of [[position]] kepala to end at one head, but they go round: "
        'kepala > staf > kepala. Correct the "superior" of one of them.',
    ),
    "a unit that is part of nothing": (
        HEAD + PEOPLE.replace('head = "kepala"', 'head = "kepala"\nparent = "dinas"'),
        'Expected "parent" of [[unit]] kantor to name an entry of this file, but "dinas" is not '
        "there. Add it, or use one of: kantor.",
    ),
    "a unit within itself": (
        HEAD + PEOPLE.replace('head = "kepala"', 'head = "kepala"\nparent = "kantor"'),
        "Expected [[unit]] kantor not to be part of itself, but the units go round: kantor > "
        'kantor. Correct the "parent" of one of them.',
    ),
    "dates the wrong way round": (
        HEAD + PEOPLE.replace("2026-06-30", "2025-06-30"),
        "Expected [[appointment]] 1 to begin before it ends, but it says 1 January 2026 to "
        "30 June 2025. Swap the two dates.",
    ),
    "two definitive holders": (
        HEAD + PEOPLE.replace('kind = "plt"', "from = 2026-06-30"),
        "Expected [[position]] kepala to have one definitive holder at a time, but adi and budi "
        'both hold it. Give the first an "until", or make one of them plh or plt.',
    ),
    "a season without a day": (
        HEAD + '[[season]]\nname = "Ramadan"\nfrom = 2026-02-19\nweek.mon = ["08.00-12.00"]',
        'Expected [[season]] Ramadan to say "until", but it does not. Add it.',
    ),
}


@pytest.mark.parametrize("case", FINDINGS)
def test_each_fault_is_one_finding_that_says_what_to_do(case: str, tmp_path: Path) -> None:
    text, message = FINDINGS[case]
    assert findings(tmp_path, text) == [message]


def test_everything_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = HEAD.replace("name", "nama") + PEOPLE.replace('unit = "kantor"', 'unit = "kanto"')
    assert findings(tmp_path, text, "id") == [
        'agency.toml: seharusnya hanya memuat isian yang dikenal, tetapi ada "nama". '
        'Barangkali maksudnya "name"?',
        'agency.toml: seharusnya mengisi "name", tetapi kosong. Tambahkan.',
        '[[position]] staf: seharusnya "unit" menunjuk isian lain dalam berkas ini, '
        'tetapi "kanto" tidak ada. Barangkali maksudnya "kantor"?',
    ]


def test_one_holder_may_follow_the_other(tmp_path: Path) -> None:
    text = HEAD + PEOPLE.replace('kind = "plt"', "from = 2026-07-01")
    assert len(catalogue.read_agency(folder(tmp_path, text)).organisation.appointments) == 2


def test_agencies_come_by_name_and_other_folders_are_passed_over(tmp_path: Path) -> None:
    folder(tmp_path, HEAD.replace('"dinas"', '"b"'), name="b")
    folder(tmp_path, HEAD.replace('"dinas"', '"a"'), name="a")
    (tmp_path / "c").mkdir()
    assert [agency.organisation.agency for agency in catalogue.agencies(tmp_path)] == ["a", "b"]


def test_the_findings_of_several_agencies_come_together_and_say_whose_they_are(
    tmp_path: Path,
) -> None:
    folder(tmp_path, HEAD, name="a")
    folder(tmp_path, "id = ", name="b")
    folder(tmp_path, HEAD, name="dinas")
    with pytest.raises(Invalid) as caught:
        catalogue.agencies(tmp_path)
    first, second = (finding.text("en") for finding in caught.value.findings)
    assert first.startswith("Expected the agency to be named like its folder")
    assert caught.value.findings[0].element == "a agency.toml"
    assert "to be TOML, but it cannot be read: Invalid value" in second


def test_a_path_means_what_lies_there(tmp_path: Path) -> None:
    agency = folder(tmp_path, HEAD, "a.bpmn", "b.bpmn")
    (tmp_path / "loose.bpmn").write_text("", "utf-8")

    def meant(*paths: Path) -> list[tuple[str | None, list[str]]]:
        return [
            (
                selection.agency.organisation.agency if selection.agency else None,
                [file.name for file in selection.files],
            )
            for selection in catalogue.resolve(paths)
        ]

    whole = ("dinas", ["a.bpmn", "b.bpmn"])
    assert meant(agency) == meant(agency / "agency.toml") == [whole]
    assert meant(agency / "a.bpmn") == [("dinas", ["a.bpmn"])]
    assert meant(tmp_path / "loose.bpmn") == [(None, ["loose.bpmn"])]
    assert meant(tmp_path) == [whole, (None, ["loose.bpmn"])]
    assert meant(agency / "b.bpmn", tmp_path / "loose.bpmn") == [
        ("dinas", ["b.bpmn"]),
        (None, ["loose.bpmn"]),
    ]


def test_a_path_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    agency = folder(tmp_path, HEAD, "lakip.bpmn")
    with pytest.raises(NotFound) as caught:
        catalogue.resolve([agency / "lakib.bpmn"])
    assert caught.value.text("en") == (
        f'Expected a file named "{agency / "lakib.bpmn"}", but there is none. '
        f'Did you mean "{agency / "lakip.bpmn"}"?'
    )
    with pytest.raises(NotFound):
        catalogue.read_agency(tmp_path)
    with pytest.raises(NotFound):
        catalogue.resolve([tmp_path / "nowhere" / "at" / "all.bpmn"])


def test_a_folder_without_sops_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as caught:
        catalogue.resolve([tmp_path])
    assert caught.value.text("en") == (
        f'Expected "{tmp_path}" to hold SOPs, but there is neither an agency.toml nor a .bpmn '
        "file. Name the folder of an agency, a folder of such folders, or a .bpmn file."
    )


def test_the_shipped_agencies_are_in_order() -> None:
    found = catalogue.agencies(catalogue.builtin())
    assert [agency.path.name for agency in found] == [
        "babel-kesbangpol",
        "banggai",
        "bangka-tengah",
        "boalemo",
    ]
    boalemo = found[-1].organisation
    assert {person.username for person in boalemo.officers} == {
        "kadis",
        "sekretaris",
        "kasubag",
        "staf",
    }
    assert boalemo.superiors("staf-penyusunan-program") == (
        "kasubag-penyusunan-program",
        "sekretaris",
        "kepala-dinas",
    )
