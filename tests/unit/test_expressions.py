"""The expression language means what authors of every dialect meant; its page says the same."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bpmn.expression_functions import ALIASES, FUNCTIONS, METHODS, SPECIAL
from engine.bpmn.expression_tokens import RESERVED
from engine.bpmn.expressions import ExpressionError, compile_expression, compile_script
from engine.core import messages

SCOPE: dict[str, Any] = {
    "hasil": "ya",
    "skor": 85,
    "setuju": True,
    "ditolak": False,
    "kosong": None,
    "unit": ["Sekretariat", "Bidang A"],
    "surat": {"nomor": "001", "asal": {"kota": "Tilamuta"}, "in": 7},
    "mulai": "2026-03-02",
    "sekarang": "2026-03-02T10:15:00+08:00",
}


def value(source: str) -> Any:
    return compile_expression(source).evaluate(SCOPE)


def error(source: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        value(source)
    return caught.value


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # comparisons
        ('hasil == "ya" and skor >= 80', True),
        ("hasil = 'ya'", True),
        ("hasil === 'ya'", True),
        ("hasil <> 'ya'", False),
        ("hasil !== 'tidak'", True),
        ("0 < skor <= 85", True),
        ("0 < skor < 85", False),
        ("skor between 80 and 85 and setuju", True),
        ("skor in [80..85]", True),
        ("skor in [80..85)", False),
        ("skor in (85..90]", False),
        ("skor in ]85..90[", False),
        ("skor not in [1..5]", True),
        ("'Bidang A' in unit", True),
        ("'nomor' in surat", True),
        ("'tika' in 'ketik'", False),
        ("hasil in ('ya', 'tidak')", True),
        ("hasil not in ['ya',]", False),
        ("skor in [80, 85] + [90]", True),
        ("kosong is null", True),
        ("kosong is not None", False),
        ("kosong == skor", False),
        ("hasil == skor", False),
        ("1 == 1.0", True),
        ("1 == true", True),
        ("[1, {'a': [2]}] == [1, {a: [2]}]", True),
        ("[1, [2]] == [1, [3]]", False),
        ("[1] == [1, 2]", False),
        ("{a: 1} == {b: 1}", False),
        ("{a: 1} != {a: [1]}", True),
        ("[] == {}", False),
        ("'2026-02-28' < mulai", True),
        ("sekarang > '2026-03-02T09:00:00+07:00'", True),
        ("'2026-03-02T02:15:00Z' >= sekarang", True),
        ("sekarang > mulai", True),
        ("sekarang < '2026-99-02T10:15:00+08:00'", True),
        # words of JUEL
        ("${skor ge 80 and hasil eq 'ya'}", True),
        ("${skor lt 80 || !ditolak}", True),
        ("#{empty kosong && not empty unit}", True),
        ("${skor ne 85 or skor gt 100 or skor le 1}", False),
        ("${7 div 2}", 3.5),
        ("${7 mod 4}", 3),
        ("${setuju ? 'a' : 'b'}", "a"),
        ("${ditolak ? 'a' : kosong == null ? 'b' : 'c'}", "b"),
        ("${hasil.equals('ya')}", True),
        ("${surat.isEmpty()}", False),
        ("${hasil.toUpperCase().startsWith('Y')}", True),
        ("${unit.size() == 2}", True),
        # words of FEEL
        ("= hasil = 'ya'", True),
        ("=if skor > 90 then 'A' else if skor > 80 then 'B' else 'C'", "B"),
        ("=not(ditolak)", True),
        ("=string length(hasil) + count(unit)", 4),
        ("=list  contains(unit, 'Bidang A')", True),
        ("=upper case(hasil)", "YA"),
        ("=starts with(hasil, 'y') and ends with(hasil, 'a')", True),
        ("=is defined(surat.nomor)", True),
        ("=get or else(tidak_ada, 3)", 3),
        ("=get or else(kosong, 3)", 3),
        ("=get or else(skor, 3)", 85),
        ("=date and time('2026-03-02T10:00')", "2026-03-02T10:00:00"),
        # words of Python
        ("'a' if ditolak else 'b'", "b"),
        ("True and not False", True),
        ("not hasil == 'ya'", False),
        ("!(hasil == 'ya')", False),
        ("hasil.lower().strip().endswith('a')", True),
        # precedence and arithmetic
        ("1 + 2 * 3 - 4 / 2", 5.0),
        ("(1 + 2) * 3", 9),
        ("7 // 2 * 2 + 7 % 2", 7),
        ("-skor + +1", -84),
        ("2 - -2", 4),
        ("-7 // 2", -4),
        ("setuju or ditolak and ditolak", True),
        ("ditolak and (1 / 0 > 1)", False),
        ("setuju or 1 / 0 > 1", True),
        ("kosong or setuju", True),
        ("kosong and setuju", False),
        ("not kosong", True),
        # data
        ("surat.asal.kota", "Tilamuta"),
        ("surat['asal'].kota[0]", "T"),
        ("unit[-1]", "Bidang A"),
        ("surat.in", 7),
        ("{a: 1, 'b c': [1, 2,],}", {"a": 1, "b c": [1, 2]}),
        ("[]", []),
        ("(1,)", [1]),
        ("'a\\n\\'\\\\\\u0041'", "a\n'\\A"),
        ('"tab\\t/"', "tab\t/"),
        ("'a' + 'b'", "ab"),
        ("1.5e2", 150.0),
        ("hasil # komentar", "ya"),
        ("\n  hasil\n == 'ya'\n", True),
    ],
)
def test_an_expression_means_what_its_author_meant(source: str, expected: object) -> None:
    result = value(source)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("len('abc')", 3),
        ("len(unit)", 2),
        ("len(surat)", 3),
        ("lower('ABC')", "abc"),
        ("upper('abc')", "ABC"),
        ("trim('  a ')", "a"),
        ("startswith('abc', 'ab')", True),
        ("endswith('abc', 'ab')", False),
        ("contains('abc', 'b')", True),
        ("contains(unit, 'X')", False),
        ("str(1.5)", "1.5"),
        ("str(true)", "true"),
        ("str(null)", "null"),
        ("str('a')", "a"),
        ("int('7.9')", 7),
        ("int(-7.9)", -7),
        ("int(true)", 1),
        ("number('12')", 12),
        ("number(' -1.5e2 ')", -150.0),
        ("float('2')", 2),
        ("bool('Ya')", True),
        ("bool('false')", False),
        ("bool(null)", False),
        ("abs(-3)", 3),
        ("round(2.5)", 3),
        ("round(-2.5)", -3),
        ("round(2.675, 2)", 2.68),
        ("round(7, 2)", 7),
        ("round(1e300)", 1e300),
        ("floor(-1.5)", -2),
        ("ceil(1.2)", 2),
        ("min([3, 1, 2])", 1),
        ("max('a', 'b')", "b"),
        ("sum([1, 2.5])", 3.5),
        ("sum(1, 2)", 3),
        ("sum([])", 0),
        ("mean(1, 2)", 1.5),
        ("keys(surat)", ["nomor", "asal", "in"]),
        ("values({a: 1})", [1]),
        ("date('2026-03-02T10:15:00+08:00')", "2026-03-02"),
        ("datetime('2026-03-02')", "2026-03-02T00:00:00"),
        ("add_days(mulai, 30)", "2026-04-01"),
        ("add_days(mulai, -2)", "2026-02-28"),
        ("days_between('2026-01-01', mulai)", 60),
        ("defined(tidak_ada)", False),
        ("defined(surat.tidak_ada)", False),
        ("defined(kosong.apa)", False),
        ("defined(kosong)", True),
    ],
)
def test_a_function(source: str, expected: object) -> None:
    result = value(source)
    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.parametrize(
    "source",
    [
        "len(1)",
        "lower(1)",
        "str([])",
        "int('1.250,5')",
        "number('1_000')",
        "number('nan')",
        "number('٣')",
        "number([])",
        "bool('mungkin')",
        "abs('1')",
        "round(1.5, -1)",
        "round(1.5, 99)",
        "min([])",
        "min(1, 'a')",
        "min(true)",
        "sum(['a'])",
        "mean([])",
        "keys([])",
        "date('2 Maret 2026')",
        "datetime('kemarin')",
        "add_days(mulai, 1.5)",
        "add_days(mulai, 9999999)",
        "defined(1 / 0) or date(1)",
    ],
)
def test_a_function_refuses_what_does_not_fit(source: str) -> None:
    assert error(source).code in {"expression.argument", "expression.division"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "expression.nothing"),
        (" \n # x", "expression.nothing"),
        ("a" * 4001, "expression.too_long"),
        ("(" * 50 + "1" + ")" * 50, "expression.too_deep"),
        ("1 +", "expression.unfinished"),
        ("(1", "expression.unfinished"),
        ("f(1", "expression.function"),
        ("len(1", "expression.unfinished"),
        ("[1)", "expression.expected"),
        ("if a then b", "expression.unfinished"),
        ("a ? b ; c", "expression.expected"),
        ("a in [1..2", "expression.unfinished"),
        ("a in [1..2 , 3]", "expression.expected"),
        ("* 2", "expression.value_expected"),
        ("()", "expression.value_expected"),
        ("a . 5", "expression.value_expected"),
        ("nama lengkap == 1", "expression.leftover"),
        ("1 2", "expression.leftover"),
        ("a not b", "expression.leftover"),
        ("a @ b", "expression.character"),
        ("a \x00", "expression.character"),
        ("“ya”", "expression.quotes"),
        ("'ya", "expression.string"),
        ("'y\na'", "expression.string"),
        ("'\\d'", "expression.escape"),
        ("'\\ud800'", "expression.escape"),
        ("12abc", "expression.number"),
        ("0x1F", "expression.number"),
        ("1e999", "expression.too_big"),
        ("9" * 100, "expression.too_big"),
        ("[x for x in unit]", "expression.word"),
        ("some x in unit satisfies x", "expression.word"),
        ("2 ** 3", "expression.operator"),
        ("a += 1", "expression.operator"),
        ("a & b", "expression.operator"),
        ("${hasil} == 'ya'", "expression.wrapper"),
        ("${a} and ${b}", "expression.wrapper"),
        ("SOP ${a}", "expression.wrapper"),
        ("[1..2] == 1", "expression.range"),
        ("{1: 2}", "expression.key"),
        ("_a", "expression.hidden_name"),
        ("a._b", "expression.hidden_name"),
        ("zzzz(1)", "expression.function"),
        ("startwith('a', 'b')", "expression.function.near"),
        ("hasil.replace('a', 'b')", "expression.method"),
        ("execution.getVariable('hasil')", "expression.engine_call"),
        ("len()", "expression.arguments"),
        ("hasil.lower(1)", "expression.arguments"),
        ("defined()", "expression.arguments"),
    ],
)
def test_what_cannot_be_compiled_is_refused(source: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression(source)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("tidak_ada", "expression.undefined"),
        ("skro", "expression.undefined.near"),
        ("surat.zzz", "expression.member"),
        ("surat.nomer", "expression.member.near"),
        ("surat['zzz']", "expression.member"),
        ("hasil.nomor", "expression.not_object"),
        ("unit[2]", "expression.index"),
        ("unit['a']", "expression.no_index"),
        ("unit[true]", "expression.no_index"),
        ("surat[0]", "expression.no_index"),
        ("skor and setuju", "expression.not_boolean"),
        ("not hasil", "expression.not_boolean"),
        ("if hasil then 1 else 2", "expression.not_boolean"),
        ("skor > '80'", "expression.kinds"),
        ("setuju < 2", "expression.kinds"),
        ("kosong < 2", "expression.kinds"),
        ("unit < unit", "expression.kinds"),
        ("1 in 2", "expression.kinds"),
        ("1 in 'a1'", "expression.kinds"),
        ("hasil + 1", "expression.kinds"),
        ("hasil * 3", "expression.kinds"),
        ("-hasil", "expression.kinds"),
        ("+true", "expression.kinds"),
        ("1 / 0", "expression.division"),
        ("1 % 0.0", "expression.division"),
        ("1e300 * 1e300", "expression.too_big"),
        ("1e300 // 1e-300", "expression.too_big"),
    ],
)
def test_what_cannot_be_evaluated_is_refused(source: str, code: str) -> None:
    assert error(source).code == code


def test_errors_say_what_to_do() -> None:
    assert str(error("hasil == 'ya' and skro > 1")) == (
        "Expected the variable `skro` for `hasil == 'ya' and skro > 1`, but nothing has set it. "
        "Did you mean `skor`?"
    )
    assert error("skor > '80'").text("id") == (
        "Seharusnya `>` dalam `skor > '80'` diberi nilai sejenis, tetapi diberi 85 dan \"80\". "
        "Ubah dahulu dengan number(…) atau str(…)."
    )
    assert str(error("${execution.getVariable('hasil')}")) == (
        "Expected a variable in `${execution.getVariable('hasil')}` to be written by its name, "
        "but it has `.getVariable()`. Write the name alone, for example hasil; "
        'in a script: hasil = "ya".'
    )
    assert str(error("hasil and setuju")) == (
        "Expected and, or, not and if in `hasil and setuju` to be given true or false, but the "
        'value is "ya". Compare it, for example: hasil == "ya".'
    )


def test_an_error_knows_its_line() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_expression("hasil ==\n\n  'ya' 5")
    assert caught.value.line == 3
    with pytest.raises(ExpressionError) as caught:
        compile_script("a = 1\n\nb = a +\n")
    assert caught.value.line == 3
    script = compile_script("a = 1\n\nb = a / 0")
    with pytest.raises(ExpressionError) as caught:
        script.run({})
    assert caught.value.line == 3


def test_an_expression_knows_what_it_reads() -> None:
    source = "surat.nomor == hasil and defined(x) and len([unit]) in [a..b] or y.trim() == 'z'"
    assert compile_expression(source).reads == {"surat", "hasil", "x", "unit", "a", "b", "y"}
    assert compile_expression("{nomor: 1}").reads == frozenset()


def test_a_condition_holds_or_not() -> None:
    assert compile_expression("setuju").holds(SCOPE) is True
    assert compile_expression("ditolak").holds(SCOPE) is False
    assert compile_expression("kosong").holds(SCOPE) is False
    with pytest.raises(ExpressionError) as caught:
        compile_expression("${hasil}").holds(SCOPE)
    assert caught.value.facts == {"value": '"ya"', "source": "${hasil}"}


# Scripts


def test_a_script_sets_variables_in_order() -> None:
    script = compile_script(
        """
        putaran = get or else(putaran, 0) + 1   # berapa kali
        batas = ${putaran > 3}; hasil = "ya" if batas else "tidak"
        daftar = [
            1,
            2,
        ]
        """
    )
    assert script.reads == {"putaran"}
    assert script.writes == {"putaran", "batas", "hasil", "daftar"}
    assert script.run({"putaran": 3}) == {
        "putaran": 4,
        "batas": True,
        "hasil": "ya",
        "daftar": [1, 2],
    }


def test_a_script_sets_inside_data_without_touching_what_it_was_given() -> None:
    before = {"surat": {"asal": {"kota": "A"}, "lain": {}}, "x": 1}
    script = compile_script("surat.asal.kota = 'B'; surat.nomor = x; y = surat.asal.kota")
    result = script.run(before)
    assert result == {"surat": {"asal": {"kota": "B"}, "lain": {}, "nomor": 1}, "y": "B"}
    assert before == {"surat": {"asal": {"kota": "A"}, "lain": {}}, "x": 1}
    assert script.reads == {"surat", "x"}
    assert script.writes == {"surat", "y"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("", "expression.nothing"),
        (";", "expression.nothing"),
        ("a", "expression.unfinished"),
        ("a == 1", "expression.assignment"),
        ("a = b = 1", "expression.equals_sign"),
        ("a = 1 b = 2", "expression.leftover"),
        ("a = (1\n", "expression.unfinished"),
        ("a =\n1", "expression.value_expected"),
        ("var a = 1", "expression.assignment"),
        ("print('x')", "expression.assignment"),
        ("execution.setVariable('a', 1)", "expression.assignment"),
        ("import os", "expression.word"),
        ("true = 1", "expression.assignment"),
        ("_a = 1", "expression.hidden_name"),
        ("a.__class__ = 1", "expression.hidden_name"),
        ("a[0] = 1", "expression.assignment"),
        ("a += 1", "expression.operator"),
        ("a = 1\n" * 4000, "expression.too_long"),
    ],
)
def test_a_script_that_is_not_assignments_is_refused(source: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_script(source)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("zz.a = 1", "expression.undefined"),
        ("hasil.a = 1", "expression.not_object"),
        ("surat.zz.a = 1", "expression.member"),
        ("surat.nomor.a = 1", "expression.not_object"),
    ],
)
def test_a_script_refuses_to_set_inside_what_is_not_there(source: str, code: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_script(source).run(SCOPE)
    assert caught.value.code == code


# Laws

json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(json, json)
def test_equality_is_that_of_json(left: object, right: object) -> None:
    scope = {"a": left, "b": right}
    assert compile_expression("a == b").evaluate(scope) is (left == right)
    assert compile_expression("a != b").evaluate(scope) is (left != right)


@given(st.integers(-1000, 1000), st.integers(-1000, 1000), st.integers(1, 1000))
def test_arithmetic_is_that_of_python(a: int, b: int, c: int) -> None:
    scope = {"a": a, "b": b, "c": c}
    result = compile_expression("a + b * c - a // c % c / c").evaluate(scope)
    assert result == a + b * c - a // c % c / c


@given(st.booleans(), st.booleans(), st.booleans())
def test_logic_is_that_of_python_and_boolean(a: bool, b: bool, c: bool) -> None:
    scope = {"a": a, "b": b, "c": c}
    result = compile_expression("a and not b or c && !(a || b)").evaluate(scope)
    assert result is ((a and not b) or (c and not (a or b)))


def test_one_expression_serves_many_threads() -> None:
    expression = compile_expression("a * 2 + sum([a, a])")

    def double(number: int) -> bool:
        return bool(expression.evaluate({"a": number}) == number * 4)

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(double, range(1000)))


def test_a_source_is_compiled_once() -> None:
    assert compile_expression("hasil == 1") is compile_expression("hasil == 1")


# Words


def test_every_code_has_words_that_can_be_filled() -> None:
    for code, (indonesian, english) in messages.MESSAGES.items():
        if code.startswith("expression."):
            assert indonesian.startswith("Seharusnya ")
            assert english.startswith("Expected ")
            assert set(re.findall(r"\{(\w+)\}", indonesian)) == set(
                re.findall(r"\{(\w+)\}", english)
            )


# The page about it

PAGE = Path(__file__).parents[2] / "docs/reference/expressions.md"


def rows(heading: str) -> list[list[str]]:
    section = PAGE.read_text(encoding="utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def test_the_page_lists_every_function() -> None:
    expected = []
    for name, function in FUNCTIONS.items():
        others = ", ".join(f"`{alias}`" for alias, to in ALIASES.items() if to == name)
        expected.append([f"`{function.usage}`", function.meaning, others])
    expected += [[f"`{form.usage}`", form.meaning, ""] for form in SPECIAL.values()]
    assert rows("Functions") == expected


def test_the_page_lists_every_method() -> None:
    expected = [[f"`.{name}(…)`", f"`{method.usage}`"] for name, method in METHODS.items()]
    assert rows("Methods other languages write") == expected


def test_the_page_lists_every_reserved_word() -> None:
    [line] = re.findall(
        r"^- These words as names of variables: (.+)\.$", PAGE.read_text("utf-8"), re.M
    )
    assert set(re.findall(r"`(\w+)`", line)) == RESERVED


def test_the_examples_of_the_page_are_true() -> None:
    text = PAGE.read_text(encoding="utf-8")
    examples = re.findall(r"^    (.+?) +→ (.+)$", text, re.MULTILINE)
    assert len(examples) > 15
    for source, expected in examples:
        assert value(source) == compile_expression(expected).evaluate({}), source
