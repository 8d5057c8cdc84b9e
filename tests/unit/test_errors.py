"""Refusals, findings and the words they speak."""

import pytest

from engine.core import findings, messages
from engine.core.errors import (
    Conflict,
    Invalid,
    NotFound,
    NotPermitted,
    Refusal,
    Unavailable,
    require_reason,
    unknown,
)
from engine.core.findings import Finding
from engine.core.model import Stuck


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(NotFound, 404), (NotPermitted, 403), (Conflict, 409), (Invalid, 422), (Unavailable, 503)],
)
def test_every_refusal_has_its_status(refusal: type[Refusal], status: int) -> None:
    assert refusal.status == status


def test_a_refusal_speaks_both_languages() -> None:
    refused = NotFound("unknown", kind="officer", name="siti")
    assert str(refused) == (
        'Expected an officer named "siti", but there is none. Choose from the list.'
    )
    assert refused.text("id") == (
        'Seharusnya ada pejabat bernama "siti", tetapi tidak ditemukan. Pilih dari daftarnya.'
    )


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    refused = unknown("agency", "boalmo", ["banggai", "boalemo"])
    assert refused.text("en") == (
        'Expected an agency named "boalmo", but there is none. Did you mean "boalemo"?'
    )
    assert refused.text("id") == (
        'Seharusnya ada instansi bernama "boalmo", tetapi tidak ditemukan. '
        'Barangkali maksudnya "boalemo"?'
    )


def test_a_name_like_no_other_is_answered_with_the_way_to_the_list() -> None:
    assert unknown("work item", "x", ["0192"]).text("en") == (
        'Expected a work item named "x", but there is none. Choose from the list.'
    )


def test_several_roles_are_each_called_by_their_name() -> None:
    refused = NotPermitted("permit.role", login="staf", roles=("designer", "auditor"))
    assert refused.text("id") == (
        "Seharusnya ini dilakukan oleh akun dengan peran Perancang SOP, Pemeriksa, tetapi staf "
        "tidak memilikinya. Minta peran itu kepada pengelola."
    )


def test_a_refusal_carries_the_findings_of_a_checker() -> None:
    finding = Finding("error", "form.required", "hasil", facts={"label": "Hasil"})
    assert Invalid("form.several", findings=[finding], count=1).findings == (finding,)
    assert Invalid("form.too_big").findings == ()


def test_a_code_without_words_and_a_missing_fact_are_our_errors() -> None:
    with pytest.raises(KeyError, match="no_such_code"):
        messages.say("no_such_code", "id", {})
    with pytest.raises(KeyError, match="label"):
        messages.say("form.required", "id", {})


def test_only_known_kinds_are_translated() -> None:
    facts = {"kind": "barang", "name": "x"}
    assert messages.say("unknown", "id", facts).startswith('Seharusnya ada barang bernama "x"')


def test_braces_in_a_fact_are_left_alone() -> None:
    assert '"{name}"' in messages.say("form.required", "en", {"label": "{name}"})


def test_a_finding_says_where_and_what() -> None:
    finding = Finding("warning", "calendar.never_open", "Ramadan", line=7)
    assert finding.as_json("id") == {
        "severity": "warning",
        "code": "calendar.never_open",
        "element": "Ramadan",
        "line": 7,
        "message": 'Seharusnya ada jam kerja dalam minggu "Ramadan", tetapi semua hari tutup. '
        "Isi jam buka sedikitnya satu hari.",
    }


def test_the_errors_among_findings_are_told_apart() -> None:
    error = Finding("error", "calendar.never_open", "a")
    doubt = Finding("warning", "calendar.never_open", "b")
    assert findings.errors((doubt, error)) == (error,)


def test_stuck_keeps_what_the_incident_will_say() -> None:
    stuck = Stuck("timestandard.no_unit", "langkah_3", text="120")
    assert (stuck.code, stuck.node, stuck.facts) == (
        "timestandard.no_unit",
        "langkah_3",
        {"text": "120"},
    )
    assert str(stuck) == "timestandard.no_unit at langkah_3: {'text': '120'}"


def test_an_sop_of_the_same_name_elsewhere_is_nearest() -> None:
    known = ["banggai/sakip", "boalemo/lakip", "uji/lacip"]
    assert str(unknown("definition", "uji/lakip", known)) == (
        'Expected a definition named "uji/lakip", but there is none. Did you mean "boalemo/lakip"?'
    )


@pytest.mark.parametrize("reason", ["", " \t\n"])
def test_an_act_that_is_to_be_explained_needs_words(reason: str) -> None:
    require_reason(" sakit ")
    with pytest.raises(Invalid) as refused:
        require_reason(reason)
    assert refused.value.code == "reason.missing"
