"""What would happen if an SOP were started: played by the engine itself on a copy."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, cast

from engine import simulation, simulationreport
from engine.agencies import split
from engine.clock import FixedClock
from engine.simulation import Asked
from engine.transactions import Transactions
from engine.views import Json
from handlers.contract import Handler

if TYPE_CHECKING:
    from engine.app import Application


class Simulating(Transactions):
    """Simulations."""

    def simulate(self, asked: Asked) -> Json:
        """Play an SOP from start to end and return what happened, as plain JSON values.

        Nothing is written here and nothing is sent. Raises what `start` raises, and Invalid for
        numbers out of range.
        """
        simulation.check(asked)
        agency = split(asked.definition)[0]
        gives = {name: dict.fromkeys(each.gives) for name, each in self.handlers.items()}

        here = cast("Application", self)

        def open_(clock: FixedClock, handlers: Mapping[str, Handler]) -> "Application":
            return type(here).open(
                "sqlite://", clock=clock, settings=self.settings, handlers=handlers
            )

        with simulation.copy(here, agency, asked, open_) as (app, clock):
            played = simulation.play(app, clock, asked, gives)
            return simulationreport.report(played, asked, agency, self.language)
