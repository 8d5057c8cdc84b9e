"""What the tests of the command line share: types, models, where the shipped SOPs are."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.builders import END, START, process, user

ROOT = Path(__file__).resolve().parents[3]
SOPS = str(ROOT / "processes")
BOALEMO = str(ROOT / "processes" / "boalemo")

Sopan = Callable[..., Any]
Begin = Callable[[bytes], str]

LINE = process(START + user("a") + user("b") + END, "mulai > a > b > selesai")
STUCK = process(
    START + user("a") + '<bpmn:exclusiveGateway id="pilih"/>' + user("b") + END,
    "mulai > a > pilih > b [jumlah > 1]; b > selesai",
)
WAITS = process(
    START + '<bpmn:intermediateCatchEvent id="tunggu"><bpmn:messageEventDefinition messageRef="m"/>'
    "</bpmn:intermediateCatchEvent>" + user("a") + END,
    "mulai > tunggu > a > selesai",
    outside='<bpmn:message id="m" name="data_masuk"/>',
)
