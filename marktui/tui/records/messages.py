"""Messages of the lists of records."""

from textual.message import Message

from marktui.tui.common.messages import with_fields
from marktui.tui.common.tab import Tab


@with_fields
class MembersLeft(Message):
    """The person goes back from the pupils of a class or year group to where it was chosen."""

    tab: Tab
    group_id: str
