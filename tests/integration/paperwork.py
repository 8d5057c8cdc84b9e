"""An SOP with every kind of field, an approval and a signature, for the tests of tasks."""

from typing import Final

from engine.app import Application
from tests.builders import END, START, laned, office, process

PDF: Final = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

_FORM: Final = """
<bpmn:extensionElements>
  <sop:step number="1" remarks="Pakai format terbaru"/>
  <sop:timeStandard duration="P2D"/>
  <sop:input>Renstra</sop:input><sop:input>Data kinerja</sop:input>
  <sop:output>Draf laporan</sop:output>
  <sop:form>
    <sop:field id="judul" label="Judul" required="true"/>
    <sop:field id="halaman" label="Jumlah halaman" type="number" required="true"/>
    <sop:field id="tanggal" label="Tanggal" type="date"/>
    <sop:field id="sifat" label="Sifat" type="choice">
      <sop:option value="biasa" label="Biasa"/><sop:option value="segera" label="Segera"/>
    </sop:field>
    <sop:field id="lengkap" label="Lengkap?" type="yesno"/>
    <sop:field id="naskah" label="Naskah" type="file" required="true"/>
    <sop:field id="anggaran" label="Anggaran" type="table">
      <sop:column id="uraian" label="Uraian"/>
      <sop:column id="jumlah" label="Jumlah" type="number" total="true"/>
    </sop:field>
  </sop:form>
</bpmn:extensionElements>"""

_CHECK: Final = """
<bpmn:extensionElements>
  <sop:step number="2"/><sop:timeStandard duration="PT2H"/>
  <sop:form><sop:field id="hasil" label="Hasil" type="choice" required="true">
    <sop:option value="ya" label="Benar, diteruskan"/><sop:option value="tidak" label="Belum"/>
  </sop:field></sop:form>
</bpmn:extensionElements>"""

_SIGN: Final = """
<bpmn:extensionElements>
  <sop:step number="3"/><sop:timeStandard duration="PT10M"/>
</bpmn:extensionElements>"""


def _task(id: str, name: str, inner: str) -> str:
    return f'<bpmn:userTask id="{id}" name="{name}">{inner}</bpmn:userTask>'


MODEL: Final = process(
    laned({"Staf": ["susun"], "Kasubag": ["periksa"], "Kepala Dinas": ["tanda"]})
    + START
    + _task("susun", "Menyusun draf laporan", _FORM)
    + _task("periksa", "Memeriksa draf laporan", _CHECK)
    + _task("tanda", "Menandatangani laporan", _SIGN)
    + '<bpmn:exclusiveGateway id="benar" default="f_benar_tanda"/>'
    + END,
    "mulai > susun > periksa > benar > tanda > selesai; benar > susun [hasil == 'tidak']",
    key="laporan",
)

ANSWERS: Final = {"judul": "LAKIP", "halaman": "40"}


def deploy(app: Application) -> None:
    """Register the office and put the SOP in force there."""
    app.register(office())
    app.deploy(MODEL, file="laporan.bpmn", agency="kantor")


def begin(app: Application, title: str = "LAKIP 2026") -> str:
    """Start it and return its first work item."""
    return str(app.start("kantor/laporan", title=title, by="kasubag")["next"][0]["id"])


def draw_up(app: Application, item: str) -> str:
    """Do the first step and return the work item that follows."""
    file = app.attach(item, "naskah.pdf", PDF, "staf", "naskah")
    done = app.complete_form(item, {**ANSWERS, "naskah": file["id"]}, "staf")
    return str(done["next"][0]["id"])
