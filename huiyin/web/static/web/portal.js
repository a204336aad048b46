// Comforts only: every page reads and sends without this file.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// What is folded on a phone stands open where there is room.
for (const fold of document.querySelectorAll("details[data-open-wide]")) {
  const wide = window.matchMedia(`(min-width: ${fold.dataset.openWide})`);
  const unfold = () => { fold.open = wide.matches; };
  unfold();
  wide.addEventListener("change", unfold);
}
window.addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details.meta")) fold.open = true;
});

// 朗读: with the voice of the visitor's own system; the whole page, or what is pointed at.
if ("speechSynthesis" in window) {
  const voice = window.speechSynthesis;
  const buttons = [...document.querySelectorAll("[data-read-aloud]")];
  for (const part of document.querySelectorAll("[data-needs-voice]")) part.hidden = false;

  const say = (text, ended) => {
    const said = new SpeechSynthesisUtterance(text);
    said.lang = "zh-CN";
    said.rate = 0.9;
    if (ended) said.addEventListener("end", ended);
    voice.speak(said);
  };
  const words = new Map(buttons.map((button) => [button, [...button.childNodes]]));
  const stop = () => {
    voice.cancel();
    for (const button of buttons) {
      button.replaceChildren(...words.get(button));
      button.setAttribute("aria-pressed", "false");
    }
  };
  const readAll = (button) => {
    const readable = document.querySelector("[data-readable]") || document.querySelector("main");
    const lines = readable.innerText.split(/\n+/).filter((line) => line.trim());
    lines.forEach((line, place) => say(line, place === lines.length - 1 ? stop : null));
    button.textContent = "停止朗读";
    button.setAttribute("aria-pressed", "true");
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-pressed") === "true") return stop();
      stop();
      return readAll(button);
    });
  }
  window.addEventListener("pagehide", () => voice.cancel());
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") stop(); });

  // 指读: only where the visitor has asked for it.
  if (document.documentElement.classList.contains("spoken")) {
    const parts = "a, button, summary, input, textarea, select, label, h1, h2, h3, h4, p, li, dt, dd, td, th, caption, legend, img[alt]";
    let last = null;
    const name = (part) => {
      const label = part.getAttribute("aria-label") || part.alt || (part.labels && part.labels[0] && part.labels[0].innerText);
      return (label || part.innerText || part.value || "").trim().slice(0, 300);
    };
    const read = (event) => {
      const part = event.target.closest && event.target.closest(parts);
      if (!part || part === last) return;
      if (last) last.classList.remove("being-read");
      last = part;
      const words = name(part);
      if (!words || buttons.some((button) => button.getAttribute("aria-pressed") === "true")) return;
      part.classList.add("being-read");
      voice.cancel();
      say(words, null);
    };
    document.addEventListener("mouseover", read);
    document.addEventListener("focusin", read);
  }
}
