"""Our extension elements: read, written, and what is found odd in them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine.bpmn import extensions
from engine.bpmn.extension_elements import ELEMENTS, SOP, VALUES
from engine.bpmn.extension_findings import PATTERNS, findings
from engine.bpmn.reader import BPMN
from engine.core.findings import Finding
from engine.core.soptable import (
    Column,
    Field,
    Identity,
    Link,
    Option,
    Step,
    TimeStandard,
)


def process(inside: str) -> etree._Element:
    return etree.fromstring(
        f'<definitions xmlns="{BPMN}" xmlns:sop="{SOP}"><process id="lakip">{inside}</process>'
        "</definitions>"
    )[0]


def task(inside: str) -> etree._Element:
    return process(
        f'<userTask id="t5">\n<extensionElements>{inside}</extensionElements></userTask>'
    )[0]


def messages(element: etree._Element) -> list[str]:
    return [finding.text("en") for finding in findings(element)]


# Reading


def test_the_row_of_a_table_is_read() -> None:
    element = task(
        """
        <sop:step number="5" remarks="Ket." assumption="lane inferred"/>
        <sop:timeStandard duration="P4D" calendar="kalender"/>
        <sop:input> Format Penyusunan LAKIP </sop:input><sop:input/>
        <sop:output>Draft LAKIP</sop:output>
        <sop:link kind="call" sop="SOP Perjanjian Kinerja"/>
        <sop:form>
          <sop:field id="hasil" label="Hasil" type="choice" required="true">
            <sop:option value="ya" label="Benar"/><sop:option value="tidak" label="Salah"/>
          </sop:field>
          <sop:field id="catatan" label="Catatan"/>
        </sop:form>"""
    )
    assert extensions.read_step(element) == Step(
        number="5",
        remarks="Ket.",
        assumption="lane inferred",
        time_standard=TimeStandard("P4D", "kalender"),
        inputs=("Format Penyusunan LAKIP",),
        outputs=("Draft LAKIP",),
        links=(Link("call", "SOP Perjanjian Kinerja"),),
        form=(
            Field(
                "hasil", "Hasil", "choice", True, (Option("ya", "Benar"), Option("tidak", "Salah"))
            ),
            Field("catatan", "Catatan"),
        ),
    )
    assert findings(element) == []


def test_what_stands_above_a_table_is_read() -> None:
    element = process(
        """<extensionElements>
        <sop:identity number="1" agency="A" createdOn="2024-01-01" revisedOn="2025-01-01"
          effectiveOn="2026-01-01" approvedBy="Kepala Dinas"/>
        <sop:legalBasis>UU 25/2009</sop:legalBasis>
        <sop:legalBasis> Perpres 29/2014 </sop:legalBasis>
        <sop:qualification>S1</sop:qualification><sop:relatedSop>SOP PK</sop:relatedSop>
        <sop:equipment>Komputer</sop:equipment><sop:warning>Terlambat</sop:warning>
        <sop:record>Arsip</sop:record>
        <sop:timeStandard duration="P2W"/></extensionElements>"""
    )
    assert extensions.read_identity(element) == Identity(
        number="1",
        agency="A",
        created_on="2024-01-01",
        revised_on="2025-01-01",
        effective_on="2026-01-01",
        approved_by="Kepala Dinas",
        legal_basis=("UU 25/2009", "Perpres 29/2014"),
        qualification=("S1",),
        related_sop=("SOP PK",),
        equipment=("Komputer",),
        warning=("Terlambat",),
        record=("Arsip",),
    )
    assert extensions.read_time_standard(element) == TimeStandard("P2W")


def test_what_is_not_there_is_the_default() -> None:
    bare = process("<userTask id='a'/>")
    assert extensions.read_step(bare[0]) == Step()
    assert extensions.read_identity(bare) == Identity()
    assert extensions.read_ladders(bare) == ()
    assert extensions.read_legal_dates(bare) == ()
    assert extensions.read_collection(bare) is None


def test_a_collection_is_read() -> None:
    loop = process(
        "<userTask id='a'><multiInstanceLoopCharacteristics><extensionElements>"
        "<sop:collection expression='agency.units' item='unit'/>"
        "</extensionElements></multiInstanceLoopCharacteristics></userTask>"
    )[0][0]
    assert extensions.read_collection(loop) == ("agency.units", "unit")
    assert findings(loop) == []


def test_only_the_extensions_of_the_element_itself_are_read() -> None:
    outer = process(
        "<subProcess id='s'><userTask id='t'><extensionElements><sop:step number='1'/>"
        "</extensionElements></userTask></subProcess>"
    )[0]
    assert extensions.read_step(outer) == Step()


# What is written is what is read

letters = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="￾￿"
)
attribute = st.text(letters, max_size=12)
entry = attribute.map(str.strip).filter(bool)
entries = st.lists(entry, max_size=3).map(tuple)
standards = st.builds(
    TimeStandard,
    st.sampled_from(["PT10M", "PT2H", "P4D", "P1W", "P1DT2H30M"]),
    st.sampled_from(["kerja", "kalender"]),
)
fields = st.builds(
    Field,
    id=attribute,
    label=attribute,
    type=st.sampled_from(VALUES["field", "type"]),
    required=st.booleans(),
    options=st.lists(st.builds(Option, attribute, attribute), max_size=3).map(tuple),
    columns=st.lists(
        st.builds(
            Column, attribute, attribute, st.sampled_from(VALUES["column", "type"]), st.booleans()
        ),
        max_size=3,
    ).map(tuple),
)
steps = st.builds(
    Step,
    number=attribute,
    remarks=attribute,
    assumption=attribute,
    time_standard=st.none() | standards,
    inputs=entries,
    outputs=entries,
    links=st.lists(
        st.builds(Link, st.sampled_from(VALUES["link", "kind"]), attribute), max_size=3
    ).map(tuple),
    form=st.lists(fields, max_size=3).map(tuple),
)

FOREIGN = '<other:note xmlns:other="urn:other">x</other:note>'


def reread(element: etree._Element) -> etree._Element:
    return etree.fromstring(etree.tostring(element.getroottree()))[0]


@given(steps, steps)
def test_a_step_written_is_the_step_read(before: Step, step: Step) -> None:
    element = task(FOREIGN)
    extensions.write_step(element, before)
    extensions.write_step(element, step)
    again = reread(element)[0]
    assert extensions.read_step(again) == step
    assert again.find(".//{urn:other}note") is not None


def test_extension_elements_stand_after_the_documentation() -> None:
    element = process("<userTask id='t'><documentation>d</documentation><incoming/></userTask>")[0]
    extensions.write_step(element, Step("1"))
    assert [etree.QName(child).localname for child in element] == [
        "documentation",
        "extensionElements",
        "incoming",
    ]


def test_what_says_nothing_leaves_nothing_behind() -> None:
    element = task("<sop:step number='1'/>")
    extensions.write_step(element, Step())
    assert len(element) == 0


def test_writing_what_was_read_changes_nothing_else() -> None:
    element = task(f"{FOREIGN}<sop:step number='1'/><sop:escalation clock='claim'/>")
    extensions.write_step(element, replace(extensions.read_step(element), number="2"))
    assert extensions.read_step(element).number == "2"
    assert [ladder.clock for ladder in extensions.read_ladders(element)] == ["claim"]


# Findings


def test_a_misspelled_name_is_answered_with_the_nearest() -> None:
    assert messages(task("<sop:timeStandart duration='P1D'/>")) == [
        'Expected a known sop: element on "t5", but there is no sop:timeStandart. '
        "Did you mean sop:timeStandard? Until corrected it is ignored."
    ]
    assert messages(task("<sop:step numbr='1'/>")) == [
        'Expected step on "t5" to have known attributes only, but it has numbr. '
        "Did you mean number? Until corrected it is ignored."
    ]


def test_a_finding_names_its_element_and_line() -> None:
    element = task("\n<sop:timeStandard duration='4 hari'/>")
    assert findings(element) == [
        Finding("error", "extension.duration", "t5", 3, {"value": "4 hari"})
    ]
    assert messages(element) == [
        'Expected the time on "t5" to be an ISO 8601 duration, but it is "4 hari". '
        "Write for example PT10M, PT2H, P4D or P1W."
    ]


@pytest.mark.parametrize("text", ["P", "PT", "P1", "4D", "P0D", "PT0M", "P1M", "P-1D", "P1DT", "٤"])
def test_a_bad_duration_is_an_error(text: str) -> None:
    element = task(f"<sop:timeStandard duration='{text}'/>")
    assert [finding.code for finding in findings(element)] == ["extension.duration"]


@pytest.mark.parametrize("text", ["PT10M", "PT2H30M", "P4D", "P1W", "P1WT1H", "P1DT2H"])
def test_a_duration_is_accepted(text: str) -> None:
    assert findings(task(f"<sop:timeStandard duration='{text}'/>")) == []


@pytest.mark.parametrize(
    ("inside", "severity", "code"),
    [
        ("<sop:zzzz/>", "warning", "extension.unknown_element"),
        ("<sop:step zzzz='1'/>", "warning", "extension.unknown_attribute"),
        ("<sop:field id='a' label='A'/>", "warning", "extension.misplaced"),
        ("<sop:identity number='1'/>", "warning", "extension.misplaced"),
        ("<sop:step number='1'/><sop:step number='2'/>", "warning", "extension.repeated"),
        ("<sop:timeStandard/>", "error", "extension.required"),
        ("<sop:link kind='start' sop='A'/>", "error", "extension.value"),
        ("<sop:link kind='call' sop=' '/>", "error", "extension.required"),
        ("<sop:timeStandard duration='P1D' calendar='kantor'/>", "error", "extension.value"),
        ("<sop:form><sop:field id='a b' label='A'/></sop:form>", "error", "extension.value"),
        ("<sop:form><sop:field id='_a' label='A'/></sop:form>", "error", "extension.value"),
        (
            "<sop:form><sop:field id='mod' label='A'/></sop:form>",
            "error",
            "extension.reserved_field",
        ),
        (
            "<sop:form><sop:field id='a' label='A' type='teks'/></sop:form>",
            "error",
            "extension.value",
        ),
        (
            "<sop:form><sop:field id='a' label='A'/><sop:field id='a' label='B'/></sop:form>",
            "error",
            "extension.duplicate_field",
        ),
        (
            "<sop:form><sop:field id='a' label='A' type='choice'/></sop:form>",
            "error",
            "extension.no_options",
        ),
        (
            "<sop:form><sop:field id='a' label='A' type='choice'><sop:option value='1' label='1'/>"
            "<sop:option value='1' label='2'/></sop:field></sop:form>",
            "error",
            "extension.duplicate_option",
        ),
    ],
)
def test_what_is_odd_is_found(inside: str, severity: str, code: str) -> None:
    assert [(each.severity, each.code) for each in findings(task(inside))] == [(severity, code)]


def test_our_attributes_on_foreign_elements_are_unknown() -> None:
    element = process("<userTask id='a' sop:duration='P1D'/>")
    assert messages(element) == [
        'Expected userTask on "a" to have known attributes only, but it has duration. '
        "Delete it; until then it is ignored."
    ]


def test_every_finding_has_words_in_both_languages() -> None:
    element = task(
        "<sop:zz/><sop:stepp/><sop:step zz='' numbr=''/><sop:step/><sop:option/><sop:form>"
        "<sop:field id='a' label='a' type='choice'/><sop:field id='a' label='a' type='x'>"
        "<sop:option value='a' label='a'/><sop:option value='a' label='a'/></sop:field></sop:form>"
        "<sop:timeStandard duration='x'/>"
    )
    codes = {finding.code for finding in findings(element)}
    assert len(codes) == 12
    for finding in findings(element):
        assert finding.text("id").startswith("Seharusnya ")
        assert finding.text("en").startswith("Expected ")


def test_the_table_of_elements_is_consistent() -> None:
    for name, element in ELEMENTS.items():
        assert element.meaning
        assert element.parent in {"", *ELEMENTS}
        assert set(element.required) <= set(element.attributes), name
    for owner, attribute_ in (*VALUES, *PATTERNS):
        assert attribute_ in ELEMENTS[owner].attributes
