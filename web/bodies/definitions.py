"""What may be sent about SOPs."""

from web.bodies.values import Body, Day, Name, Question, Version


class Deployment(Question):
    """How to deploy the BPMN that is sent along: in force now, from a day, or as a draft."""

    agency: Name | None = None
    file: Name = ""
    draft: bool = False
    effective_on: Day | None = None


class OneVersion(Body):
    """A version of an SOP."""

    version: Version


class Activation(OneVersion):
    """A version to put in force: now, or when the day `effective_on` begins in the agency."""

    effective_on: Day | None = None
