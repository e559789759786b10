"""listminer for programs and notebooks: `import listminer` gives what stands here.

The one room above the conductor: whatever the command line can do is a call of
`MailStore`, `DebateList` or `Debate`. Nothing heavy is loaded before it is needed.
"""

from listminer.library.debate import Debate
from listminer.library.display import show_in_notebooks
from listminer.library.installation import doctor
from listminer.library.mail_store import MailStore
from listminer.library.opening import open_store, read
from listminer.library.readings import Readings
from listminer.library.selection import DebateList

show_in_notebooks()

__all__ = ["Debate", "DebateList", "MailStore", "Readings", "doctor", "open_store", "read"]
