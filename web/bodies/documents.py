"""What may be sent with a step: files and comments."""

from web.bodies.values import Body, Name, Question, Text


class FileToAttach(Question):
    """What an attachment is called, and for which field of the form it is."""

    name: Name
    field: Name = ""


class NewComment(Body):
    """A comment, on one work item where that is given."""

    text: Text
    work_item: Name | None = None
