"""The script engine SpiffWorkflow is given: it evaluates our compiled expressions and nothing else.

SpiffWorkflow's own passes texts of the model to `eval` and `exec`.
"""

from collections.abc import Mapping
from typing import Any, Final

from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.script_engine.python_environment import BasePythonScriptEngineEnvironment

from engine.bpmn.expressions import Expression, Script


class ClosedEnvironment(BasePythonScriptEngineEnvironment):
    """Evaluates expressions compiled at deploy. A text is refused, wherever it comes from."""

    def evaluate(
        self, expression: Expression, context: Mapping[str, Any], external_context: object = None
    ) -> Any:
        """Return the value of `expression` where `context` holds the variables."""
        del external_context
        if not isinstance(expression, Expression):
            raise TypeError("only expressions compiled at deploy are evaluated")
        return expression.evaluate(context)

    def execute(
        self, script: Script, context: Mapping[str, Any], external_context: object = None
    ) -> dict[str, Any]:
        """Return the variables `script` sets where `context` holds the variables."""
        del external_context
        if not isinstance(script, Script):
            raise TypeError("only scripts compiled at deploy are run")
        return script.run(context)


ENVIRONMENT: Final = ClosedEnvironment()
ENGINE: Final = PythonScriptEngine(environment=ENVIRONMENT)
