/* Keys and small comforts of the desk. Everything works without it. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const first = (selector) => document.querySelector(selector);
  let here = -1;

  const typing = (target) =>
    target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable], dialog") !== null;

  function go(step) {
    const all = rows();
    if (!all.length) return;
    if (all[here]) all[here].classList.remove("is-here");
    here = Math.min(Math.max(here + step, 0), all.length - 1);
    all[here].classList.add("is-here");
    all[here].querySelector("a[href]").focus({ preventScroll: true });
    all[here].scrollIntoView({ block: "nearest" });
  }

  // within a list the next row, within a record the next record of the list it came from
  const onward = (link, step) => () => (first(link) ? first(link).click() : go(step));

  const leave = () => {
    const keys = first("#keys");
    if (!keys.hidden) keys.hidden = true;
    else if (first("#move")?.childElementCount && first("#move [data-close]")) first("#move [data-close]").click();
    else first("[data-back]")?.click();
  };

  const acts = {
    j: onward("[data-next]", 1),
    k: onward("[data-previous]", -1),
    x: () => rows()[here]?.querySelector("input[name=pk]")?.click(),
    "/": () => first("#find").focus(),
    e: () => first(".moves .move")?.click(),
    "?": () => {
      first("#keys").hidden = !first("#keys").hidden;
    },
    Escape: leave,
  };
  for (const number of "123456789") acts[number] = () => first(`[data-number="${number}"]`)?.click();

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.isComposing || event.keyCode === 229) return; // an input method is at work
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || !first("#find") || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  // on a phone the records come before the filters
  if (matchMedia("(max-width: 48rem)").matches)
    for (const fold of document.querySelectorAll("[data-fold]")) fold.open = false;
  // the menu folds where there is no room beside the page, and stands open where there is
  const narrow = matchMedia("(max-width: 60rem)");
  const menu = first("[data-rail]");
  const fold = () => {
    if (menu) menu.open = !narrow.matches;
  };
  narrow.addEventListener("change", fold);
  fold();

  // select all rows of a list, and say how many are selected
  const everyone = first("#pick-all");
  const picks = () => [...document.querySelectorAll("input[name=pk]")];
  const tally = () => {
    const said = first("#picked");
    const count = picks().filter((pick) => pick.checked).length;
    if (said) said.textContent = count ? `已选 ${count} 项` : "勾选后可批量操作";
  };
  if (everyone) {
    everyone.closest("th").hidden = false;
    everyone.addEventListener("change", () => {
      for (const pick of picks()) pick.checked = everyone.checked;
      tally();
    });
    document.addEventListener("change", (event) => event.target.name === "pk" && tally());
    tally();
  }

  // a batch that is not done yet goes on by itself
  first("[data-go-on]")?.requestSubmit();

  // many ticks get a field that narrows them; without it they are a plain list
  const MANY = 8;
  function narrowTicks(place) {
    for (const set of place.querySelectorAll("fieldset")) {
      const ticks = [...set.querySelectorAll("label")].filter((label) => label.querySelector("input[type=checkbox]"));
      if (ticks.length < MANY || set.querySelector("[data-narrows]")) continue;
      const words = document.createElement("input");
      words.type = "search";
      words.dataset.narrows = "";
      words.placeholder = "输入几个字，缩小范围…";
      words.setAttribute("aria-label", `缩小范围：${set.querySelector("legend").textContent.trim()}`);
      words.addEventListener("input", () => {
        for (const label of ticks) {
          const line = label.parentElement.children.length === 1 ? label.parentElement : label;
          line.hidden = !label.textContent.includes(words.value.trim()) && !label.querySelector("input").checked;
        }
      });
      words.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && !event.isComposing) event.preventDefault(); // does not send the form
      });
      set.querySelector("legend").after(words);
    }
  }
  narrowTicks(document);

  // words that cite a text go to where the writer stands in the reply
  const offerInsert = (root) => {
    for (const button of root.querySelectorAll("[data-insert]")) button.hidden = false;
  };
  offerInsert(document);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const field = button?.form?.elements[button.dataset.insert] ?? first(`[name=${button?.dataset.insert}]`);
    if (!button || !field) return;
    const words = button.parentElement.querySelector("[data-words]").textContent;
    field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });

  // a form that came in place gets the focus
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "move") return;
    narrowTicks(event.target);
    offerInsert(event.target);
    event.target
      .querySelector("[aria-invalid=true], .outgoing, input:not([type=hidden]), textarea, select, button:not([data-insert])")
      ?.focus();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-close]") || !first("#move") || !first(".moves")) return;
    event.preventDefault();
    first("#move").replaceChildren();
    first(".moves .move")?.focus();
  });
})();
