"""Answers to a form: what is accepted, what is said of the rest, and that all is said at once."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.errors import Invalid
from engine.core.forms import DEPTH_LIMIT, SIZE_LIMIT, TEXT_LIMIT, check, is_variable, totals
from engine.core.soptable import Column, Field, FieldType, Option

RESULT = Field("hasil", "Hasil", "choice", True, (Option("ya", "Benar"), Option("tidak", "Salah")))


def answer(kind: FieldType, value: object) -> object:
    return check((Field("isi", "Isian", kind),), {"isi": value})["isi"]


def refusal(form: tuple[Field, ...], values: dict[str, Any]) -> Invalid:
    with pytest.raises(Invalid) as refused:
        check(form, values)
    return refused.value


@pytest.mark.parametrize(
    ("kind", "value", "cleaned"),
    [
        ("text", " Draf LAKIP ", "Draf LAKIP"),
        ("text", 2026, "2026"),
        ("number", "1.250,5", 1250.5),
        ("number", "80", 80),
        ("number", 80.5, 80.5),
        ("date", "31/03/2026", "2026-03-31"),
        ("date", "2026-03-31", "2026-03-31"),
        ("yesno", "Ya", True),
        ("yesno", "tidak", False),
        ("yesno", True, True),
        ("yesno", 0, False),
        ("file", "dokumen/17", "dokumen/17"),
        ("table", [{"uraian": "ATK"}], [{"uraian": "ATK"}]),
        ("table", '[{"uraian": "ATK"}]', [{"uraian": "ATK"}]),
        ("text", "", None),
        ("number", "  ", None),
        ("table", [], None),
        ("date", None, None),
    ],
)
def test_answers_are_read_by_the_type_of_their_field(
    kind: FieldType, value: object, cleaned: object
) -> None:
    read = answer(kind, value)
    assert read == cleaned
    assert type(read) is type(cleaned)


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("text", True, "form.text"),
        ("text", ["a"], "form.text"),
        ("text", "half a character \ud83d", "form.text"),
        ("text", "x" * (TEXT_LIMIT + 1), "form.too_long"),
        ("number", "delapan puluh", "form.number"),
        ("number", True, "form.number"),
        ("number", float("nan"), "form.number"),
        ("number", 2**63, "form.number"),
        ("number", [1], "form.number"),
        ("date", "31-02-2026", "form.date"),
        ("date", 20260331, "form.date"),
        ("yesno", "barangkali", "form.yesno"),
        ("file", {"id": 17}, "form.text"),
        ("table", "uraian", "form.table"),
        ("table", "[" * 100_000, "form.table"),
        ("table", '["ATK"]', "form.table"),
        ("table", {"uraian": "ATK"}, "form.table"),
        ("table", [{"jumlah": float("inf")}], "form.json"),
    ],
)
def test_an_answer_of_another_kind_is_refused(kind: FieldType, value: object, code: str) -> None:
    refused = refusal((Field("isi", "Isian", kind),), {"isi": value})
    assert (refused.code, [f.element for f in refused.findings]) == (code, ["isi"])
    assert '"Isian"' in refused.text("id")


def test_a_choice_is_one_of_its_options() -> None:
    assert check((RESULT,), {"hasil": "ya"}) == {"hasil": "ya"}


@pytest.mark.parametrize("given", ["Ya", "BENAR", "yaa"])
def test_the_nearest_option_is_offered_and_not_taken(given: str) -> None:
    assert refusal((RESULT,), {"hasil": given}).text("id") == (
        f'Seharusnya "Hasil" salah satu dari ya, tidak, tetapi tertulis "{given}". '
        'Barangkali maksudnya "ya"?'
    )


def test_without_a_near_option_all_are_named() -> None:
    assert str(refusal((RESULT,), {"hasil": "mungkin"})) == (
        'Expected to find one of ya, tidak for "Hasil", but it says "mungkin". Choose one of them.'
    )


@pytest.mark.parametrize("values", [{}, {"hasil": None}, {"hasil": " "}])
def test_a_required_answer_is_missed(values: dict[str, Any]) -> None:
    assert refusal((RESULT,), values).text("id") == (
        'Seharusnya "Hasil" diisi, tetapi masih kosong. Isi lalu kirim kembali.'
    )


def test_an_optional_answer_may_stay_away() -> None:
    assert check((Field("catatan", "Catatan"),), {}) == {}


def test_a_field_without_a_label_is_called_by_its_name() -> None:
    assert '"skor"' in str(refusal((Field("skor", "", "number"),), {"skor": "x"}))


def test_all_problems_are_told_at_once() -> None:
    form = (RESULT, Field("skor", "Skor", "number"))
    refused = refusal(form, {"skor": "x", "agency": 1, "isi": {1, 2}})
    assert str(refused) == (
        "Expected to accept every answer, but 4 of them need correcting. "
        "Correct them one by one and send them again."
    )
    assert [(f.element, f.code) for f in refused.findings] == [
        ("hasil", "form.required"),
        ("skor", "form.number"),
        ("agency", "form.name"),
        ("isi", "form.json"),
    ]
    assert refused.findings[1].text("en") == (
        'Expected to find a number for "Skor", but it says "x". '
        "Write, for example, 1250.5 or 1.250,5."
    )


def test_variables_beside_the_form_are_kept_as_they_are() -> None:
    values = {"typename": {"nama": "Bagas é", "nilai": [1, 2.5, None, True]}, "kosong": ""}
    assert check((), values) == values


@pytest.mark.parametrize(
    "name", ["_isi", "1isi", "dua kata", "", "agency", "now", "today", "loopCounter", "if", "true"]
)
def test_names_with_another_meaning_are_refused(name: str) -> None:
    assert not is_variable(name)
    assert refusal((), {name: 1}).code == "form.name"


@pytest.mark.parametrize("name", ["hasil", "skor_2", "Tanggal", "typename"])
def test_ordinary_names_are_variables(name: str) -> None:
    assert is_variable(name)


@pytest.mark.parametrize(
    "value", [{1: "a"}, {"a": {1, 2}}, [b"a"], float("-inf"), 2**64, "\udc00", {"\ud800": 1}]
)
def test_what_json_cannot_say_is_refused(value: object) -> None:
    assert refusal((), {"isi": value}).code == "form.json"


def test_values_are_nested_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> object:
        return [nested(depth - 1)] if depth else 1

    assert check((), {"isi": nested(DEPTH_LIMIT)})
    assert refusal((), {"isi": nested(DEPTH_LIMIT + 1)}).code == "form.json"
    assert refusal((), {"isi": {"a": nested(DEPTH_LIMIT)}}).code == "form.json"


def test_a_megabyte_is_taken_and_more_is_not() -> None:
    assert check((), {"isi": "é" * (2**20 // 2)})
    assert str(refusal((), {"isi": "é" * (SIZE_LIMIT // 2)})) == (
        "Expected to receive answers of 1 MB at most, but they are larger. "
        "Attach what is large as a file."
    )


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(scalars, lambda v: st.lists(v) | st.dictionaries(st.text(), v), max_leaves=9)


@given(st.dictionaries(st.sampled_from(["a", "b", "typename"]), values))
def test_every_json_value_is_kept(given: dict[str, object]) -> None:
    assert json.loads(json.dumps(check((), given)).encode()) == given


def test_a_name_that_is_no_text_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        check((), {3: 1})  # type: ignore[dict-item]  # what a Python program may send
    assert caught.value.code == "form.name"


ANGGARAN = Field(
    "anggaran",
    "Anggaran",
    "table",
    columns=(
        Column("uraian", "Uraian"),
        Column("jumlah", "Jumlah", "number", total=True),
        Column("tanggal", "", "date"),
    ),
)


def test_the_rows_of_a_table_are_read_by_their_columns() -> None:
    rows = [{"uraian": " ATK ", "jumlah": "1.250,5"}, {"uraian": "", "jumlah": None}]
    assert check((ANGGARAN,), {"anggaran": rows}) == {
        "anggaran": [{"uraian": "ATK", "jumlah": 1250.5, "tanggal": None}]
    }


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            [{"jumlah": "banyak"}],
            'Seharusnya "Anggaran (1): Jumlah" berupa angka, tetapi tertulis "banyak".',
        ),
        ([{"jumlah": "1"}, {"tanggal": "besok"}], '"Anggaran (2): tanggal"'),
        ([{"lain": "1"}], 'baris 1 pada "Anggaran" hanya berisi kolom yang ditanyakan'),
    ],
)
def test_a_wrong_cell_is_named_with_its_row(rows: object, text: str) -> None:
    with pytest.raises(Invalid) as refused:
        check((ANGGARAN,), {"anggaran": rows})
    assert text in refused.value.text("id")


def test_a_required_table_wants_a_row_with_something_in_it() -> None:
    with pytest.raises(Invalid) as refused:
        check((replace(ANGGARAN, required=True),), {"anggaran": [{"uraian": " "}]})
    assert refused.value.code == "form.required"


def test_totals_add_up_what_is_a_number() -> None:
    rows = [{"jumlah": 1.5}, {"jumlah": "1.000"}, {"jumlah": "?"}, {"jumlah": True}, {}]
    assert totals(ANGGARAN, rows) == {"jumlah": 1001.5}
    assert totals(ANGGARAN, None) == {"jumlah": 0}
