// Comforts of the forms: without this file everything works with one page more.
"use strict";

const wrong = document.querySelector("[data-focus]");
if (wrong) wrong.focus();

// One press, one application: the server knows too, this only spares the second request.
for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    window.setTimeout(() => delete form.dataset.sent, 5000);
  });
}

// 先查一查 while typing: the server sends a finished piece of page.
const asking = document.querySelector("form[data-already]");
const place = document.querySelector("[data-already-here]");
if (asking && place) {
  let waiting = 0;
  let asked = "";
  let newest = 0;
  const look = async () => {
    const names = ["information_number", "information_name", "description"];
    const text = names.map((name) => asking.elements[name].value.trim()).join(" ").trim().slice(0, 600);
    if (text === asked || text.length < 2) return;
    asked = text;
    const mine = (newest += 1);
    const answer = await fetch(`${asking.dataset.already}?q=${encodeURIComponent(text)}`);
    if (!answer.ok || mine !== newest) return;
    place.innerHTML = (await answer.text()).trim();
    place.hidden = !place.firstElementChild;
  };
  asking.addEventListener("input", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => look().catch((error) => console.warn(error)), 500);
  });
}
