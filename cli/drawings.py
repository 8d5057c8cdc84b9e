"""`sopan layout`: a fresh drawing for a BPMN file."""

from pathlib import Path
from typing import Annotated

import typer

from cli.office import desk
from cli.options import AsJson
from engine.core.errors import Invalid

app = typer.Typer()

Model = Annotated[Path, typer.Argument(metavar="FILE", help="A BPMN file.", dir_okay=False)]
Out = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Where to write it; else over FILE.", show_default=False),
]


@app.command(
    rich_help_panel="SOPs (definisi SOP)", epilog="Example: sopan layout lakip.bpmn -o baru.bpmn"
)
def layout(file: Model, out: Out = None, json: AsJson = False) -> None:
    """Draw the diagram of a BPMN file anew: lanes from top to bottom, flow from left to right.

    Everything else in the file stays. Works on a file without any diagram, too.
    """
    with desk(json) as here:
        target = out or file
        try:
            drawn = _drawn(file)
            target.write_bytes(drawn)
        except OSError as error:
            raise Invalid("layout.file", file=error.filename, reason=error.strerror) from None
        if json:
            here.screen.show({"file": str(target)})
        else:
            here.screen.say("drawn", file=target)


def _drawn(file: Path) -> bytes:
    from engine.bpmn import drawing

    return drawing.redraw(file.read_bytes(), file.name)
