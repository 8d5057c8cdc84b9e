"""DMN files: what is refused by name, with its line; decisions that try to escape or to hang."""

import tracemalloc
from typing import Any

import pytest

from engine.bpmn.decision_markup import VERSIONS
from engine.bpmn.decisions import MAX_DECISIONS
from engine.bpmn.expression_values import ExpressionError
from engine.core.errors import Invalid
from tests.tables import SPACE, decision, dmn, loaded, table

SMALL = "x || y\n1 || 2"


def codes(*inside: str, space: str = SPACE) -> list[str]:
    """Return the codes of the findings, each of which has its words."""
    found = loaded(dmn(*inside, space=space))
    assert found.decisions == ()
    assert all(each.severity == "error" and each.text("id") for each in found.findings)
    return [each.code for each in found.findings]


def requires(*ids: str) -> str:
    """Return requirements of other decisions."""
    return "".join(
        f'<informationRequirement><requiredDecision href="#{id}"/></informationRequirement>'
        for id in ids
    )


def expression(text: str, id: str = "k", more: str = "", **attributes: str) -> str:
    """Return a decision that is one expression."""
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    inner = f"<literalExpression{written}><text>{text}</text></literalExpression>"
    return f'<decision id="{id}" name="{id}">{more}{inner}</decision>'


def stuck(text: str, values: dict[str, Any]) -> ExpressionError:
    """Return why a decision cannot be made."""
    with pytest.raises(ExpressionError) as caught:
        decision(dmn(text)).decide(values)
    return caught.value


@pytest.mark.parametrize("space", VERSIONS)
def test_every_version_of_dmn_is_read(space: str) -> None:
    assert decision(dmn(table(SMALL), space=space)).decide({"x": 1}).value == 2


def test_other_versions_are_refused() -> None:
    found = loaded(dmn(table(SMALL), space="http://www.omg.org/spec/DMN/20130901")).findings
    assert [each.text("en") for each in found] == [
        "Expected the file to be DMN 1.1 to 1.5, but its namespace is "
        '"http://www.omg.org/spec/DMN/20130901". Save it as DMN 1.3 in the modeler.'
    ]


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("", "decision.none"),
        ('<decision id="k" name="k"/>', "decision.no_logic"),
        ('<decision id="k"><itemDefinition/><text/></decision>', "decision.no_logic"),
        ('<decision id="k"><context/></decision>', "decision.refused"),
        ('<decision id="k"><invocation/></decision>', "decision.refused"),
        ('<businessKnowledgeModel id="b"/>' + table(SMALL), "decision.refused"),
        (table(SMALL, more="<knowledgeRequirement/>"), "decision.refused"),
        (table(SMALL, more="<tabel/>"), "decision.unknown_element"),
        (table(SMALL, id=""), "decision.id"),
        (table(SMALL) + table(SMALL), "decision.id"),
        (table(SMALL, "LAST"), "decision.policy"),
        (table(SMALL, "UNIQUE+SUM"), "decision.aggregator"),
        (table(SMALL, "COLLECT+MEAN"), "decision.aggregator"),
        (table("x || y | z\n1 || 2 | 3", "COLLECT+SUM"), "decision.aggregator"),
        (table(SMALL, "PRIORITY"), "decision.order"),
        (table("x || y\n? || [1..5]\n1 || 2", "PRIORITY"), "decision.order"),
        (table("x || y | y\n1 || 2 | 3"), "decision.output_name"),
        (table(" || y\n1 || 2"), "decision.no_input"),
        (table("x || y\n1 | 2 || 2"), "decision.cells"),
        (table("x || y\n1 || 2 | 3"), "decision.cells"),
        (table("x: duration || y\n1 || 2"), "decision.type_unknown"),
        (table("x || y: tKelas\n1 || 2"), "decision.type_unknown"),
        (table("x || y: string\n1 || 2"), "decision.constant"),
        (table("x || y\n1 || 1 / 0"), "expression.division"),
        (table("x || y\n1 || y[1]"), "decision.index"),
        (table("x || y\n1 || -"), "expression.unfinished"),
        (table("x || y\n< || 2"), "expression.unfinished"),
        (table("x || y\n1 || @2"), "expression.character"),
        (table("x || y\n5 // lima || 2"), "expression.operator"),
        (expression(""), "decision.no_logic"),
        (expression("print(1)", expressionLanguage="python"), "decision.language"),
        (expression("1", typeRef="string"), "decision.constant"),
        (table(SMALL, more=requires("lain")), "decision.required_missing"),
        (table(SMALL, more=requires("k")), "decision.circle"),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(inside: str, code: str) -> None:
    assert code in codes(inside)


def test_a_finding_has_its_decision_its_line_and_the_rule() -> None:
    found = loaded(dmn(table("x || y\n1 || 2\n< 5 || ya\n> 5 and || 3", id="kelas"))).findings
    assert [(each.line, each.element) for each in found] == [(6, "kelas")]
    assert found[0].text("en") == (
        "Expected `kelas #3: > 5 and` to end before `and`, but it goes on. Put a sign such as ==, "
        "and, or between them; write a name with a space using an underscore."
    )


def test_all_findings_come_at_once() -> None:
    inside = table("x: waktu || y\n( || 2\n1 || )", "LAST") + table(SMALL, id="lain", more="<x/>")
    assert sorted(codes(inside)) == [
        "decision.policy",
        "decision.type_unknown",
        "decision.unknown_element",
        "expression.unfinished",
        "expression.value_expected",
    ]


def test_a_circle_of_decisions_is_named() -> None:
    inside = [table(SMALL, id=id, more=requires(to)) for id, to in ("ab", "bc", "ca")]
    (found,) = loaded(dmn(*inside)).findings
    assert set(str(found.facts["circle"]).split(" > ")) == {"a", "b", "c"}


def test_one_name_for_two_things_is_refused() -> None:
    data = '<inputData id="i" name="nilai"/>'
    takes = '<informationRequirement><requiredInput href="#i"/></informationRequirement>'
    first = table("x || nilai\n1 || 2", id="a")
    both = table(SMALL, more=requires("a", "b"))
    assert codes(first, table("x || nilai\n1 || 3", id="b"), both) == ["decision.same_name"]
    assert codes(data, first, table(SMALL, more=requires("a") + takes)) == ["decision.same_name"]


def test_types_of_the_file_are_followed_to_their_end() -> None:
    types = (
        '<itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition>'
        '<itemDefinition name="tB"><typeRef>feel:number</typeRef>'
        "<allowedValues><text>[0..100]</text></allowedValues></itemDefinition>"
        '<itemDefinition name="tC" isCollection="true"><typeRef>tB</typeRef></itemDefinition>'
        '<itemDefinition name="tD"><itemComponent name="x"/></itemDefinition>'
        '<itemDefinition name="tF"><typeRef>string</typeRef>'
        '<typeConstraint><text>"a"</text></typeConstraint></itemDefinition>'
    )
    read = decision(dmn(types, table("x: tA | l: tC | o: tD | f: tF || y\n> 5 | - | - | - || 1")))
    good: dict[str, Any] = {"x": 6, "l": [1000], "o": {}, "f": "a"}
    assert read.decide(good).value == 1
    for wrong in ({"x": 101}, {"x": "6"}, {"f": "b"}):
        with pytest.raises(ExpressionError):
            read.decide(good | wrong)
    circle = '<itemDefinition name="tE"><typeRef>tE</typeRef></itemDefinition>'
    assert "decision.type_unknown" in codes(circle, table(SMALL))


def test_an_error_says_where_it_was() -> None:
    error = stuck(table("x || y\n1 || 2\n> 5 || a + 1"), {"x": 6, "a": "satu"})
    assert error.text("en") == (
        'Expected `+` in `k #2: a + 1` to be given values that fit, but it got "satu" and 1. '
        "Convert them first with number(…) or str(…)."
    )


def test_two_rules_that_fit_a_unique_table_are_named() -> None:
    error = stuck(table("x || y\n> 1 || 1\n> 9 || 2\n> 2 || 3"), {"x": 3})
    assert error.text("id") == (
        'Seharusnya hanya satu aturan keputusan "k" yang cocok (UNIQUE), tetapi ada beberapa: '
        "1, 3. Bedakan aturan itu atau ganti hit policy, lalu coba lagi."
    )


def test_what_is_given_stays_as_it_was() -> None:
    values = {"x": 1, "daftar": [1, {"a": 2}]}
    read = decision(dmn(table("x || y\n1 || daftar + [3]")))
    assert read.decide(values).value == [1, {"a": 2}, 3]
    assert values == {"x": 1, "daftar": [1, {"a": 2}]}


def test_a_decision_that_is_required_twice_is_decided_once() -> None:
    layers = [expression("1", id="n0")]
    for number in range(1, MAX_DECISIONS):
        previous = f"n{number - 1}"
        layers.append(expression(f"{previous} + {previous}", f"n{number}", requires(previous)))
    last = decision(dmn(*layers[:200]), "n199")
    assert last.decide({}).value == 2**199
    assert codes(*layers, expression("1", id="lagi")) == ["decision.too_many"]


# Attacks


@pytest.mark.parametrize(
    "cell",
    [
        "__import__('os').system('id')",
        "?.__class__",
        "?.__class__.__mro__[1].__subclasses__()",
        "().__class__",
        "eval('1')",
        "[y for y in x]",
        "lambda: 1",
        "function(a) a external { java: 1 }",
        "for i in 1..1000000 return i",
        "x.getClass()",
        "${''.getClass()}",
        "`id`",
        "2 ** 100000",
        "matches(?, '(a+)+$')",
        "[" * 50 + "1" + "]" * 50,
        "not(" * 50 + "1" + ")" * 50,
        "1 + " * 2000 + "1",
    ],
)
def test_no_cell_gets_out_of_the_language(cell: str) -> None:
    for drawn in (f"x || y\n{cell} || 1", f"x || y\n1 || {cell}", f"{cell} || y\n1 || 1"):
        assert codes(table(drawn))


def test_a_large_table_over_large_data_is_stopped() -> None:
    rules = "\n".join('contains(?, "z") || 1' for _ in range(5_000))
    read = decision(dmn(table(f"x || y\n{rules}", "COLLECT")))
    with pytest.raises(ExpressionError) as caught:
        read.decide({"x": "a" * 1_000_000})
    assert caught.value.code == "expression.budget"


def test_results_that_share_what_they_hold_are_stopped() -> None:
    doubling = [expression("[1]", "n0")]
    for number in range(1, 40):
        before = f"n{number - 1}"
        doubling.append(expression(f"[{before}, {before}]", f"n{number}", requires(before)))
    read = decision(dmn(*doubling), "n39")
    tracemalloc.start()
    with pytest.raises(ExpressionError):
        read.decide({})
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_entities_and_enormous_files_are_refused() -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa">]>' + dmn(table(SMALL))
    with pytest.raises(Invalid) as caught:
        loaded(bomb)
    assert caught.value.code == "xml.doctype"
    with pytest.raises(Invalid):
        loaded(dmn(table("x || y\n" + "1 || 2\n" * 30_000)))
    long = "1," * 1_900 + "1"
    assert codes(table("x || y\n" + f"{long} || 2\n" * 1_000)) == ["decision.too_long"]
