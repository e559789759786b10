/* What a reader's hand does: go to words and light them, see what is answered, find a person's. */
(() => {
  "use strict";
  const root = document.documentElement;
  const all = (query, within = document) => Array.from(within.querySelectorAll(query));
  root.classList.add("js");
  for (const fold of all(".mail details, details[data-fold]")) fold.open = false;

  /* an anchor is KEY of a mail or KEY-START-END of words in it */
  const parse = (anchor) => {
    const found = /^(m[a-z2-7]{16})(?:-(\d+)-(\d+))?$/.exec(anchor);
    return found && { key: found[1], start: +found[2], end: +found[3] };
  };
  /* data-a writes NUMBER-START-END, with the mail's number */
  const mails = all("article.mail");
  const answered = (source) => source.dataset.a.split(" ").map((each) => {
    const [number, ...rest] = each.split("-");
    return [mails[number - 1].id, ...rest].join("-");
  });
  const startOf = (piece) => piece.dataset.o === undefined ? parse(piece.id).start : +piece.dataset.o;
  const piecesOf = (anchor) => {
    const at = parse(anchor);
    const mail = at && document.getElementById(at.key);
    if (!mail || Number.isNaN(at.start)) return [];
    return all(".body [data-o], .body [id]", mail).filter((each) => startOf(each) >= at.start && startOf(each) < at.end);
  };
  const unfold = (element) => {
    for (let at = element.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  };
  const wordsOf = (anchor) => {
    const words = piecesOf(anchor).map((each) => each.textContent).join("").replace(/\s+/g, " ").trim();
    return words.length > 240 ? words.slice(0, 240).replace(/\s\S*$/, "") + "…" : words;
  };

  /* what would stand hundreds of times in the file is said once here */
  const DOES = {
    proposal: "proposes", support: "supports", oppose: "opposes", conditional: "supports under a condition",
    question: "asks", request: "asks for an action", commitment: "promises an action", decision: "states a decision",
  };
  const say = (element, words) => {
    element.setAttribute("aria-label", words);
    if (element.closest(".marks")) element.title = words;
  };
  mails.forEach((mail, at) => {
    mail.tabIndex = -1;
    say(mail, mail.querySelector("h3").textContent);
    mail.dataset.n = at + 1;
  });
  for (const ref of all("a.ref")) say(ref, "words in mail " + ref.textContent.slice(1, -1));
  for (const mark of all(".marks span")) mark.title = mark.getAttribute("aria-label");
  for (const mark of all(".marks a")) {
    const mail = document.getElementById(parse(mark.getAttribute("href").slice(1)).key);
    say(mark, DOES[mark.className] + (mail ? ", answers words of mail " + mail.dataset.n : ""));
  }
  for (const head of all(".map th a")) {
    const named = document.getElementById(head.getAttribute("href").slice(1));
    if (named) head.title = named.querySelector("h3 [dir]").textContent;
  }
  const clear = (name) => all("." + name).forEach((each) => each.classList.remove(name));

  const light = (anchor) => {
    const at = parse(anchor);
    const target = document.getElementById(anchor) || (at && document.getElementById(at.key));
    if (!target) return false;
    clear("lit");
    clear("seen");
    const pieces = piecesOf(anchor);
    const shown = pieces.length ? pieces : [target];
    void target.offsetWidth; /* the same words again: the animation begins anew */
    for (const each of shown) {
      each.classList.add("lit");
      if (pieces.length) each.classList.add("seen");
    }
    setTimeout(() => shown.forEach((each) => each.classList.remove("lit")), 2100);
    unfold(shown[0]);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    shown[0].scrollIntoView({ block: pieces.length ? "center" : "start", behavior: calm ? "auto" : "smooth" });
    const focusable = target.closest("article");
    if (focusable) focusable.focus({ preventScroll: true });
    return true;
  };
  const go = (anchor) => {
    if (!light(anchor)) return false;
    if (location.hash.slice(1) !== anchor) history.pushState(null, "", "#" + anchor);
    return true;
  };
  addEventListener("popstate", () => location.hash && light(location.hash.slice(1)));

  /* the mail that j and k count from; null: the one at the top of the window */
  let target = null;

  /* what a sentence answers: the words below it, and a line to where they stand */
  let answer = null;
  let line = null;
  const forget = () => {
    if (answer) answer.remove();
    if (line) line.remove();
    answer = line = null;
  };
  const add = (parent, tag, text) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    parent.append(made);
    return made;
  };
  const draw = (from, to) => {
    const thread = document.getElementById("thread");
    const space = "http://www.w3.org/2000/svg";
    const base = thread.getBoundingClientRect();
    const a = from.getClientRects()[0];
    const b = to.getClientRects()[0];
    if (!a || !b) return;
    /* from margin to margin, so that it crosses no words */
    const x = (element) => element.closest("p, pre, h3").getBoundingClientRect().left - base.left - 24;
    const y = (rect) => rect.top - base.top + Math.min(rect.height, 24) / 2;
    const [ax, bx] = [x(from), x(to)];
    const turn = Math.max(4, Math.min(ax, bx) - 38);
    line = document.createElementNS(space, "svg");
    line.setAttribute("class", "line");
    line.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", `M${ax} ${y(a)}H${turn + 10}Q${turn} ${y(a)} ${turn} ${y(a) - 10}` +
      `V${y(b) + 10}Q${turn} ${y(b)} ${turn + 10} ${y(b)}H${bx}`);
    const dot = document.createElementNS(space, "circle");
    dot.setAttribute("cx", bx);
    dot.setAttribute("cy", y(b));
    dot.setAttribute("r", 3);
    line.append(path, dot);
    thread.append(line);
  };
  const tell = (source) => {
    const block = source.closest("p, pre");
    const again = answer && answer.previousElementSibling === block && answer.dataset.of === source.dataset.a;
    forget();
    clear("seen");
    if (again) return;
    const anchors = answered(source);
    const mail = document.getElementById(parse(anchors[0]).key);
    if (!mail) return;
    answer = document.createElement("p");
    answer.className = "answer";
    answer.dataset.of = source.dataset.a;
    answer.setAttribute("role", "status");
    const words = anchors.map(wordsOf).filter(Boolean).join(" … ");
    add(answer, "span", `answers ${mail.querySelector(".who").textContent} `);
    if (words) add(answer, "q", `“${words}”`);
    answer.append(words && mail.classList.contains("ghost") ? " (known from quotes) " : " ");
    const link = add(answer, "a", `[${mail.querySelector(".n").textContent}]`);
    link.className = "ref";
    link.href = "#" + anchors[0];
    block.after(answer);
    const pieces = anchors.flatMap(piecesOf);
    pieces.forEach((each) => each.classList.add("seen"));
    draw(source, pieces[0] || mail.querySelector("h3"));
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      target = null;
      if (go(link.getAttribute("href").slice(1))) event.preventDefault();
      return;
    }
    if (event.target.closest("[data-close]")) document.getElementById("help").close();
    if (event.target.closest("a, summary, button, .answer") || String(getSelection())) return;
    const source = event.target.closest("[data-a]");
    if (source) tell(source);
    else if (!event.target.closest("dialog")) forget();
  });

  /* a person's mails, sides and marks light up together */
  let hot = null;
  const warm = (event) => {
    const cell = event.target.closest && event.target.closest(".map td a:not([title])");
    if (cell) cell.title = `“${wordsOf(cell.getAttribute("href").slice(1))}”`;
    const near = event.target.closest && event.target.closest(".findings [data-p], .timeline [data-p], .mail h3");
    const holder = near && near.closest("[data-p]");
    const number = holder ? holder.dataset.p : null;
    if (number === hot) return;
    clear("hot");
    hot = number;
    if (number !== null) all(`[data-p="${number}"]`).forEach((each) => each.classList.add("hot"));
  };
  document.addEventListener("mouseover", warm);
  document.addEventListener("focusin", warm);

  const cards = all(".card");
  let card = -1;
  const currentMail = () => {
    let found = -1;
    mails.forEach((each, at) => { if (each.getBoundingClientRect().top < 60) found = at; });
    return found;
  };
  const step = (by) => {
    const from = target !== null ? target : currentMail();
    const next = mails[Math.max(0, Math.min(mails.length - 1, from + by))];
    if (!next) return;
    target = mails.indexOf(next);
    go(next.id);
  };
  addEventListener("wheel", () => { target = null; }, { passive: true });
  addEventListener("touchmove", () => { target = null; }, { passive: true });
  const nextProposal = () => {
    if (!cards.length) return;
    card = (card + 1) % cards.length;
    unfold(cards[card]);
    cards[card].scrollIntoView({ block: "nearest" });
    const ref = cards[card].querySelector("a.ref");
    if (ref) go(ref.getAttribute("href").slice(1));
  };
  const keys = { j: () => step(1), k: () => step(-1), p: nextProposal, "?": () => document.getElementById("help").showModal() };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") forget();
    if (event.target.closest("input, textarea, select, dialog")) return;
    const act = keys[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  if (location.hash.length > 1) light(location.hash.slice(1));
})();
