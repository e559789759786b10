"""What is not English is said to be so; English full of logs is not."""

from __future__ import annotations

import pytest

from listminer.extract.tongue import foreign_problem
from listminer.pipeline import discussions_of

ENGLISH = "I think that we should drop the old gate, as it breaks for everybody who has no key."
TONGUES = {
    "Spanish": "Creo que tenemos que quitar la puerta vieja, por que no la usa nadie de los demás.",
    "Catalan": "Jo crec que hem de treure la porta vella, que no la fa servir ningú dels altres.",
    "French": "Je pense que nous devons retirer la vieille porte, qui ne sert plus à une personne.",
    "German": "Ich denke, dass wir das alte Tor nicht mehr brauchen und es auch ein Risiko ist.",
    "Italian": "Penso che dobbiamo togliere il vecchio cancello, che non serve più a una persona.",
    "Dutch": "Ik denk dat we het oude hek niet meer nodig hebben en dat het een risico is.",
    "Russian": "Я думаю, что нам надо убрать старые ворота, потому что они никому не нужны сейчас.",
}
LOG = "Compiling region.cs error CS0246 type namespace OpenSim Framework missing reference line 12"


def problem_of(tmp_path, *bodies: str):
    mails = "".join(
        f"From ada@x.org Mon Mar  7 1{at}:00:00 2016\nFrom: Ada <ada@x.org>\n"
        f"Date: Mon, 7 Mar 2016 1{at}:00:00 +0000\nSubject: Gate\nMessage-ID: <{at}@x.org>\n"
        f"{'' if not at else 'In-Reply-To: <0@x.org>'}\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{body}\n\n"
        for at, body in enumerate(bodies)
    ).replace("\n\nContent-Type", "\nContent-Type")
    (tmp_path / "gate.mbox").write_text(mails, "utf-8")
    (discussion,) = discussions_of(tmp_path / "gate.mbox")
    return foreign_problem(discussion)


@pytest.mark.parametrize("tongue", sorted(TONGUES))
def test_a_thread_in_another_language_is_told_so(tmp_path, tongue):
    found = problem_of(tmp_path, TONGUES[tongue])
    assert found is not None
    assert (found.stage, found.locator) == ("language", "0@x.org")


@pytest.mark.parametrize(
    "bodies",
    [
        (ENGLISH,),
        (LOG, LOG),  # no language at all
        (LOG, ENGLISH),
        ("Hola. Gracias.",),  # too short to tell
        (TONGUES["Spanish"], ENGLISH),  # as much of either: what is English is read
        ("> " + TONGUES["Spanish"] + "\n\n" + ENGLISH,),  # what is quoted is nobody's here
    ],
)
def test_a_thread_that_is_english_or_none_is_not(tmp_path, bodies):
    assert problem_of(tmp_path, *bodies) is None
