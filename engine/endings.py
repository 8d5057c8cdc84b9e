"""How a step is ended on a page: by one button, or by one for each answer that decides.

Where a form has exactly one required choice of few answers, or one required yes or no, its answers
are the buttons. Otherwise there is one, called after the act the step's name says.
"""

from collections.abc import Iterable
from typing import Any, Final

from engine.core import stepwords
from engine.core.soptable import Field

Json = dict[str, Any]

MOST_BUTTONS: Final = 4


def outcome(form: Iterable[Field]) -> Field | None:
    """Return the field whose answers are the buttons, None for a form without one."""
    deciding = [each for each in form if each.required and each.type in ("choice", "yesno")]
    if len(deciding) != 1 or len(deciding[0].options) > MOST_BUTTONS:
        return None
    return deciding[0]


def quick(form: tuple[Field, ...]) -> bool:
    """Tell whether the form asks for nothing but the decision, so that a list can end the step."""
    found = outcome(form)
    return all(each is found for each in form)


def ending(name: str, form: tuple[Field, ...]) -> Json:
    """Return the act that ends a step, whether it is like a signature, and its answers if any."""
    found = outcome(form)
    done = stepwords.act(name)
    answers: list[Json] = []
    if found is not None and found.type == "choice":
        answers = [
            {"value": each.value, "label": each.label or each.value} for each in found.options
        ]
    elif found is not None:
        answers = [{"value": "ya", "label": None}, {"value": "tidak", "label": None}]
    return {
        "act": done,
        "signed": done in stepwords.SIGNED,
        "outcome": {"id": found.id, "label": found.label, "answers": answers} if found else None,
    }
