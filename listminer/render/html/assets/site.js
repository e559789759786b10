/* The search: words are looked up in the index that stands in the page; nothing is asked of anybody. */
(() => {
  "use strict";
  document.documentElement.classList.add("js");
  const form = document.querySelector("form.search");
  const input = document.getElementById("q");
  const data = document.getElementById("index");
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const MOST = 100;

  if (!data) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) location.href = `${form.dataset.root}search.html?q=${encodeURIComponent(input.value.trim())}`;
    });
    return;
  }

  const index = JSON.parse(data.textContent);
  const words = Object.keys(index.words).sort();
  const firstFrom = (word) => {
    let low = 0, high = words.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (words[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  };
  /* null where a word that begins so stands in nearly all threads: it has no list of them */
  const threadsWith = (beginning) => {
    const found = new Map();
    for (let at = firstFrom(beginning); at < words.length && words[at].startsWith(beginning); at++) {
      if (!index.words[words[at]]) return null;
      const whole = words[at] === beginning ? 1 : 0;
      let number = 0;
      for (const step of index.words[words[at]].split(" ")) {
        number += parseInt(step, 36);
        found.set(number, Math.max(whole, found.get(number) || 0));
      }
    }
    return found;
  };
  const isIn = (word, number) => fold(index.threads[number][0]).includes(word);
  const withTitle = (common) => {
    const every = index.threads.map((_, number) => number);
    return new Map(every.filter((number) => common.every((word) => isIn(word, number))).map((number) => [number, 0]));
  };
  const look = (query) => {
    const asked = fold(query).match(/[^\W\d_]{2,}|\p{L}{2,}/gu) || [];
    if (!asked.length) return null;
    const common = [];
    let scores = null;
    for (const word of asked) {
      const found = threadsWith(word.slice(0, 20));
      if (!found) { common.push(word); continue; }
      if (!found.size && asked.length > 1 && word.length < 3) continue; /* too short to be in the index */
      const next = new Map();
      for (const [number, whole] of found) {
        if (scores && !scores.has(number)) continue;
        next.set(number, (scores ? scores.get(number) : 0) + 1 + whole + (isIn(word, number) ? 4 : 0));
      }
      scores = next;
    }
    const best = ([one, score]) => score + 4 * common.filter((word) => isIn(word, one)).length;
    const found = [...(scores || withTitle(common))]
      .sort((a, b) => best(b) - best(a) || a[0] - b[0])
      .map(([number]) => number);
    return { found, common, asked, byTitle: !scores };
  };
  const add = (parent, tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    parent.append(made, " ");
    return made;
  };
  const begins = (word, asked) => asked.some((each) => fold(word).startsWith(each));
  const parts = (text) => text.match(/[\p{L}\p{M}]+|[^\p{L}\p{M}]+/gu) || [];
  /* the line that has most of the words; else the first, which tells what it is about */
  const excerpt = (lines, asked) => {
    const has = (line) => asked.filter((word) => parts(line).some((part) => begins(part, [word]))).length;
    return lines.reduce((best, line) => has(line) > has(best) ? line : best);
  };
  const tell = (parent, text, asked) => {
    const made = document.createElement("p");
    made.className = "excerpt";
    made.dir = "auto";
    for (const part of parts(text)) {
      if (!begins(part, asked)) { made.append(part); continue; }
      const mark = document.createElement("mark");
      mark.textContent = part;
      made.append(mark);
    }
    parent.append(made);
  };
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const told = ({ found, common, byTitle }) => {
    const count = plural(found.length, "thread", "threads");
    if (!common.length) return count;
    const names = common.map((word) => `“${word}”`).join(", ");
    const why = `${names} ${common.length === 1 ? "stands" : "stand"} in too many threads to tell them apart`;
    return `${count}${byTitle ? " by the title" : ""}: ${why}`;
  };
  const show = () => {
    const answer = look(input.value);
    list.replaceChildren();
    count.textContent = answer ? told(answer) : "";
    for (const number of (answer ? answer.found : []).slice(0, MOST)) {
      const [title, href, when, messages, people, status, lines] = index.threads[number];
      const line = document.createElement("li");
      const head = add(line, "div");
      const link = add(head, "a", title);
      link.href = href;
      link.dir = "auto";
      const meta = add(head, "span", "", "meta");
      add(meta, "span", when);
      add(meta, "span", plural(messages, "message", "messages"));
      add(meta, "span", plural(people, "person", "people"));
      if (status) add(meta, "span", status, "status");
      if (lines.length) tell(line, excerpt(lines, answer.asked), answer.asked);
      list.append(line);
    }
  };
  input.value = new URLSearchParams(location.search).get("q") || "";
  input.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    history.replaceState(null, "", `?q=${encodeURIComponent(input.value)}`);
    show();
  });
  show();
  input.focus();
})();
