"""Who could do it, and what only sounds as if it wanted something."""

from __future__ import annotations

import pytest

from listminer.extract.acts import kinds_of
from listminer.extract.asides import asks_no_act, asks_nothing, is_said_in_passing, promised_by
from listminer.extract.asking import is_to_anyone
from listminer.extract.naming import Names

NAMES = Names(["Grace Hopper", "Tom Ray"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maybe Tom could run it.", "Tom Ray"),
        ("We need an ack from Grace.", "Grace Hopper"),
        ("Can you look, Tom?", "Tom Ray"),
        ("Tom to rebase it, please.", "Tom Ray"),
        ("We need Tom's log.", "Tom Ray"),
        ("Tom to the rescue, please.", None),
        ("Tom's log is here, please look.", None),
        ("It is yours, @Tom, is it?", "Tom Ray"),
        ("@tom please run it.", "Tom Ray"),
        ("Please run it, @tom.", "Tom Ray"),
        ("tom please run it.", None),
        ("Write to ada@tom please.", None),
        ("As Tom says, it is red.", None),
        ("Run it as Tom did.", None),
    ],
)
def test_who_is_said_to_be_able(text, expected):
    assert NAMES.asked(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Could someone run it?", True),
        ("Feedback is very welcome.", True),
        ("Do any of the Windows users see it?", True),
        ("Send questions to the list.", True),
        ("Could a requirements core please run it?", True),
        ("PTLs, please run it.", True),
        ("Could you nova folks please run it?", True),
        ("Could a second run help you?", False),
        ("If any developers would like to run it, that would be great.", True),
        ("Whatever you're both asking for, please say so.", True),
        ("Let someone else run it.", False),
        ("Please add somebody else's name.", False),
        ("Could you run it?", False),
    ],
)
def test_what_is_asked_of_anyone(text, expected):
    assert is_to_anyone(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'll just say that it is slow.", True),
        ("I will leave it at that.", True),
        ("I'd be happy to hear of others.", True),
        ("Tom's going to write it.", True),
        ("I'll add a test.", False),
        ("I'll explain it in a separate mail.", False),
        ("I only said that I will look at it, not that I mend it.", True),
        ("OK, then I drop my plan to write a new one.", True),
        ("I said so, and I will look at it.", False),
        ("I can do 15:00, not 14:00.", True),
        ("I can make Tuesday, too.", True),
        ("I can do the log on Tuesday.", False),
        ("I'll give it a try.", False),
        ("I will be away until Monday.", True),
        ("I'll be in Berlin next week.", True),
        ("I'll be away all week but will do it then.", False),
        ("I'll be back with a patch on Monday.", False),
        ("I'll let Tom handle the docs.", True),
        ("I'll leave the docs to Tom.", True),
        ("I'll let you know.", False),
        ("I'll let Tom and Grace know.", False),
        ("I'll let it run over night.", False),
        ("I'll leave the page to be done by Friday.", False),
        ("I am glad to report that it is green.", True),
        ("I'd be happy to hear more, and I'll fix it if I can.", False),
        ("I'd be happy to hear more, but I'll leave it to you.", True),
        ("I'll add that as well.", False),
        ("I'll add that it is slow.", True),
        ("I'll let the people who run it decide.", True),
    ],
)
def test_what_is_promised_in_passing(text, expected):
    assert is_said_in_passing(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom will send the patch by Friday.", "Tom"),
        ("Tom'll send us the patch.", "Tom"),
        ("So I guess Tom Ray is going to send it.", "Tom Ray"),
        ("Karl (from infra) will send it.", "Karl"),
        ("Karl, who runs the infra team, will send it.", "Karl"),
        ("My colleague Karl will send it.", "My colleague Karl"),
        ("She will send the patch that I wrote.", "She"),
        ("Somebody from my team will send it.", "Somebody"),
        ("sdague will look at the patch", "sdague"),
        ("tomorrow will send it", None),
        ("The next release will drop it.", "The next release"),
        ("Tom will take the docs and I'll take the rest.", None),
        ("Tom and I will send it.", None),
        ("I will send Tom the patch.", None),
        ("Our team will send it.", None),
        ("Infra will send it.", None),
        ("The infra team will send it.", None),
        ("The patch will be merged on Friday.", None),
        ("Linus, will do by Friday.", None),
        ("Thanks will do.", None),
        ("Hopefully will send it by Friday.", None),
    ],
)
def test_whose_a_promise_is_that_is_told(text, expected):
    assert promised_by(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please keep in mind that it is old.", True),
        ("Correct me if I am wrong.", True),
        ("Allow me a few comments, please.", True),
        ("Would you be okay if I pasted this?", True),
        ("Would you consider another name?", True),
        ('A "please do" is not enough.', True),
        ("Have a nice day!", True),
        ("Please keep the log.", False),
        ("Please let us know.", False),
        ("Please find attached the log of the run.", True),
        ("Please find the cause of it.", False),
        ("When replying, please edit your Subject line so it is more specific.", True),
        ("Call us if you doubt the contents of this message.", True),
        ("I would like to see more reviews of the bell before.", True),
        ("I would like to see you review the bell.", False),
        ("Preferably bell or gong.", True),
        ("Preferably, could you rename the bell?", False),
        ("Please count me in.", True),
        ("Please report any outstanding bugs that were missed.", True),
        ("Please report the bug of the bell.", False),
        ("If in doubt, please check the listed branch.", True),
        ("It's encouraged to provide votes even though the bell is in.", True),
        ("Please ignore my last mail, it was sent to the wrong list.", True),
        ("Please ignore the old bell.", False),
        ("I only ask that everyone show a little patience.", True),
        ("So, perhaps some similar bell might help you and your group.", True),
        ("Perhaps you could help me with the bell?", False),
        ("Look at it from several points of view.", True),
        ("Look at the bell from the other side.", False),
        ("Could someone else's patch fix it?", True),
        ("Could Bob's patch fix it?", True),
        ("Could Bob's team fix it?", False),
        ("Could somebody from Bob's lab look at it?", False),
        ("Could you fix Bob's patch?", False),
    ],
)
def test_what_asks_for_no_act(text, expected):
    assert asks_no_act(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('port = "8002" ; is it free?', True),
        ("That's by Erd?s.", True),
        ("Is it by Erd?s?", False),
        ("and ?old.dll?", True),
        ("It is in the ?inner ring? of the bell.", True),
        ("Is it in the ?inner ring? of the bell or in the outer one?", False),
        ('Traceback (most recent call last): File "<stdin>", line 1, in ?', True),
        ("Re: the bell, or the gong?", True),
        ("Is it red, or is it green?", False),
        ('What does "red" mean?', False),
        ("What could possibly go wrong?", True),
        ("Seriously?", True),
        ("Hrm?", True),
        (";; Do you want to ring the bell?", True),
        ("No?", True),
        ("So, right?", True),
        ("Why?", False),
        ("Why on earth would a bell ring?", True),
        ("Do I really have to do everything myself?", True),
        ("Do I have to rebase it?", False),
        ("Why would we want to break every gong?", True),
        ("Why would it break?", False),
        ("Hmm, is it red?", False),
        ("What?", True),
    ],
)
def test_what_asks_nothing(text, expected):
    assert asks_nothing(text) is expected


@pytest.mark.parametrize(
    "text",
    ["", '"' * 50_000, "?" * 50_000, "I'll " * 20_000, "and now, " * 9_000, "A will " * 9_000],
)
def test_hostile_text_is_read_in_no_time(text):
    promised_by(text)
    assert {is_said_in_passing(text), asks_no_act(text), asks_nothing(text)} <= {True, False}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we decided to drop it.", True),
        ("the consensus on the call seems to be that we drop it.", True),
        ("the board has agreed that it goes.", True),
        ("they reverted it on their servers, for it was decided to be too slow.", False),
        ("we made the decision to move it to the wiki.", True),
        ("the core team has decided, early on, that it stays.", True),
        ("i came to the conclusion that it is too slow.", False),
        ("we came to the conclusion that it is too slow.", True),
        ("once we come to a conclusion on the details, we will tell.", False),
        ("if the consensus is to drop it, fine.", False),
        ("i'll clean up once a decision is made.", False),
        ("the kernel has decided that it is a disk.", False),
        ("the final word on what to use is missing.", False),
        ("that would be out of the question.", False),
        ("dropping it is out of the question.", False),
        ("cmake is out of the question.", True),
        ("i only care what the final decision is.", False),
        ("it is hard to get to a point where everyone agreed to it.", False),
        ("i vaguely recall it, and i thought the consensus was that it goes.", False),
        ("let's not jump to the conclusion that it is hard.", False),
        ("i think most of us are in agreement that it is old.", False),
        ('the answer was literally "we decided to keep it".', False),
        ("what it sends was decided by the host side.", False),
        ("we decided to use it at my company.", False),
        ("maybe it is.", False),
        ("now it is!", False),
    ],
)
def test_what_is_settled(text, expected):
    assert ("decision" in kinds_of(text)) is expected
