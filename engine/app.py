"""Settings -> Application: everything wired together.

This is the door for the command line, the JSON API and Python programs. Each verb has a
transaction of its own; what it returns are plain JSON values (`engine.views`), what it refuses are
`engine.core.errors`. The verbs of each subject stand in `engine.doors`.
"""

from engine.doors.accounts import Accounts
from engine.doors.administering import Administering
from engine.doors.archiving import Archiving
from engine.doors.boards import Boards
from engine.doors.commanding import Commanding
from engine.doors.deploying import Deploying
from engine.doors.designing import Designing
from engine.doors.documents import Documents
from engine.doors.foreseeing import Foreseeing
from engine.doors.hooking import Hooking
from engine.doors.inbox import Inbox
from engine.doors.instances import Instances
from engine.doors.jobs import Jobs
from engine.doors.listing import Listing
from engine.doors.noticing import Noticing
from engine.doors.reporting import Reporting
from engine.doors.seeing import Seeing
from engine.doors.simulating import Simulating
from engine.doors.supervision import Supervision
from engine.doors.tokens import Tokens
from engine.doors.watching import Watching
from engine.doors.workitems import WorkItems
from engine.duties import DUTIES
from engine.views import Json


class Application(
    Accounts,
    Administering,
    Archiving,
    Boards,
    Commanding,
    Deploying,
    Designing,
    Documents,
    Foreseeing,
    Hooking,
    Inbox,
    Instances,
    Jobs,
    Listing,
    Noticing,
    Reporting,
    Seeing,
    Simulating,
    Supervision,
    Tokens,
    Watching,
    WorkItems,
):
    """One office's engine on one database. Threads may share it."""

    def tick(self) -> Json:
        """Do what is due by now."""
        ticked = [duty.look(self, self.clock.now()) for duty in DUTIES]
        self.couriers.wait()
        return {
            "advanced": sum(one.advanced for one in ticked),
            "failed": sum(one.failed for one in ticked),
        }
