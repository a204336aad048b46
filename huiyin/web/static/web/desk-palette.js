/* 快速前往: Ctrl-K finds moves of this record, records, kept lists and pages. Its link works without it. */
(() => {
  "use strict";
  const link = document.querySelector("[data-palette]");
  const box = document.querySelector("#palette");
  if (!link || !box) return;
  const words = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const PAUSE = 150;
  let waiting = 0;
  let newest = 0;
  let at = 0;
  let shown = ""; // the words that the lines are of
  let isWanted = false; // Enter was pressed before the lines came

  const hits = () => [...list.querySelectorAll("a")];

  function point(to) {
    const all = hits();
    at = all.length ? (to + all.length) % all.length : 0;
    all.forEach((hit, number) => {
      hit.id = `palette-hit-${number}`;
      hit.tabIndex = -1;
      hit.setAttribute("role", "option");
      hit.setAttribute("aria-selected", String(number === at));
    });
    words.setAttribute("aria-activedescendant", all.length ? all[at].id : "");
    all[at]?.scrollIntoView({ block: "nearest" });
  }

  // what can be done about the record stands on the page: nothing is asked for it
  function moves(text) {
    const links = [...document.querySelectorAll(".moves a.move")].filter((move) => move.textContent.includes(text));
    if (!links.length) return;
    const group = document.createElement("section");
    const head = document.createElement("h2");
    head.textContent = "这件可办理事项";
    const lines = document.createElement("ul");
    for (const move of links) {
      const hit = document.createElement("a");
      hit.href = move.href;
      hit.textContent = [...move.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join("").trim();
      hit.addEventListener("click", (event) => {
        event.preventDefault();
        box.close();
        move.click();
      });
      const line = document.createElement("li");
      line.append(hit);
      lines.append(line);
    }
    group.append(head, lines);
    list.prepend(group);
  }

  async function look() {
    const mine = (newest += 1);
    const text = words.value.trim();
    const room = location.pathname.split("/")[2] || "";
    const asked = new URLSearchParams({ part: "1", q: text, room });
    const answer = await fetch(`${link.dataset.palette}?${asked}`);
    if (mine !== newest || !box.open) return;
    if (!answer.ok || answer.redirected) return location.assign(link.href); // the session is over
    list.innerHTML = await answer.text();
    // roles of a listbox know options and groups only
    for (const part of list.querySelectorAll("ul, li")) part.setAttribute("role", "presentation");
    for (const part of list.querySelectorAll("section")) part.setAttribute("role", "group");
    moves(text);
    for (const part of list.querySelectorAll("ul, li")) part.setAttribute("role", "presentation");
    list.querySelectorAll("h2").forEach((head) => head.setAttribute("role", "presentation"));
    shown = text;
    point(0);
    if (isWanted && text === words.value.trim()) hits()[0]?.click();
    isWanted = false;
  }

  function open() {
    if (box.open) return words.select();
    words.value = "";
    isWanted = false;
    list.replaceChildren();
    box.showModal();
    words.focus();
    look().catch((error) => console.warn(error));
  }

  link.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isAsked || event.isComposing || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
  words.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => look().catch((error) => console.warn(error)), PAUSE);
  });
  words.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return; // choosing a character is no choice of a line
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      point(at + step);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (shown === words.value.trim()) return hits()[at]?.click();
      isWanted = true; // never what stood there for other words
      window.clearTimeout(waiting);
      look().catch((error) => console.warn(error));
    }
  });
  box.addEventListener("click", (event) => event.target === box && box.close());
})();
