"""mulai_sop: starts another SOP of the same agency, which then runs on its own."""

from typing import Final

from engine.core.forms import RESERVED
from handlers.contract import Context, Handler, Outcome, Permanent, Start

_OWN: Final = ("sop", "judul")


def run(context: Context) -> Outcome:
    """Ask for the SOP with the key `sop`, titled `judul`; it begins with all other inputs."""
    sop = context.inputs["sop"]
    if not isinstance(sop, str) or not sop.strip():
        raise Permanent("sop harus kunci SOP yang akan dimulai / sop must be the key of an SOP")
    kept = {name: value for name, value in context.inputs.items() if name not in RESERVED}
    values = {name: value for name, value in kept.items() if name not in _OWN}
    title = str(context.inputs.get("judul") or "")
    return Outcome(wants=(Start(sop.strip(), title, values, into="pelaksanaan"),))


HANDLER: Final = Handler(run, needs=("sop",), gives=("pelaksanaan",), outside=False)
