"""Knows the words and signs of the expression language, in every dialect modelers write."""

import re
from typing import Any, Final, Literal, NamedTuple

from engine.bpmn.expression_functions import SPACED_NAMES
from engine.bpmn.expression_values import MAX_BITS, ExpressionError, finite

Kind = Literal["name", "constant", "sign", "newline", "end"]

CONSTANTS: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "True": True,
    "False": False,
    "None": None,
}

SAME: Final[dict[str, str]] = {
    "&&": "and",
    "||": "or",
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "===": "==",
    "!==": "!=",
    "<>": "!=",
    "div": "/",
    "mod": "%",
    "#{": "${",
}
"""Other ways to write a sign."""

WORDS: Final = frozenset({"and", "or", "not", "in", "is", "if", "then", "else", "between", "empty"})

RESERVED: Final = WORDS | set(CONSTANTS) | {sign for sign in SAME if sign.isidentifier()}
"""Words that cannot name a variable."""

REFUSED_WORDS: Final = frozenset(
    {
        "lambda",
        "for",
        "while",
        "import",
        "from",
        "def",
        "class",
        "return",
        "yield",
        "await",
        "async",
        "with",
        "try",
        "raise",
        "del",
        "global",
        "exec",
        "function",
        "new",
        "some",
        "every",
        "satisfies",
        "instanceof",
    }
)
"""Words that begin something this language does not have: loops, definitions, objects."""

REFUSED_SIGNS: Final = {
    "**": "a * a",
    ":=": "=",
    "=>": ">=",
    "->": "a.b",
    "+=": "a = a + b",
    "-=": "a = a - b",
    "*=": "a = a * b",
    "/=": "a = a / b",
    "%=": "a = a % b",
    "<<": "*",
    ">>": "//",
    "^": "a * a",
    "&": "and",
    "|": "or",
    "~": "not",
}
"""Signs of other languages, and what to write instead."""


class Token(NamedTuple):
    """One word or sign: `text` as written, `value` what it means."""

    kind: Kind
    text: str
    value: Any
    line: int


_TOKEN = re.compile(
    r"""
      (?P<space>[^\S\n]+ | \#(?!\{)[^\n]*)
    | (?P<newline>\n)
    | (?P<number>[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)(?!\w)
    | (?P<spaced>(?:SPACED)(?=[^\S\n]*\())
    | (?P<name>[^\W\d]\w*)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<refused>\*\*|:=|=>|->|[-+*/%]=|<<|>>|&(?!&)|\|(?!\|)|[\^~])
    | (?P<sign>[$#]\{|===|!==|==|!=|<>|<=|>=|&&|\|\||//|\.\.|[-+*/%<>=!?:.,;()\[\]{}])
    """.replace("SPACED", "|".join(re.escape(n).replace("\\ ", r"[^\S\n]+") for n in SPACED_NAMES)),
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)")
_ESCAPES: Final = {
    '"': '"',
    "'": "'",
    "\\": "\\",
    "/": "/",
    "n": "\n",
    "t": "\t",
    "r": "\r",
}


def tokens(source: str) -> list[Token]:
    """Return the words and signs of `source`, with an "end"; raises ExpressionError."""
    found: list[Token] = []
    position, line = 0, 1
    while position < len(source):
        match = _TOKEN.match(source, position)
        if match is None:
            raise _unreadable(source, position, line)
        kind, text = str(match.lastgroup), match[0]
        if kind == "newline":
            found.append(Token("newline", text, text, line))
            line += 1
        elif kind != "space":
            found.append(_READ[kind](text, line))
        position = match.end()
    return [*found, Token("end", "", "", line)]


def _name(text: str, line: int) -> Token:
    if text in CONSTANTS:
        return Token("constant", text, CONSTANTS[text], line)
    if text in RESERVED:
        return Token("sign", text, SAME.get(text, text), line)
    return Token("name", text, text, line)


def _spaced(text: str, line: int) -> Token:
    return Token("name", text, " ".join(text.split()), line)


def _sign(text: str, line: int) -> Token:
    return Token("sign", text, SAME.get(text, text), line)


def _refused(text: str, line: int) -> Token:
    raise ExpressionError(
        "expression.operator", line=line, operator=text, instead=REFUSED_SIGNS[text]
    )


def _number(text: str, line: int) -> Token:
    if len(text) > MAX_BITS:
        raise ExpressionError("expression.too_big", line=line)
    try:
        value = finite(int(text) if text.isdecimal() else float(text))
    except ExpressionError as error:
        error.line = line
        raise
    return Token("constant", text, value, line)


def _string(text: str, line: int) -> Token:
    def character(match: re.Match[str]) -> str:
        escape = match[1]
        if len(escape) == 5:
            return chr(int(escape[1:], 16))
        if escape in _ESCAPES:
            return _ESCAPES[escape]
        raise ExpressionError("expression.escape", line=line, escape=match[0])

    value = _ESCAPE.sub(character, text[1:-1])
    if any("\ud800" <= each <= "\udfff" for each in value):
        raise ExpressionError("expression.escape", line=line, escape="\\u")
    return Token("constant", text, value, line)


_READ: Final = {
    "name": _name,
    "spaced": _spaced,
    "sign": _sign,
    "refused": _refused,
    "number": _number,
    "string": _string,
}


def _unreadable(source: str, position: int, line: int) -> ExpressionError:
    """Return what is wrong with the sign nobody knows."""
    character = source[position]
    if character in "\"'":
        return ExpressionError("expression.string", line=line)
    if character in "“”‘’«»":
        return ExpressionError("expression.quotes", line=line, character=character)
    if character.isdecimal():
        return ExpressionError(
            "expression.number", line=line, text=source[position : position + 20]
        )
    called = character if character.isprintable() else f"U+{ord(character):04X}"
    return ExpressionError("expression.character", line=line, character=called)


class Cursor:
    """Where the reading of words stands."""

    def __init__(self, words: list[Token]) -> None:
        self.words = words
        self.position = 0

    @property
    def here(self) -> Token:
        """The word or sign to be read next."""
        return self.words[self.position]

    def at(self, *signs: str) -> bool:
        """Return whether one of `signs` comes next."""
        return self.here.kind == "sign" and self.here.value in signs

    def followed_by(self, *signs: str) -> bool:
        """Return whether one of `signs` comes after the next word."""
        after = self.words[min(self.position + 1, len(self.words) - 1)]
        return after.kind == "sign" and after.value in signs

    def next(self) -> Token:
        """Return the next word or sign and go past it."""
        token = self.here
        if token.kind != "end":
            self.position += 1
        return token

    def take(self, sign: str) -> bool:
        """Go past `sign` if it comes next, and return whether it did."""
        if self.at(sign):
            self.position += 1
            return True
        return False

    def expect(self, sign: str) -> None:
        """Go past `sign`; raises ExpressionError if something else comes."""
        if not self.take(sign):
            raise self.unexpected("expression.expected", wanted=sign)

    def unexpected(self, code: str, **facts: object) -> ExpressionError:
        """Return the error `code` about what comes next, or a better known reason for it."""
        token = self.here
        before = self.words[max(self.position - 1, 0)]
        for each in (token, before):
            if each.kind == "name" and each.text in REFUSED_WORDS:
                return ExpressionError("expression.word", line=each.line, word=each.text)
        if self._wrapped() and (self.at("${") or before.text == "}"):
            return ExpressionError("expression.wrapper", line=token.line)
        if token.kind == "end":
            return ExpressionError("expression.unfinished", line=token.line)
        found = token.text.strip() or "\\n"
        return ExpressionError(code, line=token.line, found=found, **facts)

    def _wrapped(self) -> bool:
        return any(
            word.kind == "sign" and word.value == "${" for word in self.words[: self.position + 1]
        )
