"""nomor_surat: the next number of a register of letters, such as 460/12/DSPMD/III/2026."""

from typing import Final

from engine.core import numbering
from handlers.contract import Context, Handler, Number, Outcome, Permanent

REGISTER: Final = "surat"
"""The register where none is named."""


def run(context: Context) -> Outcome:
    """Ask for a number in the form of `pola`. Raises Permanent for a form that is none."""
    template = str(context.inputs["pola"])
    problem = numbering.problem(template)
    if problem:
        raise Permanent(problem)
    register = str(context.inputs.get("register") or REGISTER)
    return Outcome(wants=(Number(register, template, into="nomor", figure="urutan"),))


HANDLER: Final = Handler(run, needs=("pola",), gives=("nomor", "urutan"), outside=False)
