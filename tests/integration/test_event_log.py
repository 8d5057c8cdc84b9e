"""The event log: it follows the rules of XES 2.0 (IEEE 1849), and says who only when asked."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from lxml import etree

from engine.core.errors import Invalid, NotFound
from engine.core.people import Appointment
from processes.sheets.xes import EXTENSIONS, NAMESPACE
from storage import eventlogs
from storage.database import Database
from tests.builders import END, START, laned, process, user
from tests.integration.reportable import LINE, Work, organisation, standard, two_days

XES = f"{{{NAMESPACE}}}"
ORDER = ("extension", "global", "classifier", "string", "trace")
VALUES: dict[str, Callable[[str], Any]] = {
    "string": str,
    "int": int,
    "float": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": datetime.fromisoformat,
}
LIFECYCLE = (
    *("schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume"),
    *("pi_abort", "ate_abort", "complete", "autoskip", "manualskip", "unknown"),
)
NEXT = {
    None: {"schedule"},
    "schedule": {"assign", "start", "complete", "reassign", "suspend", "withdraw"},
    "assign": {"start", "complete", "reassign", "suspend", "withdraw"},
    "start": {"complete", "reassign", "suspend", "ate_abort"},
    "reassign": {"assign", "start", "complete", "reassign", "suspend", "withdraw", "ate_abort"},
    "suspend": {"resume", "withdraw", "ate_abort"},
    "resume": {"assign", "start", "complete", "reassign", "suspend", "withdraw", "ate_abort"},
    "complete": set(),
    "withdraw": set(),
    "ate_abort": set(),
}


@pytest.fixture
def work(database: Database) -> Work:
    return Work(database, LINE)


def read(log: Iterator[bytes]) -> tuple[etree._Element, list[list[dict[str, Any]]]]:
    """Check a log against the rules of XES and return it with the events of its traces."""
    root = etree.fromstring(b"".join(log))
    assert (root.tag, root.get("xes.version"), root.get("xes.features")) == (f"{XES}log", "2.0", "")
    places = [ORDER.index(tag(child)) for child in root]
    assert places == sorted(places)
    prefixes = {child.get("prefix") for child in root if tag(child) == "extension"}
    assert prefixes == {prefix for _, prefix, _ in EXTENSIONS}
    needed = {child.get("scope"): attributes(child) for child in root if tag(child) == "global"}
    for child in root:
        if tag(child) == "classifier":
            assert set(str(child.get("keys")).split()) <= needed["event"].keys()
    traces = [child for child in root if tag(child) == "trace"]
    for trace in traces:
        assert [tag(child) for child in trace] == sorted(
            (tag(child) for child in trace), key=lambda name: name == "event"
        )
        assert needed["trace"].keys() <= attributes(trace).keys()
        assert all(needed["event"].keys() <= attributes(e).keys() for e in events(trace))
    for element in root.iter():
        if tag(element) in VALUES:
            prefix, colon, _ = str(element.get("key")).rpartition(":")
            assert not colon or prefix in prefixes
            assert element.keys() == ["key", "value"]
    return root, [[attributes(event) for event in events(trace)] for trace in traces]


def tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def events(trace: etree._Element) -> list[etree._Element]:
    return [child for child in trace if tag(child) == "event"]


def attributes(element: etree._Element) -> dict[str, Any]:
    found = [child for child in element if tag(child) in VALUES]
    keys = [str(child.get("key")) for child in found]
    assert len(keys) == len(set(keys))
    return {
        key: VALUES[tag(child)](str(child.get("value")))
        for key, child in zip(keys, found, strict=True)
    }


def lifecycles(trace: list[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for event in trace:
        found.setdefault(event["work_item"], []).append(event["lifecycle:transition"])
    return found


def test_the_log_follows_the_rules_of_xes(work: Work) -> None:
    two_days(work)
    instance = work.start(title="lima")
    item = work.open(instance, "a")["id"]
    work.app.claim(item, "staf")
    work.app.release(item, "staf")
    work.app.begin(item, "staf")
    work.app.suspend(instance, "menunggu")
    work.after(30)
    work.app.resume(instance)
    work.app.cancel(instance, "tidak jadi")
    root, traces = read(work.app.event_log("kantor"))
    assert len(traces) == 5
    assert [each.get("value") for each in root if tag(each) == "string"] == [
        "Dinas Contoh",
        "kantor",
    ]
    for trace in traces:
        instants = [event["time:timestamp"] for event in trace]
        assert instants == sorted(instants)
        for steps in lifecycles(trace).values():
            assert set(steps) <= set(LIFECYCLE)
            for before, after in zip([None, *steps], steps, strict=False):
                assert after in NEXT[before]
    assert list(lifecycles(traces[0]).values()) == [["schedule", "assign", "complete"]] * 2
    assert list(lifecycles(traces[4]).values()) == [
        ["schedule", "assign", "reassign", "start", "suspend", "resume", "ate_abort"]
    ]
    assert list(lifecycles(traces[3]).values()) == [["schedule", "withdraw"]]


def test_an_event_says_what_when_and_which_post(work: Work) -> None:
    ids = two_days(work)
    root, traces = read(work.app.event_log("kantor"))
    about = next(attributes(each) for each in root if tag(each) == "trace")
    assert about == {
        "concept:name": ids["first"],
        "sop": "lakip",
        "version": 1,
        "status": "completed",
        "started_at": datetime.fromisoformat("2026-01-12T08:00:00+08:00"),
        "ended_at": datetime.fromisoformat("2026-01-12T11:00:00+08:00"),
        "agency": "kantor",
    }
    scheduled, assigned, completed = traces[0][:3]
    assert completed == {
        "concept:name": "1 a",
        "time:timestamp": datetime.fromisoformat("2026-01-12T09:30:00+08:00"),
        "lifecycle:transition": "complete",
        "org:resource": "Staf",
        "org:role": "Staf",
        "org:group": "Subbag Umum",
        "work_item": completed["work_item"],
        "step": "1",
        "sop": "lakip",
        "round": 1,
        "outcome": "completed",
        "deadline": datetime.fromisoformat("2026-01-12T10:00:00+08:00"),
        "waiting_seconds": 1800,
        "handling_seconds": 3600,
    }
    assert "org:resource" not in scheduled
    assert assigned["org:resource"] == "Staf"
    assert [e["outcome"] for e in traces[2] if "outcome" in e] == [
        "completed",
        "returned",
        "completed",
    ]


def test_persons_and_titles_are_there_only_when_asked_for(work: Work) -> None:
    two_days(work)
    for form in ("xes", "csv"):
        plain = b"".join(work.app.event_log("kantor", form))
        named = b"".join(work.app.event_log("kantor", form, names=True))
        for personal in (b"kasubag", b"satu"):
            assert personal not in plain
            assert personal in named


def test_who_acts_for_another_post_acts_in_that_post(work: Work) -> None:
    acting = Appointment("staf", "sekretaris", "plh", date(2026, 1, 1), letter="800/1")
    here = organisation()
    work.app.register(replace(here, appointments=(*here.appointments, acting)))
    work.app.complete(work.open(work.start(), "a")["id"], by="sekretaris")
    _, (trace,) = read(work.app.event_log("kantor", names=True))
    done = next(each for each in trace if each["lifecycle:transition"] == "complete")
    assert (done["org:resource"], done["officer"]) == ("Staf", "sekretaris")


def test_the_same_as_csv(work: Work) -> None:
    two_days(work)
    _, traces = read(work.app.event_log("kantor"))
    text = b"".join(work.app.event_log("kantor", "csv")).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == sum(map(len, traces))
    assert rows[2]["case:concept:name"] == rows[0]["case:concept:name"]
    assert {name: rows[2][name] for name in ("concept:name", "time:timestamp", "org:role")} == {
        "concept:name": "1 a",
        "time:timestamp": "2026-01-12T09:30:00.000+08:00",
        "org:role": "Staf",
    }


def test_only_whole_cases_of_the_period_and_the_sop(work: Work) -> None:
    two_days(work)
    monday = date(2026, 1, 12)
    assert len(read(work.app.event_log("kantor", until=monday))[1]) == 3
    assert len(read(work.app.event_log("kantor", since=date(2026, 1, 13)))[1]) == 1
    work.app.deploy(process(START + END, "mulai > selesai", key="kosong"), agency="kantor")
    work.start("kosong")
    assert read(work.app.event_log("kantor", sop="kosong"))[1] == [[]]


def test_more_cases_than_a_page_come_once_each_in_order(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eventlogs, "_PAGE", 2)
    started = [work.start() for _ in range(5)]  # all at the same instant
    root, _ = read(work.app.event_log("kantor"))
    found = [attributes(each)["concept:name"] for each in root if tag(each) == "trace"]
    assert found == sorted(started)


def test_what_no_xml_may_hold_is_replaced(database: Database) -> None:
    name = "a &amp; &lt;b&gt; &quot;c&quot;"
    model = process(
        laned({"Staf": ["a"]}) + START + user("a", standard("PT1H", "1")) + END,
        "mulai > a > selesai",
    ).replace(b'<bpmn:userTask id="a" name="a">', f'<bpmn:userTask id="a" name="{name}">'.encode())
    work = Work(database, model)
    work.start("proses", title="]]>\x02 \ud7ff🙂")
    root, traces = read(work.app.event_log("kantor", names=True))
    assert traces[0][0]["concept:name"] == '1 a & <b> "c"'
    (trace,) = (each for each in root if tag(each) == "trace")
    assert attributes(trace)["title"] == "]]>\N{REPLACEMENT CHARACTER} \ud7ff🙂"


def test_what_cannot_be_written_is_refused_at_once(work: Work) -> None:
    with pytest.raises(NotFound, match='Did you mean "kantor"'):
        work.app.event_log("kantr")
    with pytest.raises(NotFound, match="Expected a definition"):
        work.app.event_log("kantor", sop="lain")
    with pytest.raises(Invalid, match='one of the forms xes, csv, but it says "xlsx"'):
        work.app.event_log("kantor", "xlsx")
