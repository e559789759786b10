"""What the scores of threads and links count."""

from __future__ import annotations

from listminer.evaluate.threads import score_threads, without_parents
from tests.store.mails import debate, mbox


def test_the_fields_that_name_a_parent_go_with_their_folded_lines():
    mail = b"From: a@b\r\nReferences: <a@b>\r\n <c@d>\r\nSubject: Hi\r\n\r\nIn-Reply-To: words\r\n"
    assert without_parents(mail).split(b"\n\r\n")[0].count(b"@") == 1
    assert without_parents(mail).endswith(b"In-Reply-To: words\r\n")


def test_a_debate_in_which_each_quotes_the_one_before(tmp_path):
    (tmp_path / "dev.mbox").write_bytes(mbox(debate(0, 6, "Nightly builds")))
    scores = score_threads(tmp_path / "dev.mbox", workers=1)
    # m3 names nobody: of five replies four have a parent to compare with
    assert (scores.replies.right, scores.replies.of) == (4, 4)
    assert (scores.quoting.right, scores.quoting.of) == (4, 4)
    assert (scores.in_thread.right, scores.in_thread.of) == (5, 5)
    assert (scores.exact.right, scores.exact.of) == (5, 5)
