"""Labels out to people and back: what comes home is what was said, at its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import listminer
from listminer.errors import UserError
from listminer.evaluate.gold import read_gold
from listminer.evaluate.official import evaluate_readings
from listminer.library.labels import _points, _units
from tests.store.mails import mail


@given(st.text(alphabet=st.sampled_from("a😀\U0010ffffé\n"), max_size=30), st.data())
def test_places_survive_a_browser(text, data):
    point = data.draw(st.integers(0, len(text)))
    assert _points(text, _units(text, point)) == point
    assert _units(text, point) == len(text[:point].encode("utf-16-le")) // 2


def tasks(debates):
    return [json.loads(line) for line in debates.label_lines()]


def test_lines_go_into_a_file_as_all_lines_of_the_library_do(debates, tmp_path):
    with (tmp_path / "labels.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(debates.label_lines())
    written = (tmp_path / "labels.jsonl").read_text("utf-8").split("\n")
    assert written[-1] == ""
    assert list(map(json.loads, written[:-1])) == tasks(debates)


def test_a_line_is_a_message_with_the_readings_as_first_guesses(debates):
    told = tasks(debates)
    texts = {each.message_id: each.text for each in debates.messages()}
    assert len(told) == len({each["meta"]["message_id"] for each in told}) > 20
    for task in told:
        text = texts[task["meta"]["message_id"]]
        assert task["text"] == task["data"]["text"] == text
        words = [text[each["start"] : each["end"]] for each in task["spans"]]
        assert words == [each["value"]["text"] for each in task["predictions"][0]["result"]]
    assert sum(len(task["spans"]) for task in told) == len(debates.frame("acts"))


def as_prodigy(told):
    return "\n".join(json.dumps({**task, "answer": "accept"}) for task in told)


def as_label_studio(told):
    return json.dumps(
        [
            {"id": at, "data": task["data"], "annotations": task["predictions"]}
            for at, task in enumerate(told)
        ]
    )


@pytest.mark.parametrize("form", [as_prodigy, as_label_studio])
def test_what_is_confirmed_scores_full_marks(debates, tmp_path, form):
    (tmp_path / "results.json").write_text(form(tasks(debates)), "utf-8")
    names = debates.write_labelled(tmp_path / "results.json", tmp_path / "gold")
    assert names == [
        "sample-dev-01-sample-dev-kestrel-third-party-ci-let-th",
        "sample-dev-02-sample-dev-release-kestrel-4-0-0b3-is-ou",
    ]
    acts = debates.frame("acts")
    labelled = {
        (unit.message_id, unit.text, label.kind)
        for thread in read_gold(tmp_path / "gold")
        for unit in thread.units
        for label in unit.labels
    }
    assert labelled == set(zip(acts["message_id"], acts["text"], acts["kind"], strict=True))
    told = json.loads(evaluate_readings("acts", tmp_path / "gold").render("json"))
    assert told


def shares(folder):
    """Return the label, and how many are right of the found and of the labelled."""
    rows = json.loads(evaluate_readings("acts", folder).render("json"))["acts"]["rows"]
    return {row[""]: (row["right"], row["found"], row["labelled"]) for row in rows}


@pytest.mark.parametrize("form", [as_prodigy, as_label_studio])
def test_a_sample_is_scored_on_its_own_messages(debates, tmp_path, form):
    """Of a thread of 26 nine were labelled: what is read in the others is no mistake."""
    told = tasks(debates)[::3][:9]
    (tmp_path / "results.json").write_text(form(told), "utf-8")
    debates.write_labelled(tmp_path / "results.json", tmp_path / "gold")
    scores = shares(tmp_path / "gold")
    labelled = sum(len(task["spans"]) for task in told)
    assert sum(right for kind, (right, *_) in scores.items() if kind != "any side") == labelled > 10
    assert {kind: told for kind, told in scores.items() if len(set(told)) > 1} == {}


def test_the_same_words_twice_are_labelled_where_they_were(tmp_path):
    body = "> one\n\n+1.\n" + "\n" * 20 + "> two\n> three\n\n+1.\n" + "\n" * 20 + "> four\n\n+1."
    (tmp_path / "x.eml").write_bytes(mail(0, body))
    debates = listminer.read(tmp_path / "x.eml")
    told = tasks(debates)
    del told[0]["spans"][0]
    (tmp_path / "r.jsonl").write_text(as_prodigy(told), "utf-8")
    debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    (thread,) = read_gold(tmp_path / "gold")
    text = told[0]["text"]
    votes = [at for at in range(len(text)) if text.startswith("+1.", at)]
    assert [unit.span.start for unit in thread.units] == votes
    assert [unit.span.start for unit in thread.units if unit.labels] == votes[1:]


def test_an_emoji_shifts_nothing(tmp_path):
    (tmp_path / "x.eml").write_bytes(mail(0, "😀😀 Hello.\n\nI propose we drop it. +1 from me."))
    debates = listminer.read(tmp_path / "x.eml")
    (tmp_path / "r.json").write_text(as_label_studio(tasks(debates)), "utf-8")
    debates.write_labelled(tmp_path / "r.json", tmp_path / "gold")
    (thread,) = read_gold(tmp_path / "gold")
    assert "I propose we drop it." in [unit.text for unit in thread.units if unit.labels]


@pytest.mark.parametrize(
    "unanswered",
    [
        {"answer": "ignore"},
        {"answer": "reject"},
        {"spans": []},
        {"annotations": []},
        {"annotations": [{"was_cancelled": True, "result": []}]},
    ],
)
def test_a_task_that_nobody_answered_says_nothing(debates, tmp_path, unanswered):
    """Left for later is not "nothing here": whatever is read in such a message would be wrong."""
    first, second, *_ = tasks(debates)
    told = [{**first, "answer": "accept"}, {**second, **unanswered}]
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
    debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    (thread,) = read_gold(tmp_path / "gold")
    assert {unit.message_id for unit in thread.units} == {first["meta"]["message_id"]}
    assert thread.judged == {first["meta"]["message_id"]}


def ignored(told):
    return [{**task, "answer": "ignore"} for task in told]


def untouched(told):
    return told


def untouched_in_label_studio(told):
    """Return the tasks as they are exported when nobody has opened one."""
    return [{"id": 1, "annotations": [], **each} for each in told]


@pytest.mark.parametrize("left", [untouched, untouched_in_label_studio, ignored])
def test_first_guesses_are_no_labels(debates, tmp_path, left):
    """They would be scored against themselves, and F1 would be 1."""
    told = left(tasks(debates))
    (tmp_path / "r.jsonl").write_text("\n".join(map(json.dumps, told)), "utf-8")
    with pytest.raises(UserError, match="nothing was labelled, of 29 tasks none was accepted"):
        debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


@pytest.mark.parametrize(
    "answered",
    [
        {"answer": "accept", "spans": []},
        {"annotations": [{"was_cancelled": False, "result": []}]},
        {"annotations": [{"result": []}, {"was_cancelled": True, "result": []}]},
    ],
)
def test_an_answer_without_labels_says_that_there_is_nothing(debates, tmp_path, answered):
    task = {**tasks(debates)[0], **answered}
    (tmp_path / "r.jsonl").write_text(json.dumps(task), "utf-8")
    debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    (thread,) = read_gold(tmp_path / "gold")
    assert {unit.message_id for unit in thread.units} == {task["meta"]["message_id"]}
    assert not any(unit.labels for unit in thread.units)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"spans": [{"start": 0, "end": 3, "label": "cheer"}]},
            "no label 'cheer', known: proposal",
        ),
        ({"spans": [{"start": 5, "end": 10**9, "label": "support"}]}, "is no place in its message"),
        ({"spans": [{"from": 5}]}, "expected spans with start, end and label"),
        ({"spans": 7}, "expected spans with start, end and label"),
        ({"meta": {"message_id": "lost@x"}}, "no message <lost@x> in the store"),
        ({"meta": None, "data": 3}, "1 task without meta or data that names a message"),
    ],
)
def test_every_mistake_is_told(debates, tmp_path, change, told):
    task = {**tasks(debates)[0], "answer": "accept", **change}
    (tmp_path / "r.jsonl").write_text(json.dumps(task), "utf-8")
    with pytest.raises(UserError, match=told):
        debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


def test_an_export_of_another_form_is_told_once(debates, tmp_path):
    """JSON-MIN has the task's data and its labels in one object."""
    told = [{**task["data"], "id": 3, "label": [], "annotator": 1} for task in tasks(debates)]
    (tmp_path / "r.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(UserError) as mistake:
        debates.write_labelled(tmp_path / "r.json", tmp_path / "gold")
    assert mistake.value.found.endswith("29 tasks without meta or data that names a message")
    assert mistake.value.hints == (
        "found annotator, id, label, message_id, sender, subject, text, thread",
        "expected what Label Studio exports as JSON (not JSON-MIN), or Prodigy's db-out",
    )


@pytest.mark.parametrize("form", [as_prodigy, as_label_studio])
def test_words_that_are_others_are_told(debates, tmp_path, form):
    """The text was another when it was labelled: Prodigy gives it whole, Label Studio by place."""
    task = next(task for task in tasks(debates) if task["spans"])
    task["text"] = "\n\nLet us drop it. " + task["text"]
    for each in task["predictions"][0]["result"]:
        each["value"]["text"] = "Let us drop it."
    (tmp_path / "r.json").write_text(form([task]), "utf-8")
    start, end = (task["spans"][0][key] for key in ("start", "end"))
    with pytest.raises(UserError, match=f"task 1: {start} to {end} was labelled "):
        debates.write_labelled(tmp_path / "r.json", tmp_path / "gold")
    assert not (tmp_path / "gold").exists()


@pytest.mark.parametrize("words", [" Drop it,\\n please.", "Drop it, please.", None])
def test_words_are_the_same_as_label_studio_keeps_them(tmp_path, words):
    """It trims white space, writes a line's end as two letters, or keeps no words at all."""
    (tmp_path / "x.eml").write_bytes(mail(0, "Hello.\n\nDrop it,\nplease."))
    debates = listminer.read(tmp_path / "x.eml")
    (task,) = tasks(debates)
    value = {"start": 8, "end": 24, "labels": ["request"], "text": words}
    result = {"value": {key: each for key, each in value.items() if each is not None}}
    line = {**task, "annotations": [{"result": [result]}]}
    (tmp_path / "r.jsonl").write_text(json.dumps(line), "utf-8")
    debates.write_labelled(tmp_path / "r.jsonl", tmp_path / "gold")
    (thread,) = read_gold(tmp_path / "gold")
    assert [unit.text for unit in thread.units if unit.labels] == ["Drop it,\nplease."]


@pytest.mark.parametrize("text", ["{", "[1]", "no json"])
def test_another_file_is_told(debates, tmp_path, text):
    (tmp_path / "r.json").write_text(text)
    with pytest.raises(UserError):
        debates.write_labelled(tmp_path / "r.json", tmp_path / "gold")
