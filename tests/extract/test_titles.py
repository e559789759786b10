"""A task or an idea is named by the words that say what is meant, cut from the sentence itself."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listminer.extract.titles import is_preface, task_of, title_of, without_owner
from listminer.extract.vocatives import without_subject


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("I will add a test.", "add a test"),
        ("I confirm that I'll do the small bell.", "do the small bell"),
        ("For the small bell: it rings, will send the log today.", "send the log today"),
        ("It's great work, so I will be happy to help you with it.", "help you with it"),
        ("I know little of it, and would be glad to help you set it up :)", "help you set it up"),
        ("I have no idea how, but I will try to find out.", "find out"),
        ("Once the move is complete, then I'll write the release notes", "write the release notes"),
        (
            "My hack is ugly, but I'll see what I can do to clean it",
            "see what I can do to clean it",
        ),
        ("If there's anything that I can do there, I'll look into it", "look into it"),
        ("I was planning on going ahead and merging this patch.", "merging this patch"),
        ("Yes, I'm working on it.", "working on it"),
        ("I am working on it and will send it this week.", "send it this week"),
        ('I will wait until the "dust settles"', 'wait until the "dust settles"'),
        ("Will do.", "Will do"),
        ("I will keep it for a year, i. e. for two releases.", "keep it for a year"),
        ("I'll ask the people who own it, e. g. the infra team.", "ask the people who own it"),
        ("It is a step, and I'm volunteering to keep the bell clean.", "keep the bell clean"),
        ("Thanks for the cake; I'll be sure to tell him on Monday.", "tell him on Monday"),
        ("I'm going to be moving the old box.", "moving the old box"),
        ("Infra will, where the jobs are defined, add a new one.", "add a new one"),
        ("I wonder if you could hide this, but I will likely send a series.", "send a series"),
        ("I have no day job now, so i'm free to do some more tests.", "do some more tests"),
        ("Our group would be more than happy to help with it.", "help with it"),
        ("I plan on upgrading the box this weekend.", "upgrading the box this weekend"),
        ("I have no time yet, but it looks like we'll be showing up at 8.", "showing up at 8"),
        ("Here is what I have, and will push it tomorrow.", "push it tomorrow"),
        ("I will try the small bell but - tomorrow.", "try the small bell"),
        (
            "As for the small bell, I'm happy to do that.",
            "As for the small bell, I'm happy to do that",
        ),
        ("I use this a lot, and would gladly offer to host it elsewhere.", "host it elsewhere"),
        ("My next plan is to try the small bell.", "try the small bell"),
        ("So I am hereby volunteering to keep the bell.", "keep the bell"),
    ],
)
def test_a_promise_is_named_by_what_is_promised(said, task):
    assert task_of(said, is_asked=False) == task


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("Could you test this, please?", "test this, please"),
        ("Could any core help to ring it?", "help to ring it"),
        ("And who could look at the page?", "look at the page"),
        ("Could somebody from the tower team look at the bell?", "look at the bell"),
        ("I still need someone who can lead the session.", "lead the session"),
        ("Who would be hurt by it?", "Who would be hurt by it"),
        ("Would you mind to propose a patch?", "propose a patch"),
        ("Authors: please confirm that all is said.", "confirm that all is said"),
        ("Do you think you can land the fix by Wednesday?", "land the fix by Wednesday"),
        ("Can a committer pick it up today?", "pick it up today"),
        (
            "If someone else wants to pick up the spec, please go ahead.",
            "pick up the spec",
        ),
        ("If you have more questions, please chime in.", "chime in"),
        (
            "If you haven't yet, try disconnecting it from the bus.",
            "try disconnecting it from the bus",
        ),
        ("Just to be sure, make sure the old folder is gone.", "make sure the old folder is gone"),
        ("May be you can help me to solve it.", "help me to solve it"),
        ("It would be instructive for you to read the code.", "read the code"),
        ("It would be better for us to wait.", "It would be better for us to wait"),
        ("I appreciate any hint you may provide.", "I appreciate any hint you may provide"),
        ("Any help anyone could give is welcome.", "Any help anyone could give is welcome"),
        ("You may share the log with us.", "share the log with us"),
        ("If you sort it out, please share :).", "If you sort it out, please share"),
        ("If you would ring it, let us know.", "If you would ring it, let us know"),
        ("If it rings, let us know who did it.", "let us know who did it"),
        ("Could you upgrade?", "Could you upgrade"),
        ("But unless you really need to be there, don't; please wait a day.", "wait a day"),
        ("If so, please let us know where it is.", "let us know where it is"),
        ("However you want to do it, please do it in a branch.", "do it in a branch"),
        ("Please do not revert it.", "do not revert it"),
        ("Someone needs to look into the timeouts.", "look into the timeouts"),
        ("I would like to call on others to review the list.", "review the list"),
        ("I value the time it took, but I would ask that you weigh the cost.", "weigh the cost"),
        (
            "Feel free to add any thoughts you may have on it.",
            "add any thoughts you may have on it",
        ),
        ("While everyone waits, run the tests twice.", "run the tests twice"),
        ("If it is red, add it to the log.", "add it to the log"),
        ("If you can point me to the bell, that would be great.", "point me to the bell"),
        ("If you can show me the log please", "show me the log please"),
        ("That said, I suggested that you review the second part.", "review the second part"),
        ("If anyone has a log, I would like it.", "If anyone has a log, I would like it"),
        ("Tell me your id and I'll add you.", "Tell me your id and I'll add you"),
        ("I would like for you to use the new one.", "use the new one"),
        ("I have no idea, so give me your notes by noon.", "give me your notes by noon"),
        ("I am new to it and if somebody works on it, just email me.", "email me"),
        ("If all is well, email us here with the number.", "email us here with the number"),
        ("It is a bit odd, it would be nice to confirm the numbers.", "confirm the numbers"),
        ("I think it will be helpful if you paste the log.", "paste the log"),
        ("Many questions, but here is hoping someone can clear them up.", "clear them up"),
        ("I may be wrong, and any notes on it are welcome.", "any notes on it are welcome"),
        ("Notes on any part of it are appreciated.", "Notes on any part of it are appreciated"),
        ("Save it, build it, and test in your tree.", "Save it, build it"),
        ("Do take a look at the bell.", "take a look at the bell"),
        ("If it rings at all, have a look at the log.", "have a look at the log"),
        ("If any of it is of interest, dive in!", "dive in"),
        ("If you mend it in a patch of its own, kindly add the tag.", "add the tag"),
        ("Could one point me please to those pages?", "Could one point me please to those pages"),
        ("(Please nobody try to ring it.)", "Please nobody try to ring it"),
        ("Any chance I could talk you into writing its page?", "writing its page"),
        ("Are you willing to have a go at the bell?", "have a go at the bell"),
        ("Can somebody at Acme/BB look up the part?", "look up the part"),
        ("Can somebody at least look at the bell?", "look at the bell"),
        ("Would you have any ideas on the bell?", "Would you have any ideas on the bell"),
        ("If it rings, would you be able to mend the bell?", "mend the bell"),
        ("It is old, but I'd love to hear your notes on it.", "I'd love to hear your notes on it"),
        ("We would be very happy to hear from you.", "We would be very happy to hear from you"),
        ("I suggest that if it is red, you ring the bell twice.", "ring the bell twice"),
        (
            "Any notes, good bells, or ropes for it are appreciated, Ada",
            "Any notes, good bells, or ropes for it are appreciated, Ada",
        ),
        (
            "Any notes, old bells, or ropes are appreciated, because I have none.",
            "Any notes, old bells, or ropes are appreciated",
        ),
        ("You do need to tell what the bell is.", "tell what the bell is"),
        ("You will need to set it up again.", "set it up again"),
        (
            "Look at the list at: http://bells.example/a",
            "Look at the list at: http://bells.example/a",
        ),
        ("How to send: Please send a page on it to:", "send a page on it to …"),
    ],
)
def test_a_request_is_named_by_what_is_asked(said, task):
    assert task_of(said, is_asked=True) == task


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Linus to rebase it, please.", "rebase it, please."),
        ("So Linus Moe is to write it down.", "write it down."),
        ("Linus to the rescue, please!", "Linus to the rescue, please!"),
        ("Ada to rebase it.", "Ada to rebase it."),
        ("Ask Linus to rebase it.", "Ask Linus to rebase it."),
    ],
)
def test_a_title_does_not_say_whose_it_is(said, rest):
    assert without_owner(said, "Linus Moe") == rest


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("If it stays slow, we should split the build.", "split the build"),
        ("If it stays slow, that would be sad.", "If it stays slow, that would be sad"),
        ("If you can point me to the bell, I can write its page.", "write its page"),
        ("If you can point me to the bell I will write its page.", "write its page"),
        ("If someone shows me how, I propose that we split the bell.", "we split the bell"),
        ("If you can point me to the bell, I'd be grateful.", "point me to the bell"),
        ("If you have a minute, could you ring the bell?", "ring the bell"),
        ("If you can ring it, I would love that.", "If you can ring it, I would love that"),
        ("If you can point out a bell", "If you can point out a bell"),
        (
            'The old rule "let\'s merge what is there" was never a good one.',
            'The old rule "let\'s merge what is there" was never a good one',
        ),
        (
            "I would abandon what if we move it at once.",
            "I would abandon what if we move it at once",
        ),
        ("Just to chip in, we should ring it.", "ring it"),
        ("5.5 should be the oldest bell.", "5.5 should be the oldest bell"),
        ("5. Ring the oldest bell.", "Ring the oldest bell"),
        ("Wouldn't it be better to ring it twice?", "ring it twice"),
        ("I would rather suggest that we ring it twice.", "we ring it twice"),
        ("More seriously: the bell could be split.", "the bell could be split"),
        ("FWIW I think the rule is good but we should give them a year.", "give them a year"),
        (
            "It is not only good but we should ring it.",
            "It is not only good but we should ring it",
        ),
        ("IMHO, a bell of bronze is the better idea.", "a bell of bronze is the better idea"),
        (
            "The only thing that I ask of you here is (as was said at the very beginning) to wait.",
            "The only thing that I ask of you here is (as was said at the very beginning) to wait",
        ),
        (
            "Would you like a list of all the bells that I think you might hear?",
            "Would you like a list of all the bells that I think you might hear",
        ),
        ("I think that should block the release.", "that should block the release"),
        ("It is old, and I think that might go without a word.", "that might go without a word"),
        ("I think that the bell should go.", "the bell should go"),
        (
            'The question "bell vs. gong" has to be settled first.',
            'The question "bell vs. gong" has to be settled first',
        ),
        (
            "A far better way (if slower) would be a gong.",
            "A far better way (if slower) would be a gong",
        ),
        ("We should add a flag (a switch) to the bell.", "add a flag (a switch) to the bell"),
        (
            "We should hang the bell in the tower of the old mill (it has stood empty) at once.",
            "hang the bell in the tower of the old mill",
        ),
        ("We should add a second flag (it is cheap).", "add a second flag"),
        ("We need to keep the name in ring(3) as it is.", "keep the name in ring(3) as it is"),
        ("Clean the bell (well, the whole tower!", "Clean the bell"),
        ("I would keep the name that is in ring(3)", "I would keep the name that is in ring(3)"),
        ("Another thing I would propose is to name all of them anew.", "name all of them anew"),
        ("I am thinking of casting a bell of our own.", "casting a bell of our own"),
        ("To ring the bell at noon, just pull the rope twice.", "just pull the rope twice"),
        ("What I'd like to do is to ring it by hand.", "ring it by hand"),
        ("What I'd like is a bell on the wall.", "a bell on the wall"),
        (
            "Honestly it would be great if this were done by hand.",
            "it would be great if this were done by hand",
        ),
        ("It would be great if we rang it by hand.", "we rang it by hand"),
        (
            "Samples for all pages I think should have a bell.",
            "Samples for all pages I think should have a bell",
        ),
    ],
)
def test_an_idea_is_named_by_its_main_clause_and_by_no_quotation(said, title):
    assert title_of(said) == title


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("I would like to add my 2 cents for those who will have it:", True),
        ("I'd like to make a suggestion about the build.", True),
        ("I have a couple of ideas.", True),
        ("I propose a public page.", False),
        ("Add a page.", False),
    ],
)
def test_a_preface_names_no_idea(said, expected):
    assert is_preface(said) is expected


@given(
    st.lists(
        st.sampled_from(
            ["I", "will", "we'll", "please", "be happy to", "and would", "let us know", "so", "?"]
        ),
        min_size=1,
        max_size=60,
    ),
    st.booleans(),
)
def test_a_title_is_a_piece_of_its_sentence(words, asked):
    said = " ".join(words)
    for found in (task_of(said, is_asked=asked), title_of(said)):
        assert found.removesuffix(" …") in said
        assert found


@pytest.mark.parametrize("sign", [",", " ;", " (", '"', ", and "])
def test_an_idea_with_a_line_of_one_sign_is_named_at_once(sign):
    """A hundred thousand commas took five minutes."""
    begun = time.process_time()
    title_of("We should drop the old bell" + sign * 100_000)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    ("said", "rest"),
    [
        ("Could you, Greta, or Hans fix the alias?", "fix the alias?"),
        ("Could you or Hans fix the alias?", "fix the alias?"),
        ("Could you, and soon, fix the alias?", "Could you, and soon, fix the alias?"),
    ],
)
def test_who_of_several_may_do_it_is_no_part_of_the_task(said, rest):
    assert without_subject(said) == rest
