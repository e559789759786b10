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
  const threadsWith = (beginning) => {
    const found = new Map();
    for (let at = firstFrom(beginning); at < words.length && words[at].startsWith(beginning); at++) {
      const whole = words[at] === beginning ? 1 : 0;
      let number = 0;
      for (const step of index.words[words[at]].split(" ")) {
        number += parseInt(step, 36);
        found.set(number, Math.max(whole, found.get(number) || 0));
      }
    }
    return found;
  };
  const look = (query) => {
    const asked = fold(query).match(/[^\W\d_]{2,}|\p{L}{2,}/gu) || [];
    if (!asked.length) return null;
    let scores = null;
    for (const word of asked) {
      const found = threadsWith(word.slice(0, 20));
      if (!found.size && asked.length > 1 && word.length < 5) continue; /* too common to be in the index */
      const next = new Map();
      for (const [number, whole] of found) {
        if (scores && !scores.has(number)) continue;
        const title = fold(index.threads[number][0]).includes(word) ? 4 : 0;
        next.set(number, (scores ? scores.get(number) : 0) + 1 + whole + title);
      }
      scores = next;
    }
    return [...(scores || new Map())].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  };
  const add = (parent, tag, text, name) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    parent.append(made, " ");
    return made;
  };
  const list = document.getElementById("found");
  const count = document.getElementById("count");
  const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`;
  const show = () => {
    const found = look(input.value);
    list.replaceChildren();
    count.textContent = found ? plural(found.length, "thread", "threads") : "";
    for (const number of (found || []).slice(0, MOST)) {
      const [title, href, when, messages, people, status] = index.threads[number];
      const line = document.createElement("li");
      const link = add(line, "a", title);
      link.href = href;
      link.dir = "auto";
      const meta = add(line, "span", "", "meta");
      add(meta, "span", when);
      add(meta, "span", plural(messages, "message", "messages"));
      add(meta, "span", plural(people, "person", "people"));
      if (status) add(meta, "span", status, "status");
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
