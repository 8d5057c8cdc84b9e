"""A model from somebody else's tool, opened and changed here: what is theirs is still there."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree  # of files this test has written itself

import pytest
from playwright.sync_api import Page, expect

from engine.app import Application
from engine.drafting import Author
from tests.builders import office
from tests.e2e.conftest import SitDown
from tests.integration.browsing import PASSWORD, account
from tests.integration.serving import running

FOREIGN: Final = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI"
    xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
    xmlns:di="http://www.omg.org/spec/DD/20100524/DI"
    xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"
    xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:modeler="http://camunda.org/schema/modeler/1.0"
    xmlns:acme="urn:acme:arsip:2"
    id="Definitions_0a1b2c3" targetNamespace="http://bpmn.io/schema/bpmn"
    exporter="Camunda Modeler" exporterVersion="5.19.0"
    modeler:executionPlatform="Camunda Platform" modeler:executionPlatformVersion="7.20.0">
  <bpmn:process id="Process_surat" name="Surat masuk" isExecutable="true"
      camunda:historyTimeToLive="P180D" camunda:versionTag="2.1">
    <bpmn:documentation>Alur surat masuk menurut tata naskah.</bpmn:documentation>
    <bpmn:extensionElements>
      <camunda:executionListener class="id.go.contoh.Catat" event="start" />
      <acme:retensi tahun="5"><acme:dasar>Perka ANRI</acme:dasar></acme:retensi>
    </bpmn:extensionElements>
    <bpmn:startEvent id="StartEvent_1" name="Surat diterima" camunda:initiator="pencatat">
      <bpmn:outgoing>Flow_1</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="Activity_catat" name="Mencatat surat" camunda:assignee="${pencatat}"
        camunda:candidateGroups="tu,arsip" camunda:formKey="embedded:app:forms/catat.html">
      <bpmn:documentation textFormat="text/html">&lt;b&gt;Catat&lt;/b&gt;</bpmn:documentation>
      <bpmn:extensionElements>
        <camunda:formData>
          <camunda:formField id="nomor" label="Nomor agenda" type="string" defaultValue="-">
            <camunda:validation><camunda:constraint name="required" /></camunda:validation>
          </camunda:formField>
        </camunda:formData>
        <camunda:inputOutput>
          <camunda:inputParameter name="asal"><camunda:map>
            <camunda:entry key="kota">Tilamuta</camunda:entry></camunda:map>
          </camunda:inputParameter>
        </camunda:inputOutput>
        <zeebe:assignmentDefinition assignee="=pencatat" />
        <acme:warna kode="merah" />
      </bpmn:extensionElements>
      <bpmn:incoming>Flow_1</bpmn:incoming>
      <bpmn:outgoing>Flow_2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:userTask id="Activity_baca" name="Membaca surat" acme:salinan="dua">
      <bpmn:incoming>Flow_2</bpmn:incoming>
      <bpmn:outgoing>Flow_3</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="Event_selesai" name="Selesai">
      <bpmn:incoming>Flow_3</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="Flow_1" sourceRef="StartEvent_1" targetRef="Activity_catat" />
    <bpmn:sequenceFlow id="Flow_2" name="lanjut" sourceRef="Activity_catat"
        targetRef="Activity_baca">
      <bpmn:extensionElements><acme:jalur cepat="ya" /></bpmn:extensionElements>
    </bpmn:sequenceFlow>
    <bpmn:sequenceFlow id="Flow_3" sourceRef="Activity_baca" targetRef="Event_selesai" />
    <bpmn:textAnnotation id="TextAnnotation_1"><bpmn:text>Paling lambat hari yang sama</bpmn:text>
    </bpmn:textAnnotation>
    <bpmn:association id="Association_1" associationDirection="None" sourceRef="Activity_catat"
        targetRef="TextAnnotation_1" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="BPMNDiagram_1">
    <bpmndi:BPMNPlane id="BPMNPlane_1" bpmnElement="Process_surat">
      <bpmndi:BPMNShape id="StartEvent_1_di" bpmnElement="StartEvent_1">
        <dc:Bounds x="179" y="159" width="36" height="36" />
        <bpmndi:BPMNLabel><dc:Bounds x="160" y="202" width="76" height="14" /></bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Activity_catat_di" bpmnElement="Activity_catat"
          bioc:stroke="#831311" bioc:fill="#ffcdd2"
          color:background-color="#ffcdd2" color:border-color="#831311">
        <dc:Bounds x="270" y="137" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Activity_baca_di" bpmnElement="Activity_baca">
        <dc:Bounds x="430" y="137" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="Event_selesai_di" bpmnElement="Event_selesai">
        <dc:Bounds x="592" y="159" width="36" height="36" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="TextAnnotation_1_di" bpmnElement="TextAnnotation_1">
        <dc:Bounds x="330" y="60" width="160" height="40" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="Flow_1_di" bpmnElement="Flow_1">
        <di:waypoint x="215" y="177" /><di:waypoint x="270" y="177" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Flow_2_di" bpmnElement="Flow_2">
        <di:waypoint x="370" y="177" /><di:waypoint x="430" y="177" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Flow_3_di" bpmnElement="Flow_3">
        <di:waypoint x="530" y="177" /><di:waypoint x="592" y="177" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="Association_1_di" bpmnElement="Association_1">
        <di:waypoint x="340" y="137" /><di:waypoint x="360" y="100" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
"""

AUTHOR: Final = Author("staf", "staf", "kantor", frozenset({"designer"}))


@pytest.fixture
def app() -> Iterator[Application]:
    with Application.open("sqlite://") as app:
        app.register(office())
        account(app, "staf", "kantor", "staf", "designer")
        yield app


@pytest.fixture
def page(sit_down: SitDown, app: Application, tmp_path: Path) -> Iterator[Page]:
    """A designer who has just uploaded the file and sees it drawn."""
    file = tmp_path / "surat masuk (1).bpmn"
    file.write_text(FOREIGN, encoding="utf-8")
    with running(app, demo=True) as address:
        person = sit_down(address)
        person.log_in("staf", PASSWORD)
        page = person.page
        page.goto("/perancang")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        upload = page.locator("form[action='/perancang/unggah']")
        upload.locator("[name=berkas]").set_input_files(file)
        upload.locator("button").click()
        expect(page.locator("#designer")).to_have_attribute("data-ready", "true", timeout=30_000)
        yield page


def parts(text: str) -> Counter[tuple[object, ...]]:
    """Return what a file is made of: each element's tag, attributes and text, and how often."""
    return Counter(
        (each.tag, *sorted(each.attrib.items()), (each.text or "").strip())
        for each in ElementTree.fromstring(text).iter()
    )


def lost(app: Application) -> list[tuple[object, ...]]:
    """Return what was in the file and is no longer in the draft."""
    (draft,) = app.drafts(AUTHOR)
    return list((parts(FOREIGN) - parts(app.draft_source(draft["id"], AUTHOR).decode())).elements())


def test_a_step_renamed_in_the_diagram_loses_nothing_else(page: Page, app: Application) -> None:
    assert lost(app) == []
    page.evaluate(
        "() => { const m = sopanDesigner.modeler;"
        " m.get('modeling').updateLabel(m.get('elementRegistry').get('Activity_baca'), 'Telaah'); }"
    )
    expect(page.locator("#designer-status")).to_contain_text("Tersimpan", timeout=20_000)
    page.wait_for_function("() => document.querySelector('#designer-status').innerText.length > 0")
    page.get_by_role("link", name="Riwayat draf").click()
    page.wait_for_url("**/riwayat")
    (gone,) = [each for each in lost(app) if "definitions" not in str(each[0])]
    assert ("name", "Membaca surat") in gone
    assert ("{urn:acme:arsip:2}salinan", "dua") in gone
    (draft,) = app.drafts(AUTHOR)
    saved = app.draft_source(draft["id"], AUTHOR).decode()
    assert 'name="Telaah"' in saved
    assert 'acme:salinan="dua"' in saved


def test_a_cell_changed_in_the_table_loses_nothing_else(page: Page, app: Application) -> None:
    page.goto(f"{page.url.split('?')[0].rstrip('/')}/tabel")
    page.locator("[name='waktu-Activity_baca']").fill("2 jam")
    page.get_by_role("button", name="Simpan tabel").first.click()
    page.wait_for_load_state()
    (draft,) = app.drafts(AUTHOR)
    assert "PT2H" in app.draft_source(draft["id"], AUTHOR).decode()
    assert lost(app) == []
