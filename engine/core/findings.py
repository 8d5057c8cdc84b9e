"""Something odd in an SOP table or a BPMN model, and where it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from engine.core import messages

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. An error refuses the deployment; a warning doubts; an info explains.

    `code` is a key of `messages.MESSAGES`, `element` the BPMN id or table row it is about, `line`
    the line of the file, 0 where there is none.
    """

    severity: Severity
    code: str
    element: str = ""
    line: int = 0
    facts: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """Return the message in `language` ("id" or "en")."""
        return messages.say(self.code, language, {"element": self.element, **self.facts})

    def as_json(self, language: str) -> dict[str, object]:
        """Return the finding as plain JSON values for a program or a page."""
        return {
            "severity": self.severity,
            "code": self.code,
            "element": self.element,
            "line": self.line,
            "message": self.text(language),
        }


def errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return those that refuse a deployment."""
    return tuple(finding for finding in findings if finding.severity == "error")
